// SPDX-License-Identifier: Apache-2.0
/**
 * The certificates and keys of the switch, from their files to the engines of Jetty.
 *
 * <p>{@link dev.switchboard.server.transport.tls.TlsFiles} reads them, {@link
 * dev.switchboard.server.transport.tls.KeyFiles} are the files as they were at one moment, {@link
 * dev.switchboard.server.transport.tls.Credentials} what stands in all of them, and {@link
 * dev.switchboard.server.transport.tls.Tls} gives it to the connections that begin. The rest reads
 * PEM: the JDK knows what stands inside, but not yet the form.
 */
@NullMarked
package dev.switchboard.server.transport.tls;

import org.jspecify.annotations.NullMarked;
