// SPDX-License-Identifier: Apache-2.0
//
// The clients that asked for the same path hear each other. What is said in one turn of the loop may be gathered.
#ifndef ROOM_H
#define ROOM_H

#include "connection.h"

void room_join(struct connection *connection, const char *name);

// Leaves, if it is in a room. The last one out takes the room with it, unless something said there waits to be sent.
void room_leave(struct connection *connection);

// Sends a frame to everybody else in the room: one write per member.
void room_broadcast(int poll, struct connection *from, const char *frame, size_t size);

// Keeps a frame for everybody else in the room until the end of this turn.
void room_gather(int poll, struct connection *from, const char *frame, size_t size);

// Sends what was gathered in all rooms: one write per member.
void room_send_gathered(int poll);

#endif
