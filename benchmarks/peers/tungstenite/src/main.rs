// SPDX-License-Identifier: Apache-2.0
//! A message server as guides to tokio and tokio-tungstenite build it: a task per connection, rooms in a map behind a
//! lock, an unbounded channel per client. `/ws` has the rooms, `/echo` sends frames back as they are.

mod client;
mod protocol;
mod rooms;

use std::sync::Arc;

use futures_util::{SinkExt, StreamExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::handshake::server::{Request, Response};

use crate::client::Writing;
use crate::rooms::Rooms;

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let port: u16 = arguments.next().and_then(|port| port.parse().ok()).expect("usage: tungstenite-peer PORT [MODE]");
    let writing = match arguments.next().as_deref() {
        Some("coalesce") => Writing::Together,
        _ => Writing::Each,
    };
    let listener = TcpListener::bind(("127.0.0.1", port)).await.expect("the port is taken");
    let rooms = Arc::new(Rooms::default());
    for client in 0.. {
        match listener.accept().await {
            Ok((stream, _)) => drop(tokio::spawn(serve(stream, client, rooms.clone(), writing))),
            Err(error) => eprintln!("accept: {error}"),
        }
    }
}

// What the library's handshake wants of a callback: the whole response that would refuse a client.
#[allow(clippy::result_large_err)]
async fn serve(stream: TcpStream, client: u64, rooms: Arc<Rooms>, writing: Writing) {
    let mut path = String::new();
    let note_path = |request: &Request, response: Response| {
        path = request.uri().path().to_owned();
        Ok(response)
    };
    if let Ok(socket) = tokio_tungstenite::accept_hdr_async(stream, note_path).await {
        match path.as_str() {
            "/echo" => echo(socket).await,
            _ => client::serve(socket, client, rooms, writing).await,
        }
    }
}

async fn echo(mut socket: WebSocketStream<TcpStream>) {
    while let Some(Ok(message)) = socket.next().await {
        if (message.is_text() || message.is_binary()) && socket.send(message).await.is_err() {
            return;
        }
    }
}
