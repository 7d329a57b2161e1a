// SPDX-License-Identifier: Apache-2.0

// A message server on gorilla/websocket in the shape of that package's chat example: a hub whose goroutine alone knows
// the rooms, and for each client a channel, a goroutine that reads and one that writes.
// /ws has the rooms, /echo sends frames back as they are.
package main

import (
	"log"
	"net/http"
	"os"

	"github.com/gorilla/websocket"
)

var upgrader = websocket.Upgrader{
	// Clients of this server are programs: they name no origin.
	CheckOrigin: func(*http.Request) bool { return true },
}

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: go-peer PORT")
	}
	hub := newHub()
	go hub.run()

	http.HandleFunc("/ws", func(response http.ResponseWriter, request *http.Request) {
		if socket, err := upgrader.Upgrade(response, request, nil); err == nil {
			serveClient(hub, socket)
		}
	})
	http.HandleFunc("/echo", func(response http.ResponseWriter, request *http.Request) {
		if socket, err := upgrader.Upgrade(response, request, nil); err == nil {
			echo(socket)
		}
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Args[1], nil))
}

func echo(socket *websocket.Conn) {
	defer socket.Close()
	for {
		kind, message, err := socket.ReadMessage()
		if err != nil || socket.WriteMessage(kind, message) != nil {
			return
		}
	}
}
