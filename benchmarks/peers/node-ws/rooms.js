// SPDX-License-Identifier: Apache-2.0

/** Who is in which room. */
export class Rooms {
    #members = new Map();

    join(name, socket) {
        let members = this.#members.get(name);
        if (!members) {
            members = new Set();
            this.#members.set(name, members);
        }
        members.add(socket);
    }

    leave(name, socket) {
        const members = this.#members.get(name);
        members.delete(socket);
        if (members.size === 0) {
            this.#members.delete(name);
        }
    }

    /** Sends to everybody in the room but the one it comes from. */
    send(name, from, message) {
        for (const member of this.#members.get(name)) {
            if (member !== from && member.readyState === member.OPEN) {
                member.send(message);
            }
        }
    }
}
