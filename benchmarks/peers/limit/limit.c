// SPDX-License-Identifier: Apache-2.0
//
// The least a machine can spend on passing messages on: one thread, one epoll, and nothing between the sockets but the
// frames of RFC 6455. It knows no JSON, checks no UTF-8, and has no timeouts. Those who asked for the same path are in
// one room; what one says goes to all others in it, byte for byte.
//
//   limit PORT broadcast    every message at once, one write per receiver and message
//   limit PORT coalesce     what arrived in one turn of the loop, one write per receiver
//   limit PORT echo         back to whom it came from, and to nobody else
#define _GNU_SOURCE
#include "connection.h"
#include "handshake.h"
#include "room.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    EVENTS_PER_TURN = 512,
    ACCEPTED_PER_TURN = 256,
    BACKLOG = 4096,
    // One for all connections: what a turn leaves unread, at most the beginning of one frame, is kept aside.
    READ_SIZE = LONGEST_MESSAGE + (64 << 10)
};

static enum { BROADCAST, COALESCE, ECHO } mode;
static int poll;
static char read_memory[READ_SIZE];

// A message, behind room for its header.
static void hear(struct connection *from, char *payload, size_t length, enum opcode opcode) {
    char *frame = head_frame(payload, length, opcode);
    size_t size = (size_t)(payload + length - frame);
    switch (mode) {
    case BROADCAST: room_broadcast(poll, from, frame, size); break;
    case COALESCE: room_gather(poll, from, frame, size); break;
    case ECHO: connection_send(poll, from, frame, size); break;
    }
}

static bool hear_fragment(struct connection *from, const struct frame *frame) {
    static const char header_room[LONGEST_HEADER];
    struct buffer *fragments = &from->fragments;
    if ((frame->opcode == CONTINUATION) != (from->interrupted != 0)) {
        return false;
    }
    if (!from->interrupted) {
        from->interrupted = frame->opcode;
        buffer_append(fragments, header_room, sizeof header_room);
    }
    if (fragments->length + frame->length > LONGEST_MESSAGE) {
        return false;
    }
    buffer_append(fragments, frame->payload, frame->length);
    if (frame->final) {
        hear(from, buffer_bytes(fragments) + LONGEST_HEADER, fragments->length - LONGEST_HEADER, from->interrupted);
        from->interrupted = 0;
        buffer_free(fragments);
    }
    return true;
}

static bool hear_control(struct connection *from, const struct frame *frame) {
    if (frame->opcode == PING || frame->opcode == CLOSE) {
        char *reply = head_frame(frame->payload, frame->length, frame->opcode == PING ? PONG : CLOSE);
        connection_send(poll, from, reply, (size_t)(frame->payload + frame->length - reply));
    }
    if (frame->opcode == CLOSE) {
        connection_close(from);
    }
    return frame->opcode <= PONG;
}

static bool hear_frame(struct connection *from, const struct frame *frame) {
    if (frame->opcode >= CLOSE) {
        return hear_control(from, frame);
    }
    if (frame->final && !from->interrupted && (frame->opcode == TEXT || frame->opcode == BINARY)) {
        hear(from, frame->payload, frame->length, frame->opcode);
        return true;
    }
    return frame->opcode <= BINARY && hear_fragment(from, frame);
}

// Reads the frames that are all there; returns how many bytes they took.
static size_t hear_frames(struct connection *from, char *bytes, size_t available) {
    size_t heard = 0;
    struct frame frame;
    while (!from->dead && !from->closing) {
        enum frame_state state = read_frame(bytes + heard, available - heard, &frame);
        if (state == FRAME_CUT) {
            break;
        }
        if (state == FRAME_WRONG || !hear_frame(from, &frame)) {
            connection_drop(from);
            break;
        }
        heard += frame.size;
    }
    return heard;
}

static size_t welcome(struct connection *client, char *bytes, size_t available) {
    struct handshake handshake;
    if (!shake_hands(bytes, available, &handshake)) {
        connection_drop(client);
        return 0;
    }
    if (handshake.request_length) {
        client->shaken = true;
        if (mode != ECHO) {
            room_join(client, handshake.path);
        }
        connection_send(poll, client, handshake.reply, handshake.reply_length);
    }
    return handshake.request_length;
}

static void receive(struct connection *from) {
    size_t available = from->unread.length;
    if (available) {
        memcpy(read_memory, buffer_bytes(&from->unread), available);
    }
    ssize_t received = recv(from->socket, read_memory + available, sizeof read_memory - available, 0);
    if (received < 0 && errno == EAGAIN) {
        return;
    }
    if (received <= 0) {
        connection_drop(from);
        return;
    }
    if (from->closing) {
        return;
    }
    available += (size_t)received;
    size_t used = from->shaken ? 0 : welcome(from, read_memory, available);
    if (from->shaken) {
        used += hear_frames(from, read_memory + used, available - used);
    }
    if (used == available || from->dead) {
        buffer_free(&from->unread);
    } else {
        buffer_take(&from->unread, from->unread.length);
        buffer_append(&from->unread, read_memory + used, available - used);
    }
}

static void accept_waiting(int listener) {
    for (int i = 0; i < ACCEPTED_PER_TURN; i++) {
        int socket = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (socket < 0) {
            if (errno == EMFILE || errno == ENFILE) {
                perror("limit: accept");
                exit(1);
            }
            return;
        }
        int on = 1;
        setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        connection_open(poll, socket);
    }
}

static int listen_on(int port) {
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), on = 1;
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, BACKLOG) < 0) {
        perror("limit: listen");
        exit(1);
    }
    return listener;
}

// Who was dropped keeps its seat until the turn ends, so that nobody's changes while a room is gone through.
static void forget_dropped(void) {
    for (struct connection *gone = connection_next_dead(); gone; gone = connection_next_dead()) {
        room_leave(gone);
        connection_free(gone);
    }
}

static void serve(int listener) {
    poll = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event listening = {.events = EPOLLIN, .data.ptr = NULL};
    epoll_ctl(poll, EPOLL_CTL_ADD, listener, &listening);
    for (;;) {
        struct epoll_event events[EVENTS_PER_TURN];
        int count = epoll_wait(poll, events, EVENTS_PER_TURN, -1);
        for (int i = 0; i < count; i++) {
            struct connection *connection = events[i].data.ptr;
            if (!connection) {
                accept_waiting(listener);
                continue;
            }
            if (events[i].events & EPOLLOUT && !connection->dead) {
                connection_flush(poll, connection);
            }
            if (events[i].events & ~(uint32_t)EPOLLOUT && !connection->dead) {
                receive(connection);
            }
        }
        room_send_gathered(poll);
        forget_dropped();
    }
}

static void raise_file_limit(void) {
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
}

int main(int count, char **arguments) {
    static const char *const modes[] = {"broadcast", "coalesce", "echo"};
    for (int i = 0; count == 3 && i < 3; i++) {
        if (strcmp(arguments[2], modes[i]) == 0) {
            mode = i;
            raise_file_limit();
            serve(listen_on(atoi(arguments[1])));
        }
    }
    fputs("usage: limit PORT broadcast|coalesce|echo\n", stderr);
    return 2;
}
