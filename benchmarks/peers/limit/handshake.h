// SPDX-License-Identifier: Apache-2.0
//
// The opening handshake of RFC 6455, section 4.2: an HTTP request in, a room's name and an HTTP reply out.
#ifndef HANDSHAKE_H
#define HANDSHAKE_H

#include <stddef.h>

enum { LONGEST_REQUEST = 16384, LONGEST_REPLY = 256 };

struct handshake {
    size_t request_length; // 0 as long as the request is not all there
    const char *path;      // within the request, which has been cut into strings
    char reply[LONGEST_REPLY];
    size_t reply_length;
};

// Reads a request from bytes, writing into them, and makes the reply. False if it can never become a handshake.
_Bool shake_hands(char *bytes, size_t available, struct handshake *handshake);

#endif
