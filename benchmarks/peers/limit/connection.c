// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "connection.h"

#include <errno.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

static struct connection *dead;

static void watch(int poll, struct connection *connection, int operation) {
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = connection};
    if (connection->queued) {
        event.events |= EPOLLOUT;
    }
    epoll_ctl(poll, operation, connection->socket, &event);
}

struct connection *connection_open(int poll, int socket) {
    struct connection *connection = calloc(1, sizeof *connection);
    if (!connection) {
        abort();
    }
    connection->socket = socket;
    watch(poll, connection, EPOLL_CTL_ADD);
    return connection;
}

static void enqueue(int poll, struct connection *connection, const char *bytes, size_t count) {
    if (connection->unsent.length + count > LONGEST_QUEUE) {
        connection_drop(connection);
        return;
    }
    buffer_append(&connection->unsent, bytes, count);
    if (!connection->queued) {
        connection->queued = true;
        watch(poll, connection, EPOLL_CTL_MOD);
    }
}

// What the socket took; 0 if it was full or is gone, in which case the connection is dead.
static size_t taken(struct connection *connection, ssize_t result) {
    if (result >= 0) {
        return (size_t)result;
    }
    if (errno != EAGAIN) {
        connection_drop(connection);
    }
    return 0;
}

void connection_send(int poll, struct connection *connection, const char *bytes, size_t count) {
    if (connection->dead || connection->closing) {
        return;
    }
    size_t sent = 0;
    if (!connection->unsent.length) {
        sent = taken(connection, send(connection->socket, bytes, count, MSG_NOSIGNAL));
    }
    if (sent < count && !connection->dead) {
        enqueue(poll, connection, bytes + sent, count - sent);
    }
}

void connection_send_pieces(int poll, struct connection *connection, struct iovec *pieces, int count) {
    if (connection->dead || connection->closing) {
        return;
    }
    size_t sent = 0;
    if (!connection->unsent.length) {
        struct msghdr message = {.msg_iov = pieces, .msg_iovlen = (size_t)count};
        sent = taken(connection, sendmsg(connection->socket, &message, MSG_NOSIGNAL));
    }
    for (int i = 0; i < count && !connection->dead; i++) {
        size_t skipped = sent < pieces[i].iov_len ? sent : pieces[i].iov_len;
        sent -= skipped;
        if (skipped < pieces[i].iov_len) {
            enqueue(poll, connection, (char *)pieces[i].iov_base + skipped, pieces[i].iov_len - skipped);
        }
    }
}

void connection_flush(int poll, struct connection *connection) {
    struct buffer *unsent = &connection->unsent;
    buffer_take(unsent, taken(connection, send(connection->socket, buffer_bytes(unsent), unsent->length, MSG_NOSIGNAL)));
    if (unsent->length || connection->dead) {
        return;
    }
    buffer_free(unsent);
    if (connection->closing) {
        connection_drop(connection);
        return;
    }
    connection->queued = false;
    watch(poll, connection, EPOLL_CTL_MOD);
}

void connection_close(struct connection *connection) {
    if (connection->dead) {
        return;
    }
    if (connection->unsent.length) {
        connection->closing = true;
    } else {
        connection_drop(connection);
    }
}

void connection_drop(struct connection *connection) {
    if (connection->dead) {
        return;
    }
    close(connection->socket);
    connection->dead = true;
    connection->next_dead = dead;
    dead = connection;
}

struct connection *connection_next_dead(void) {
    struct connection *gone = dead;
    if (gone) {
        dead = gone->next_dead;
    }
    return gone;
}

void connection_free(struct connection *connection) {
    buffer_free(&connection->unread);
    buffer_free(&connection->unsent);
    buffer_free(&connection->fragments);
    free(connection);
}
