// SPDX-License-Identifier: Apache-2.0

/**
 * The operator's port: a small HTTP server of its own, on the machine itself unless told otherwise.
 *
 * <p>{@link dev.switchboard.server.admin.AdminServer} listens; {@link
 * dev.switchboard.server.admin.AdminHandler} lets a request in, finds its {@link
 * dev.switchboard.server.admin.Endpoint} and sends the {@link dev.switchboard.server.admin.Answer}.
 * Looking is free; giving orders needs the token of this run. What there is to see and to order
 * comes through {@link dev.switchboard.server.admin.Operations}, so this floor knows none of those
 * that carry it out.
 */
@NullMarked
package dev.switchboard.server.admin;

import org.jspecify.annotations.NullMarked;
