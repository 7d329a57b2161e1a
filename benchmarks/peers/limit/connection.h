// SPDX-License-Identifier: Apache-2.0
//
// One client: its socket, and the bytes that wait on either side of it.
#ifndef CONNECTION_H
#define CONNECTION_H

#include "buffer.h"
#include "frame.h"

#include <sys/uio.h>

struct room;

// What a client that does not read may have waiting before it is dropped.
enum { LONGEST_QUEUE = 16 << 20 };

struct connection {
    int socket;
    bool shaken;         // the handshake is done
    bool queued;         // epoll tells when the socket can be written again
    bool closing;        // dropped as soon as the queue is empty
    bool dead;           // freed at the end of this turn of the loop
    uint8_t interrupted; // the opcode of the message whose fragments are being gathered, or 0
    uint32_t spoke;      // messages of its own in the room's batch
    uint32_t seat;       // where it stands among the room's members
    struct room *room;
    struct buffer unread, unsent, fragments;
    struct connection *next_dead;
};

// Adds a socket to those the loop watches.
struct connection *connection_open(int poll, int socket);

// Sends bytes, or queues what the socket does not take.
void connection_send(int poll, struct connection *connection, const char *bytes, size_t count);

// Sends the pieces in one write, or queues what the socket does not take.
void connection_send_pieces(int poll, struct connection *connection, struct iovec *pieces, int count);

// The socket can be written again.
void connection_flush(int poll, struct connection *connection);

// Says good-bye: nothing is read any more, and what is queued is still sent.
void connection_close(struct connection *connection);

void connection_drop(struct connection *connection);

// Takes one of those dropped, to be freed at the end of the turn, or NULL. Until then an event of epoll may point to it.
struct connection *connection_next_dead(void);

void connection_free(struct connection *connection);

#endif
