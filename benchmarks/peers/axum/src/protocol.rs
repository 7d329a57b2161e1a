// SPDX-License-Identifier: Apache-2.0
//! What clients say, and what they hear.

use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
#[serde(tag = "msg_type", rename_all = "snake_case")]
pub enum Request {
    JoinRoom { room: String },
    RoomMessage { room: String, content: String },
}

#[derive(Serialize)]
#[serde(tag = "msg_type", rename_all = "snake_case")]
pub enum Event<'a> {
    RoomMessage { from: &'a str, room: &'a str, content: &'a str },
}
