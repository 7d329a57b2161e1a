// SPDX-License-Identifier: Apache-2.0

// A message server on ws as its documentation shows it: a set of sockets per room, and a send() for each of them.
// /ws has the rooms, /echo sends frames back as they are.

import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { Rooms } from './rooms.js';

const rooms = new Rooms();
let clients = 0;

function serveClient(socket) {
    const id = String(++clients);
    const joined = new Set();

    socket.on('message', (data) => {
        let request;
        try {
            request = JSON.parse(data);
        } catch {
            return;
        }
        const { msg_type: type, room, content } = request;
        if (type === 'join_room') {
            joined.add(room);
            rooms.join(room, socket);
        } else if (type === 'room_message' && joined.has(room)) {
            rooms.send(room, socket, JSON.stringify({ msg_type: 'room_message', from: id, room, content }));
        }
    });
    socket.on('close', () => joined.forEach((room) => rooms.leave(room, socket)));
    socket.on('error', () => socket.terminate());
}

function serveEcho(socket) {
    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
    socket.on('error', () => socket.terminate());
}

const server = createServer();
const switched = new WebSocketServer({ noServer: true });
const echoed = new WebSocketServer({ noServer: true });
switched.on('connection', serveClient);
echoed.on('connection', serveEcho);

server.on('upgrade', (request, socket, head) => {
    const target = request.url === '/echo' ? echoed : switched;
    target.handleUpgrade(request, socket, head, (client) => target.emit('connection', client));
});
server.listen(Number(process.argv[2]), '127.0.0.1');
