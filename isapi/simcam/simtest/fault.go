package simtest

import (
	"bytes"
	"fmt"
	"time"
)

// Kind is a way in which a message suffers between a client and a camera.
type Kind string

// The kinds of faults. Lost, Doubled and Short happen to datagrams only, Drip, Cut and Reset to connections only.
const (
	Delay   Kind = "delay"   // it stops for a moment that every client bears
	Late    Kind = "late"    // it stops for longer than any client waits, and goes on then
	Drip    Kind = "drip"    // it goes on byte by byte
	Cut     Kind = "cut"     // the connection ends
	Reset   Kind = "reset"   // the connection is broken off
	Corrupt Kind = "corrupt" // one bit of a byte is another one
	Lost    Kind = "lost"    // it does not arrive
	Doubled Kind = "doubled" // it arrives twice
	Short   Kind = "short"   // its end is missing
)

// ConnectionFaults and DatagramFaults are the kinds that each way of speaking knows.
var (
	ConnectionFaults = []Kind{Delay, Late, Drip, Cut, Reset, Corrupt}
	DatagramFaults   = []Kind{Delay, Late, Lost, Doubled, Short, Corrupt}
)

const (
	delay   = time.Second
	late    = 5 * time.Second      // less than a camera gives a request to arrive
	dripped = 5 * time.Millisecond // a byte: what is short arrives in time, what is long does not
)

// Fault is one thing that goes wrong in one message.
type Fault struct {
	Exchange string // its name, see Exchange
	Reply    bool   // in the answer
	At       int    // the first byte that suffers
	Where    string // what that byte belongs to, for people
	Kind     Kind
}

// String names a fault as the part of a test's name.
func (f Fault) String() string {
	way := "request"
	if f.Reply {
		way = "reply"
	}
	return fmt.Sprintf("%s/%s/%s %d/%s", f.Exchange, way, f.Where, f.At, f.Kind)
}

// Exchange is a request with its answer, as each side sent it.
type Exchange struct {
	// Name is the method and path, or the type of a datagram, and how many like it came before in all connections.
	// It stays the same where several are asked at once.
	Name           string
	Request, Reply []byte
	Datagram       bool
}

// Place is a byte of a message, and what it belongs to.
type Place struct {
	Where string
	At    int
}

// Places are bytes of a message, one or more in each of its parts.
func (x Exchange) Places(reply bool) []Place {
	message := x.Request
	if reply {
		message = x.Reply
	}
	if len(message) == 0 {
		return nil
	}
	last := Place{"last", len(message) - 1}
	line, head := bytes.Index(message, []byte("\r\n")), bytes.Index(message, []byte("\r\n\r\n"))
	if x.Datagram || head < 0 {
		return []Place{{"first", 0}, {"middle", len(message) / 2}, last}
	}
	all := []Place{{"first", 0}, {"line", min(10, line-1)}, {"headers", (line + head) / 2}}
	for _, name := range []string{"Authorization: ", "WWW-Authenticate: ", "Content-Length: "} {
		if i := bytes.Index(message[:head], []byte(name)); i > 0 {
			value := message[i+len(name) : head+2]
			all = append(all, Place{"header " + name[:len(name)-2], i + len(name) + bytes.Index(value, []byte("\r\n"))/2})
		}
	}
	all = append(all, Place{"head's end", head + 3})
	if body := head + 4; body < len(message) {
		all = append(all, Place{"body", (body + len(message)) / 2}, last)
	}
	return all
}

// Faults are those that can happen to an exchange: every kind at every place of both of its messages.
func (x Exchange) Faults() (all []Fault) {
	for _, reply := range []bool{false, true} {
		for i, p := range x.Places(reply) {
			for _, kind := range x.kinds(i) {
				all = append(all, Fault{x.Name, reply, p.At, p.Where, kind})
			}
		}
	}
	return all
}

// kinds are what can happen at the i-th place of a message: what takes time does so at its beginning and within it,
// and a datagram is lost as a whole.
func (x Exchange) kinds(i int) []Kind {
	switch {
	case x.Datagram && i == 0:
		return DatagramFaults
	case x.Datagram:
		return []Kind{Short, Corrupt}
	case i == 1 || i > 2:
		return []Kind{Cut, Reset, Corrupt}
	}
	return ConnectionFaults
}
