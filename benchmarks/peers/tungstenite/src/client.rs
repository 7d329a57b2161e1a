// SPDX-License-Identifier: Apache-2.0
//! One client of the rooms: this task reads, a second one writes what comes out of the channel.

use std::collections::HashSet;
use std::sync::Arc;

use futures_util::{SinkExt, StreamExt, stream};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;

use crate::protocol::{Event, Request};
use crate::rooms::{Outbox, Rooms};

/// How the writing task empties the channel: both ways are taught.
#[derive(Clone, Copy)]
pub enum Writing {
    /// Each message is flushed before the next one is looked for.
    Each,
    /// What waits in the channel is flushed together.
    Together,
}

pub async fn serve(socket: WebSocketStream<TcpStream>, client: u64, rooms: Arc<Rooms>, writing: Writing) {
    let (mut sink, mut heard) = socket.split();
    let (outbox, mut inbox) = mpsc::unbounded_channel();
    let writer = tokio::spawn(async move {
        match writing {
            Writing::Each => {
                while let Some(message) = inbox.recv().await {
                    if sink.send(message).await.is_err() {
                        return;
                    }
                }
                let _ = sink.close().await;
            }
            Writing::Together => {
                let messages = stream::poll_fn(|context| inbox.poll_recv(context));
                let _ = messages.map(Ok).forward(sink).await;
            }
        }
    });

    let mut member = Member { client, name: client.to_string(), outbox, rooms, joined: HashSet::new() };
    while let Some(Ok(message)) = heard.next().await {
        if let Message::Text(text) = message {
            member.hear(&text);
        }
    }
    // With the member goes the last sender of its channel, and with that the writer.
    drop(member);
    let _ = writer.await;
}

struct Member {
    client: u64,
    name: String,
    outbox: Outbox,
    rooms: Arc<Rooms>,
    joined: HashSet<String>,
}

impl Member {
    fn hear(&mut self, text: &str) {
        match serde_json::from_str(text) {
            Ok(Request::JoinRoom { room }) => {
                self.rooms.join(&room, self.client, self.outbox.clone());
                self.joined.insert(room);
            }
            Ok(Request::RoomMessage { room, content }) if self.joined.contains(&room) => {
                let event = Event::RoomMessage { from: &self.name, room: &room, content: &content };
                let message = Message::text(serde_json::to_string(&event).unwrap());
                self.rooms.send(&room, self.client, &message);
            }
            _ => {}
        }
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        for room in &self.joined {
            self.rooms.leave(room, self.client);
        }
    }
}
