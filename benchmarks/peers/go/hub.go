// SPDX-License-Identifier: Apache-2.0

package main

import "github.com/gorilla/websocket"

type arrival struct {
	client *client
	room   string
}

type remark struct {
	client  *client
	room    string
	message *websocket.PreparedMessage
}

// hub holds the rooms. Only the goroutine in run touches them; everybody else sends it what happened.
type hub struct {
	rooms  map[string]map[*client]struct{}
	joins  chan arrival
	leaves chan *client
	says   chan remark
}

func newHub() *hub {
	return &hub{
		rooms:  make(map[string]map[*client]struct{}),
		joins:  make(chan arrival),
		leaves: make(chan *client),
		says:   make(chan remark),
	}
}

func (hub *hub) run() {
	for {
		select {
		case joined := <-hub.joins:
			hub.join(joined.client, joined.room)
		case member := <-hub.leaves:
			hub.leave(member)
		case said := <-hub.says:
			hub.send(said)
		}
	}
}

func (hub *hub) join(member *client, room string) {
	members := hub.rooms[room]
	if members == nil {
		members = make(map[*client]struct{})
		hub.rooms[room] = members
	}
	members[member] = struct{}{}
	member.rooms = append(member.rooms, room)
}

// leave takes a client out of all its rooms and ends its writer. It may come a second time, from the client's reader
// after the hub itself has dropped it.
func (hub *hub) leave(member *client) {
	if member.gone {
		return
	}
	member.gone = true
	for _, room := range member.rooms {
		delete(hub.rooms[room], member)
		if len(hub.rooms[room]) == 0 {
			delete(hub.rooms, room)
		}
	}
	close(member.outbox)
}

// send drops those whose outbox is full, as the example does: the hub waits for nobody.
func (hub *hub) send(said remark) {
	members := hub.rooms[said.room]
	if _, isMember := members[said.client]; !isMember {
		return
	}
	for member := range members {
		if member == said.client {
			continue
		}
		select {
		case member.outbox <- said.message:
		default:
			hub.leave(member)
		}
	}
}
