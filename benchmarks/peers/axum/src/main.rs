// SPDX-License-Identifier: Apache-2.0
//! A message server as guides to axum build it: routes that upgrade, rooms in a map behind a lock, an unbounded channel
//! per client. `/ws` has the rooms, `/echo` sends frames back as they are.

mod client;
mod protocol;
mod rooms;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::extract::State;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use axum::routing::any;
use tokio::net::TcpListener;

use crate::rooms::Rooms;

#[derive(Default)]
struct Switch {
    rooms: Arc<Rooms>,
    clients: AtomicU64,
}

#[tokio::main]
async fn main() {
    let port: u16 = std::env::args().nth(1).and_then(|port| port.parse().ok()).expect("usage: axum-peer PORT");
    let listener = TcpListener::bind(("127.0.0.1", port)).await.expect("the port is taken");
    let app = Router::new()
        .route("/ws", any(upgrade_to_rooms))
        .route("/echo", any(upgrade_to_echo))
        .with_state(Arc::new(Switch::default()));
    axum::serve(listener, app).await.expect("serving never ends");
}

async fn upgrade_to_rooms(upgrade: WebSocketUpgrade, State(switch): State<Arc<Switch>>) -> Response {
    let client = switch.clients.fetch_add(1, Ordering::Relaxed);
    upgrade.on_upgrade(move |socket| client::serve(socket, client, switch.rooms.clone()))
}

async fn upgrade_to_echo(upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(echo)
}

async fn echo(mut socket: WebSocket) {
    while let Some(Ok(message)) = socket.recv().await {
        if matches!(message, Message::Text(_) | Message::Binary(_)) && socket.send(message).await.is_err() {
            return;
        }
    }
}
