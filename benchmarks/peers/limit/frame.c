// SPDX-License-Identifier: Apache-2.0
#include "frame.h"

#include <string.h>

enum { MASK_LENGTH = 4 };

static uint64_t big_endian(const char *bytes, int count) {
    uint64_t value = 0;
    for (int i = 0; i < count; i++) {
        value = value << 8 | (uint8_t)bytes[i];
    }
    return value;
}

static void unmask(char *payload, size_t length, const char mask[MASK_LENGTH]) {
    uint32_t word;
    memcpy(&word, mask, sizeof word);
    uint64_t two = (uint64_t)word << 32 | word;
    size_t i = 0;
    for (; i + sizeof two <= length; i += sizeof two) {
        uint64_t masked;
        memcpy(&masked, payload + i, sizeof masked);
        masked ^= two;
        memcpy(payload + i, &masked, sizeof masked);
    }
    for (; i < length; i++) {
        payload[i] ^= mask[i % MASK_LENGTH];
    }
}

enum frame_state read_frame(char *bytes, size_t available, struct frame *frame) {
    if (available < 2) {
        return FRAME_CUT;
    }
    uint8_t first = (uint8_t)bytes[0], second = (uint8_t)bytes[1];
    bool reserved = first & 0x70, masked = second & 0x80;
    if (reserved || !masked) {
        return FRAME_WRONG;
    }
    uint64_t length = second & 0x7F;
    size_t wide = length == 126 ? 2 : length == 127 ? 8 : 0;
    size_t header = 2 + wide + MASK_LENGTH;
    if (available < header) {
        return FRAME_CUT;
    }
    if (wide) {
        length = big_endian(bytes + 2, (int)wide);
    }
    if (length > LONGEST_MESSAGE) {
        return FRAME_WRONG;
    }
    if (available - header < length) {
        return FRAME_CUT;
    }
    frame->final = first & 0x80;
    frame->opcode = first & 0x0F;
    frame->payload = bytes + header;
    frame->length = (size_t)length;
    frame->size = header + (size_t)length;
    if (frame->opcode >= CLOSE && (!frame->final || length > LONGEST_CONTROL)) {
        return FRAME_WRONG;
    }
    unmask(frame->payload, frame->length, bytes + header - MASK_LENGTH);
    return FRAME_WHOLE;
}

char *head_frame(char *payload, size_t length, enum opcode opcode) {
    int wide = length < 126 ? 0 : length < 65536 ? 2 : 8;
    char *header = payload - 2 - wide;
    header[0] = (char)(0x80 | opcode);
    header[1] = (char)(wide == 0 ? length : wide == 2 ? 126 : 127);
    for (int i = 0; i < wide; i++) {
        header[2 + i] = (char)(length >> 8 * (wide - 1 - i));
    }
    return header;
}
