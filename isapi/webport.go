package isapi

import (
	"cmp"
	"context"
	"errors"
	"net"
	"sync"
	"time"
)

// find makes sure that the base is known. Concurrent callers share one search.
func (c *Client) find(ctx context.Context, m *memory) error {
	err, left := m.finding.share(ctx, func(ctx context.Context) error {
		m.mu.Lock()
		found := m.base.found()
		m.mu.Unlock()
		if found {
			return nil
		}
		at, ports, conn, err := c.place(ctx, m)
		if errors.Is(ctx.Err(), context.Canceled) { // nobody waits for it any more
			if conn != nil {
				_ = conn.Close()
			}
			return ctx.Err()
		}
		m.place(at, ports, err)
		if err == nil {
			c.wire.Keep(at.origin(c.cfg.Host), conn)
		}
		return err
	})
	return cmp.Or(err, left)
}

// findInTurn is find for a caller that has no turn yet.
func (c *Client) findInTurn(ctx context.Context, m *memory) error {
	end, err := c.wire.Turn(ctx)
	if err != nil {
		return err
	}
	defer end()
	return c.find(ctx, m)
}

// Patience while searching: how long port 80 may be silent before 443 is tried
// beside it, and how long the two ports get that only tell "HTTP is off".
const (
	headStart  = 250 * time.Millisecond
	hintPeriod = time.Second
)

// place finds the web server. A device that was met over TLS is looked for there:
// where only plain HTTP answers instead, its TLS is gone, and that is asked about.
func (c *Client) place(ctx context.Context, m *memory) (base, []PortState, net.Conn, error) {
	m.mu.Lock()
	pinned, want, plain := m.tls, m.want, base{"http", cmp.Or(c.cfg.Port, 80)}
	if m.pin == "" {
		pinned = base{}
	}
	m.mu.Unlock()
	if !pinned.found() {
		return c.search(ctx, want)
	}
	conn, err := c.wire.Connect(ctx, pinned.address(c.cfg.Host))
	ports := []PortState{{pinned.port, stateOf(err == nil, err)}}
	switch {
	case err == nil:
		return pinned, ports, conn, nil
	case ctx.Err() != nil || want == "https" || plain.port == pinned.port:
		return base{}, ports, nil, err
	}
	if conn, failed := c.wire.Connect(ctx, plain.address(c.cfg.Host)); failed == nil {
		_ = conn.Close()
		m.mu.Lock()
		defer m.mu.Unlock()
		m.refused = refusal{}
		return base{}, append(ports, PortState{plain.port, ReachOpen}), nil, ErrTLSGone
	}
	return base{}, append(ports, c.knock(ctx, 8000, 554)...), nil, err
}

// search connects to the place that was given, or to port 80 and then 443; the
// first that connects wins. If neither does, 8000 (the maker's own protocol) and
// 554 (RTSP) are connected to, no more, to tell a camera whose HTTP is off.
func (c *Client) search(ctx context.Context, want string) (base, []PortState, net.Conn, error) {
	if c.cfg.Port != 0 || want != "" {
		at := c.given(want)
		conn, err := c.wire.Connect(ctx, at.address(c.cfg.Host))
		if err != nil {
			return base{}, []PortState{{at.port, stateOf(false, err)}}, nil, err
		}
		return at, []PortState{{at.port, ReachOpen}}, conn, nil
	}
	places := []base{{"http", 80}, {"https", 443}}
	at, ports, conn, errs := c.race(ctx, places, c.wire.Connect, never)
	if conn != nil {
		return at, ports, conn, nil
	}
	if ctx.Err() != nil {
		return base{}, ports, nil, ctx.Err()
	}
	return base{}, append(ports, c.knock(ctx, 8000, 554)...), nil, errs[places[0].port]
}

// given is the place that was typed, the scheme or the port of it.
func (c *Client) given(want string) base {
	at := base{cmp.Or(want, "http"), c.cfg.Port}
	if at.port == 0 {
		at.port = map[string]int{"http": 80, "https": 443}[at.scheme]
	}
	return at
}

// dialled is the outcome of one connect of a race.
type dialled struct {
	at   base
	conn net.Conn
	err  error
}

// connect opens a connection to an address.
type connect func(ctx context.Context, address string) (net.Conn, error)

// race connects to the places, each after a head start of the one before or as soon as
// that one failed. Without a connection it tells each port's last error; some are missing
// where ctx ended early, or enough said after the last place that the rest is not waited
// for.
func (c *Client) race(ctx context.Context, places []base, by connect, enough func(error) bool) (base, []PortState, net.Conn, map[int]error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	results := make(chan dialled)
	next := time.NewTimer(0)
	defer next.Stop()
	var ports []PortState
	errs := map[int]error{}
	for started, ended := 0, 0; ended < len(places); {
		select {
		case <-next.C:
			if started < len(places) {
				go c.enter(ctx, places[started], by, results)
				started++
				next.Reset(headStart)
			}
		case r := <-results:
			ended++
			if r.err == nil {
				return r.at, append(ports, PortState{r.at.port, ReachOpen}), r.conn, nil
			}
			ports = append(ports, PortState{r.at.port, stateOf(false, r.err)})
			errs[r.at.port] = r.err
			if started == len(places) && enough(r.err) {
				return base{}, ports, nil, errs
			}
			next.Reset(0)
		case <-ctx.Done():
			return base{}, ports, nil, errs
		}
	}
	return base{}, ports, nil, errs
}

// enter connects for a race; who comes too late closes his connection.
func (c *Client) enter(ctx context.Context, at base, by connect, results chan<- dialled) {
	conn, err := by(ctx, at.address(c.cfg.Host))
	select {
	case results <- dialled{at, conn, err}:
	case <-ctx.Done():
		if conn != nil {
			_ = conn.Close()
		}
	}
}

// knock connects to each port at once and closes again.
func (c *Client) knock(ctx context.Context, ports ...int) []PortState {
	ctx, cancel := context.WithTimeout(ctx, hintPeriod)
	defer cancel()
	seen := make([]PortState, len(ports))
	var all sync.WaitGroup
	for i, port := range ports {
		all.Go(func() {
			conn, err := c.wire.Connect(ctx, base{"", port}.address(c.cfg.Host))
			state := ReachOpen
			if err != nil {
				state = cmp.Or(stateOf(false, err), ReachSilent)
			} else {
				_ = conn.Close()
			}
			seen[i] = PortState{port, state}
		})
	}
	all.Wait()
	return seen
}
