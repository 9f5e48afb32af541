package simtest

import (
	"bytes"
	"context"
	"net"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Proxy stands between a client and a camera. It sees every exchange of all connections, and spoils one message.
type Proxy struct {
	mu        sync.Mutex
	fault     Fault // none without a Kind
	struck    bool
	seen      map[string]int // exchanges by what they ask
	exchanges []*Exchange
}

// NewProxy makes one that does one fault; the zero Fault is none.
func NewProxy(f Fault) *Proxy { return &Proxy{fault: f, seen: map[string]int{}} }

// Exchanges gives what came through, in its order.
func (p *Proxy) Exchanges() []Exchange {
	p.mu.Lock()
	defer p.mu.Unlock()
	all := make([]Exchange, len(p.exchanges))
	for i, x := range p.exchanges {
		all[i] = *x
	}
	return all
}

// Struck tells whether the fault has happened.
func (p *Proxy) Struck() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.struck
}

// begin names a new exchange by how its request begins. It is called with the lock held.
func (p *Proxy) begin(asks string, datagram bool) *Exchange {
	p.seen[asks]++
	x := &Exchange{Name: asks + " " + strconv.Itoa(p.seen[asks]), Datagram: datagram}
	p.exchanges = append(p.exchanges, x)
	return x
}

// Dial is a dialler whose connections go through the proxy.
func (p *Proxy) Dial(dial func(ctx context.Context, network, address string) (net.Conn, error)) func(ctx context.Context, network, address string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		camera, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		there, back := newFlow(), newFlow()
		c := &passage{proxy: p, camera: camera, client: &memoryConn{in: there, out: back}}
		go c.carry(c.client, c.camera, false)
		go c.carry(c.camera, c.client, true)
		return &memoryConn{in: back, out: there, local: camera.LocalAddr(), remote: camera.RemoteAddr()}, nil
	}
}

// passage is one connection through the proxy.
type passage struct {
	proxy  *Proxy
	client *memoryConn
	camera net.Conn

	// guarded by the proxy's lock
	exchange *Exchange // that is under way
	dripping bool      // one of its messages comes byte by byte
	ended    bool      // one of the directions
}

// carry takes what one side says to the other until it ends. What is under way when a client hangs up still arrives.
func (c *passage) carry(from, to net.Conn, reply bool) {
	defer c.end(to)
	buffer := make([]byte, 8<<10)
	for {
		n, err := from.Read(buffer)
		if n > 0 && !c.pass(to, buffer[:n], reply) || err != nil {
			return
		}
	}
}

// end tells the other side that nothing more comes this way; after both ways the connection is closed.
func (c *passage) end(to net.Conn) {
	if half, can := to.(interface{ CloseWrite() error }); can {
		_ = half.CloseWrite()
	}
	c.proxy.mu.Lock()
	both := c.ended
	c.ended = true
	c.proxy.mu.Unlock()
	if both {
		_ = c.client.Close()
		_ = c.camera.Close()
	}
}

// pass hands a piece of a message on, with what happens to it. It gives false where nothing more can follow.
func (c *passage) pass(to net.Conn, piece []byte, reply bool) bool {
	at, drip := c.strike(piece, reply)
	kind, whole := c.proxy.fault.Kind, len(piece)
	if drip {
		at, kind = 0, Drip
	}
	if at == whole {
		_, err := to.Write(piece)
		return err == nil
	}
	before, rest := piece[:at], piece[at:]
	if len(before) > 0 {
		_, _ = to.Write(before)
	}
	switch kind {
	case Delay:
		time.Sleep(delay)
	case Late:
		time.Sleep(late)
	case Corrupt:
		rest[0] ^= 1
	case Drip:
		for i := range rest {
			time.Sleep(dripped)
			if _, err := to.Write(rest[i : i+1]); err != nil {
				return false
			}
		}
		return true
	case Reset:
		c.client.breakOff()
		_ = c.camera.Close()
		return false
	default:
		_ = c.client.Close()
		_ = c.camera.Close()
		return false
	}
	_, err := to.Write(rest)
	return err == nil
}

// strike notes a piece of a message, and gives the place in it at which the fault happens, its length where none does.
func (c *passage) strike(piece []byte, reply bool) (at int, drip bool) {
	p := c.proxy
	p.mu.Lock()
	defer p.mu.Unlock()
	if !reply && (c.exchange == nil || len(c.exchange.Reply) > 0) {
		c.exchange, c.dripping = p.begin(asks(piece), false), false
	}
	x, f := c.exchange, p.fault
	if x == nil { // it speaks first
		return len(piece), false
	}
	message := &x.Request
	if reply {
		message = &x.Reply
	}
	before := len(*message)
	*message = append(*message, piece...)
	if f.Kind == "" || x.Name != f.Exchange || reply != f.Reply {
		return len(piece), false
	}
	if c.dripping {
		return 0, true
	}
	if p.struck || f.At < before || f.At >= before+len(piece) {
		return len(piece), false
	}
	p.struck, c.dripping = true, f.Kind == Drip
	return f.At - before, false
}

// asks is what a request asks for: its method and path.
func asks(piece []byte) string {
	line, _, _ := bytes.Cut(piece, []byte("\r\n"))
	if words := strings.Fields(string(line)); len(words) == 3 && strings.HasPrefix(words[2], "HTTP/") {
		path, _, _ := strings.Cut(words[1], "?")
		return words[0] + " " + path
	}
	return "TLS"
}

// breakOff ends both directions as a host does that knows nothing of the connection.
func (c *memoryConn) breakOff() {
	for _, s := range []*flow{c.in, c.out} {
		s.change(func(s *flow) { s.broken, s.data = true, nil })
	}
}
