// SPDX-License-Identifier: Apache-2.0

// A message server on socket.io, over WebSockets only. Its own protocol carries what is said: clients name their room
// when they connect, emit message(content) and hear message(content, from); or they emit echo(content) and hear it again.

import { createServer } from 'node:http';
import { Server } from 'socket.io';

const http = createServer();
const server = new Server(http, {
    transports: ['websocket'],
    serveClient: false,
    // Those who measure do not answer the framework's own pings, and would be dropped in the middle of it.
    pingInterval: 300_000,
});

server.on('connection', (socket) => {
    const { room } = socket.handshake.auth;
    if (room) {
        socket.join(room);
        socket.on('message', (content) => socket.to(room).emit('message', content, socket.id));
    }
    socket.on('echo', (content) => socket.emit('echo', content));
});

http.listen(Number(process.argv[2]), '127.0.0.1');
