package simcam

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"sync"
)

// listener is one address that a camera listens on while it has power.
type listener struct {
	address string
	secure  bool // speaks TLS
	added   bool // opened because HTTPS was switched on, and used only while it is
	opened  net.Listener
	server  *http.Server // nil while closed
}

// listen opens a listener of this computer.
func listen(address string) (net.Listener, error) {
	var config net.ListenConfig
	listener, err := config.Listen(context.Background(), "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("simulated camera: %w", err)
	}
	return listener, nil
}

// connections counts TCP connections and lets Close wait for the last of them. It has a lock of its own,
// because closing a listener waits for a connection that is just being counted.
type connections struct {
	mu                sync.Mutex
	total, open, most int
	running           sync.WaitGroup
	callers           map[string]caller // by address of the other end; see CallFrom
}

func (n *connections) count(conn net.Conn, state http.ConnState) {
	n.mu.Lock()
	defer n.mu.Unlock()
	switch state {
	case http.StateNew:
		n.running.Add(1)
		n.total++
		n.open++
		n.most = max(n.most, n.open)
	case http.StateClosed:
		n.open--
		delete(n.callers, conn.RemoteAddr().String())
		n.running.Done()
	}
}
