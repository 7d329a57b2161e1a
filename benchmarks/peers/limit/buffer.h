// SPDX-License-Identifier: Apache-2.0
//
// Bytes that wait: appended at the end, taken from the beginning. An empty one holds no memory worth mentioning.
#ifndef BUFFER_H
#define BUFFER_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct buffer {
    char *memory;
    uint32_t start, length, capacity;
};

static inline char *buffer_bytes(const struct buffer *buffer) {
    return buffer->memory + buffer->start;
}

// Appends, and ends the program if there is no memory: there is nobody to whom a benchmark could degrade gracefully.
static inline void buffer_append(struct buffer *buffer, const char *bytes, size_t count) {
    size_t length = buffer->length + count;
    if (buffer->start + length > buffer->capacity) {
        if (buffer->start) {
            memmove(buffer->memory, buffer_bytes(buffer), buffer->length);
            buffer->start = 0;
        }
        if (length > buffer->capacity) {
            buffer->capacity = (uint32_t)(2 * length);
            buffer->memory = realloc(buffer->memory, buffer->capacity);
            if (!buffer->memory) {
                abort();
            }
        }
    }
    memcpy(buffer_bytes(buffer) + buffer->length, bytes, count);
    buffer->length += (uint32_t)count;
}

static inline void buffer_take(struct buffer *buffer, size_t count) {
    buffer->start += (uint32_t)count;
    buffer->length -= (uint32_t)count;
    if (!buffer->length) {
        buffer->start = 0;
    }
}

static inline void buffer_free(struct buffer *buffer) {
    free(buffer->memory);
    *buffer = (struct buffer){0};
}

#endif
