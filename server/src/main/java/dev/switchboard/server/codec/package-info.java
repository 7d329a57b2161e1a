// SPDX-License-Identifier: Apache-2.0
/**
 * JSON text to records and back; nothing else in the switch reads JSON, or writes messages.
 *
 * <p>A record that carries {@link dev.switchboard.api.Kind} is taken apart once into a {@link
 * dev.switchboard.server.codec.Shape}: its name on the wire and its fields, each with the {@link
 * dev.switchboard.server.codec.Form} that its type has in JSON. {@link
 * dev.switchboard.server.codec.MessageReader} makes one pass over a text, under {@link
 * dev.switchboard.server.config.MessageSettings.Json limits}, and gives an {@link
 * dev.switchboard.server.codec.Incoming}: the record, or a refusal that names the field. {@link
 * dev.switchboard.server.codec.MessageWriter} writes messages and the replies of the switch itself.
 * {@link dev.switchboard.server.codec.ProtocolReference} tells people what the shapes are.
 *
 * <p>Jackson's streaming core does the reading of JSON itself. Its data binding is not used: its
 * caches would hold the classes of plugins that are gone, and its errors do not speak of our
 * fields.
 */
@NullMarked
package dev.switchboard.server.codec;

import org.jspecify.annotations.NullMarked;
