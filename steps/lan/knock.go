package lan

import (
	"context"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"sync"

	"camreset/isapi"
)

// knock tells the open ports of each address, in their order. Every address is
// asked at one port before any is at the next, so that one that wakes late, as on
// a Wi-Fi that saves power, is awake by the second.
func (l LAN) knock(ctx context.Context, addresses []netip.Addr) []Swept {
	ctx, cancel := context.WithTimeout(ctx, sweepAsking)
	defer cancel()
	type task struct{ at, port int }
	tasks := make(chan task, len(addresses)*len(sweepPorts))
	for _, port := range sweepPorts {
		for i := range addresses {
			tasks <- task{i, port}
		}
	}
	close(tasks)
	visits := make([]visit, len(addresses))
	var all sync.WaitGroup
	for range sweepSockets {
		all.Go(func() {
			for t := range tasks {
				visits[t.at].ask(ctx, l, addresses[t.at], t.port)
			}
		})
	}
	all.Wait()
	met := make([]Swept, len(addresses))
	for i, a := range addresses {
		slices.Sort(visits[i].open)
		met[i] = Swept{Address: a, Ports: visits[i].open}
	}
	return met
}

// visit is what is known of one address; its ports may be asked at the same time.
type visit struct {
	mu      sync.Mutex
	there   bool  // a port answered
	open    []int // ports
	unheard []int // ports that were silent
}

// ask tries a port. Where somebody is there, ports that were silent are tried
// once more: they may have been asked too early.
func (v *visit) ask(ctx context.Context, l LAN, a netip.Addr, port int) {
	for _, again := range v.note(port, l.connect(ctx, a, port)) {
		if l.connect(ctx, a, again) == opened {
			v.note(again, opened)
		}
	}
}

// note keeps what became of a port, and gives the ports that are worth another try.
func (v *visit) note(port int, r knocked) (again []int) {
	v.mu.Lock()
	defer v.mu.Unlock()
	switch r {
	case opened:
		v.open = append(v.open, port)
	case silent:
		v.unheard = append(v.unheard, port)
	}
	if v.there = v.there || r != silent; v.there {
		again, v.unheard = v.unheard, nil
	}
	return again
}

// knocked is what became of a connect.
type knocked int

const (
	silent knocked = iota // nobody there, or nobody who says so in time
	shut                  // somebody is there
	opened
)

// connect opens a connection and closes it; no byte is sent.
func (l LAN) connect(ctx context.Context, a netip.Addr, port int) knocked {
	if ctx.Err() != nil {
		return silent
	}
	ctx, cancel := context.WithTimeout(ctx, sweepConnect)
	defer cancel()
	conn, err := l.Dial(ctx, "tcp", net.JoinHostPort(a.String(), strconv.Itoa(port)))
	switch {
	case err == nil:
		_ = conn.Close()
		return opened
	case isapi.DialState(err) == isapi.ReachRefused: // Windows goes on for 2 s before it says so
		return shut
	}
	return silent
}
