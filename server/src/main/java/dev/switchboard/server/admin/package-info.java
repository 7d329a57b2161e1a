// SPDX-License-Identifier: Apache-2.0

/**
 * The operator's port: a small HTTP server of its own, on the machine itself unless told otherwise.
 *
 * <p>{@link dev.switchboard.server.admin.AdminServer} listens; {@link
 * dev.switchboard.server.admin.AdminHandler} checks a request, finds its {@link
 * dev.switchboard.server.admin.Endpoint} and sends the {@link dev.switchboard.server.admin.Answer}.
 * All endpoints stand in one table, {@link dev.switchboard.server.admin.Endpoints}, of which {@link
 * dev.switchboard.server.admin.OpenApi} makes the description. {@link
 * dev.switchboard.server.admin.Access} decides who may ask, by {@link
 * dev.switchboard.server.admin.Tokens} and their scopes, and {@link
 * dev.switchboard.server.admin.Audit} writes down what was ordered and who was refused. All that
 * can be seen and ordered comes through {@link dev.switchboard.server.admin.Operations}, so this
 * package does not know who carries it out.
 */
@NullMarked
package dev.switchboard.server.admin;

import org.jspecify.annotations.NullMarked;
