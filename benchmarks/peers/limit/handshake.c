// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "handshake.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { DIGEST_LENGTH = 20, ACCEPT_LENGTH = 28, LONGEST_KEY = 64, SHA_BLOCK = 64 };

static const char magic[] = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

static uint32_t rotated(uint32_t word, int bits) {
    return word << bits | word >> (32 - bits);
}

static void digest_block(const uint8_t block[SHA_BLOCK], uint32_t state[5]) {
    uint32_t schedule[80];
    for (int i = 0; i < 16; i++) {
        const uint8_t *b = block + 4 * i;
        schedule[i] = (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
    }
    for (int i = 16; i < 80; i++) {
        schedule[i] = rotated(schedule[i - 3] ^ schedule[i - 8] ^ schedule[i - 14] ^ schedule[i - 16], 1);
    }
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
    for (int i = 0; i < 80; i++) {
        uint32_t mixed;
        switch (i / 20) {
        case 0: mixed = (d ^ (b & (c ^ d))) + 0x5A827999u; break;
        case 1: mixed = (b ^ c ^ d) + 0x6ED9EBA1u; break;
        case 2: mixed = ((b & c) + (d & (b ^ c))) + 0x8F1BBCDCu; break;
        default: mixed = (b ^ c ^ d) + 0xCA62C1D6u; break;
        }
        uint32_t next = rotated(a, 5) + mixed + e + schedule[i];
        e = d;
        d = c;
        c = rotated(b, 30);
        b = a;
        a = next;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
}

// SHA-1 of at most 119 bytes, which is what fits two blocks with the padding: a key and the magic are 100 at most.
static void digest(const char *text, size_t length, uint8_t result[DIGEST_LENGTH]) {
    uint8_t blocks[2 * SHA_BLOCK] = {0};
    memcpy(blocks, text, length);
    blocks[length] = 0x80;
    size_t end = length + 9 > SHA_BLOCK ? 2 * SHA_BLOCK : SHA_BLOCK;
    blocks[end - 2] = (uint8_t)(length * 8 >> 8);
    blocks[end - 1] = (uint8_t)(length * 8);
    uint32_t state[5] = {0x67452301u, 0xEFCDAB89u, 0x98BADCFEu, 0x10325476u, 0xC3D2E1F0u};
    for (size_t at = 0; at < end; at += SHA_BLOCK) {
        digest_block(blocks + at, state);
    }
    for (int i = 0; i < DIGEST_LENGTH; i++) {
        result[i] = (uint8_t)(state[i / 4] >> (24 - 8 * (i % 4)));
    }
}

// Base64 of a digest: 20 bytes are six groups of three and one of two, thus one sign of padding.
static void encode(const uint8_t bytes[DIGEST_LENGTH], char text[ACCEPT_LENGTH + 1]) {
    static const char signs[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0, o = 0; i < DIGEST_LENGTH; i += 3, o += 4) {
        uint32_t group = (uint32_t)bytes[i] << 16 | (uint32_t)bytes[i + 1] << 8;
        group |= i + 2 < DIGEST_LENGTH ? bytes[i + 2] : 0;
        for (int sign = 0; sign < 4; sign++) {
            text[o + sign] = signs[group >> (18 - 6 * sign) & 63];
        }
    }
    text[ACCEPT_LENGTH - 1] = '=';
    text[ACCEPT_LENGTH] = 0;
}

_Bool shake_hands(char *bytes, size_t available, struct handshake *handshake) {
    handshake->request_length = 0;
    char *end = memmem(bytes, available, "\r\n\r\n", 4);
    if (!end) {
        return available < LONGEST_REQUEST;
    }
    *end = 0;
    static const char header[] = "\r\nSec-WebSocket-Key:";
    char *key = strcasestr(bytes, header);
    if (!key || strncmp(bytes, "GET ", 4) != 0) {
        return 0;
    }
    key += sizeof header - 1;
    key += strspn(key, " \t");
    size_t key_length = strcspn(key, " \t\r");
    if (key_length == 0 || key_length > LONGEST_KEY) {
        return 0;
    }
    char salted[LONGEST_KEY + sizeof magic];
    memcpy(salted, key, key_length);
    memcpy(salted + key_length, magic, sizeof magic - 1);
    uint8_t result[DIGEST_LENGTH];
    char accept[ACCEPT_LENGTH + 1];
    digest(salted, key_length + sizeof magic - 1, result);
    encode(result, accept);

    char *path = bytes + 4;
    path[strcspn(path, " \r")] = 0;
    handshake->path = path;
    handshake->request_length = (size_t)(end - bytes) + 4;
    handshake->reply_length = (size_t)snprintf(handshake->reply, sizeof handshake->reply,
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Accept: %s\r\n\r\n", accept);
    return 1;
}
