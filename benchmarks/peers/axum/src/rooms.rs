// SPDX-License-Identifier: Apache-2.0
//! Who is in which room: a map behind a lock, as tasks on any thread look things up in it.

use std::collections::HashMap;
use std::sync::RwLock;

use axum::extract::ws::Message;
use tokio::sync::mpsc::UnboundedSender;

/// A client's own channel: its writing task holds the other end.
pub type Outbox = UnboundedSender<Message>;

#[derive(Default)]
pub struct Rooms {
    members: RwLock<HashMap<String, HashMap<u64, Outbox>>>,
}

impl Rooms {
    pub fn join(&self, room: &str, client: u64, outbox: Outbox) {
        let mut rooms = self.members.write().unwrap();
        rooms.entry(room.to_owned()).or_default().insert(client, outbox);
    }

    pub fn leave(&self, room: &str, client: u64) {
        let mut rooms = self.members.write().unwrap();
        if let Some(members) = rooms.get_mut(room) {
            members.remove(&client);
            if members.is_empty() {
                rooms.remove(room);
            }
        }
    }

    /// Puts the message, whose bytes are shared, into the channel of everybody else in the room.
    pub fn send(&self, room: &str, from: u64, message: &Message) {
        let rooms = self.members.read().unwrap();
        for (client, outbox) in rooms.get(room).into_iter().flatten() {
            if *client != from {
                // One whose writing task has ended is about to leave.
                let _ = outbox.send(message.clone());
            }
        }
    }
}
