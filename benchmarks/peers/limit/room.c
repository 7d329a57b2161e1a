// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "room.h"

#include <search.h>

enum {
    // A turn that gathers more than this is sent in several writes.
    LONGEST_BATCH = 1 << 20,
    // A speaker hears the batch in pieces between its own messages; the kernel takes 1024 at once.
    MOST_PIECES = 64
};

struct remark {
    struct connection *from; // compared, never followed: it may have gone
    uint32_t start, size;
};

struct room {
    char *name;
    struct connection **members;
    uint32_t count, capacity;
    struct buffer batch;
    struct remark *remarks;
    uint32_t remark_count, remark_capacity;
    struct room *next_speaking;
};

static void *rooms;
static struct room *speaking;

static int by_name(const void *left, const void *right) {
    return strcmp(((const struct room *)left)->name, ((const struct room *)right)->name);
}

static void *grown(void *array, uint32_t *capacity, size_t size) {
    *capacity = *capacity ? 2 * *capacity : 2;
    array = realloc(array, *capacity * size);
    if (!array) {
        abort();
    }
    return array;
}

static struct room *room_named(const char *name) {
    struct room wanted = {.name = (char *)name};
    struct room **found = tfind(&wanted, &rooms, by_name);
    if (found) {
        return *found;
    }
    struct room *room = calloc(1, sizeof *room);
    if (!room || !(room->name = strdup(name)) || !tsearch(room, &rooms, by_name)) {
        abort();
    }
    return room;
}

static void room_free(struct room *room) {
    tdelete(room, &rooms, by_name);
    free(room->name);
    free(room->members);
    free(room->remarks);
    buffer_free(&room->batch);
    free(room);
}

void room_join(struct connection *connection, const char *name) {
    struct room *room = room_named(name);
    if (room->count == room->capacity) {
        room->members = grown(room->members, &room->capacity, sizeof *room->members);
    }
    connection->room = room;
    connection->seat = room->count;
    room->members[room->count++] = connection;
}

void room_leave(struct connection *connection) {
    struct room *room = connection->room;
    if (!room) {
        return;
    }
    struct connection *last = room->members[--room->count];
    room->members[connection->seat] = last;
    last->seat = connection->seat;
    connection->room = NULL;
    if (!room->count && !room->remark_count) {
        room_free(room);
    }
}

void room_broadcast(int poll, struct connection *from, const char *frame, size_t size) {
    struct room *room = from->room;
    for (uint32_t i = room->count; i-- > 0;) {
        if (room->members[i] != from) {
            connection_send(poll, room->members[i], frame, size);
        }
    }
}

// To one who spoke itself: the batch without what it said.
static void send_without_own(int poll, struct connection *member, const struct room *room) {
    struct iovec pieces[MOST_PIECES];
    int count = 0;
    bool adjacent = false;
    member->spoke = 0;
    for (uint32_t i = 0; i < room->remark_count; i++) {
        const struct remark *remark = &room->remarks[i];
        if (remark->from == member) {
            adjacent = false;
        } else if (adjacent) {
            pieces[count - 1].iov_len += remark->size;
        } else {
            if (count == MOST_PIECES) {
                connection_send_pieces(poll, member, pieces, count);
                count = 0;
            }
            pieces[count++] = (struct iovec){room->batch.memory + remark->start, remark->size};
            adjacent = true;
        }
    }
    if (count) {
        connection_send_pieces(poll, member, pieces, count);
    }
}

static void send_batch(int poll, struct room *room) {
    for (uint32_t i = room->count; i-- > 0;) {
        struct connection *member = room->members[i];
        if (member->spoke) {
            send_without_own(poll, member, room);
        } else {
            connection_send(poll, member, room->batch.memory, room->batch.length);
        }
    }
    room->remark_count = 0;
    room->batch.length = 0;
}

void room_gather(int poll, struct connection *from, const char *frame, size_t size) {
    struct room *room = from->room;
    if (room->batch.length + size > LONGEST_BATCH && room->remark_count) {
        // It stays among those speaking, and has its next remark before they are gone through.
        send_batch(poll, room);
    } else if (!room->remark_count) {
        room->next_speaking = speaking;
        speaking = room;
    }
    if (room->remark_count == room->remark_capacity) {
        room->remarks = grown(room->remarks, &room->remark_capacity, sizeof *room->remarks);
    }
    room->remarks[room->remark_count++] =
        (struct remark){.from = from, .start = room->batch.length, .size = (uint32_t)size};
    buffer_append(&room->batch, frame, size);
    from->spoke++;
}

void room_send_gathered(int poll) {
    while (speaking) {
        struct room *room = speaking;
        speaking = room->next_speaking;
        send_batch(poll, room);
        if (!room->count) {
            room_free(room);
        }
    }
}
