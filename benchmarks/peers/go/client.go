// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

const (
	// As many messages may wait for one client as in the package's example.
	outboxSize = 256

	writeTimeout = 10 * time.Second
	pongTimeout  = 60 * time.Second
	pingInterval = pongTimeout * 9 / 10
)

type request struct {
	Type    string `json:"msg_type"`
	Room    string `json:"room"`
	Content string `json:"content"`
}

type event struct {
	Type    string `json:"msg_type"`
	From    string `json:"from"`
	Room    string `json:"room"`
	Content string `json:"content"`
}

var clients atomic.Int64

type client struct {
	id     string
	socket *websocket.Conn
	outbox chan *websocket.PreparedMessage

	// The hub's goroutine alone touches these.
	rooms []string
	gone  bool
}

func serveClient(hub *hub, socket *websocket.Conn) {
	member := &client{
		id:     strconv.FormatInt(clients.Add(1), 10),
		socket: socket,
		outbox: make(chan *websocket.PreparedMessage, outboxSize),
	}
	go member.write()
	// The handler's own goroutine would keep the buffers of net/http alive.
	go member.read(hub)
}

func (member *client) read(hub *hub) {
	defer func() {
		hub.leaves <- member
		member.socket.Close()
	}()
	member.socket.SetReadDeadline(time.Now().Add(pongTimeout))
	member.socket.SetPongHandler(func(string) error {
		return member.socket.SetReadDeadline(time.Now().Add(pongTimeout))
	})
	for {
		_, text, err := member.socket.ReadMessage()
		if err != nil {
			return
		}
		var request request
		if json.Unmarshal(text, &request) != nil {
			continue
		}
		switch request.Type {
		case "join_room":
			hub.joins <- arrival{member, request.Room}
		case "room_message":
			if message, err := member.prepare(request); err == nil {
				hub.says <- remark{member, request.Room, message}
			}
		}
	}
}

// prepare encodes a message once for all who will hear it.
func (member *client) prepare(request request) (*websocket.PreparedMessage, error) {
	text, err := json.Marshal(event{"room_message", member.id, request.Room, request.Content})
	if err != nil {
		return nil, err
	}
	return websocket.NewPreparedMessage(websocket.TextMessage, text)
}

func (member *client) write() {
	pings := time.NewTicker(pingInterval)
	defer func() {
		pings.Stop()
		member.socket.Close()
	}()
	for {
		select {
		case message, open := <-member.outbox:
			member.socket.SetWriteDeadline(time.Now().Add(writeTimeout))
			if !open {
				member.socket.WriteMessage(websocket.CloseMessage, nil)
				return
			}
			if member.socket.WritePreparedMessage(message) != nil {
				return
			}
		case <-pings.C:
			member.socket.SetWriteDeadline(time.Now().Add(writeTimeout))
			if member.socket.WriteMessage(websocket.PingMessage, nil) != nil {
				return
			}
		}
	}
}
