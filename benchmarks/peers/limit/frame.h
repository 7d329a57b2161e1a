// SPDX-License-Identifier: Apache-2.0
//
// Frames of RFC 6455, section 5.2: read from a client, where they are masked, and headed for one, where they are not.
#ifndef FRAME_H
#define FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum opcode { CONTINUATION = 0, TEXT = 1, BINARY = 2, CLOSE = 8, PING = 9, PONG = 10 };

// The longest header of a frame to a client, and the longest message this server takes.
enum { LONGEST_HEADER = 10, LONGEST_MESSAGE = 1 << 20, LONGEST_CONTROL = 125 };

struct frame {
    bool final;
    uint8_t opcode;
    char *payload; // unmasked, where it was read
    size_t length;
    size_t size; // with its header
};

enum frame_state { FRAME_WHOLE, FRAME_CUT, FRAME_WRONG };

// Reads and unmasks the frame at the beginning of bytes, if all of it is there.
enum frame_state read_frame(char *bytes, size_t available, struct frame *frame);

// Writes a final frame's header so that it ends where its payload begins; returns where the header begins. In front of
// a payload that was just read there is always room: its own header had four bytes more, for the mask.
char *head_frame(char *payload, size_t length, enum opcode opcode);

#endif
