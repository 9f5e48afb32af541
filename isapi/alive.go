package isapi

import (
	"cmp"
	"context"
	"errors"
	"net"
	"time"
)

// Reach finds scheme and port, and asks for the front page to see whether a web
// server speaks there. A success is kept until Forget or until a connect fails;
// for "is it there now" use Alive.
func (c *Client) Reach(ctx context.Context) Reach {
	m := c.memory()
	begin := time.Now()
	if kept := m.reached(); kept.State == ReachOpen && kept.Port != 0 {
		kept.Err = m.agreedTo(base{kept.Scheme, kept.Port})
		return kept
	}
	front := c.frontPage(ctx, m)
	r := m.reached()
	r.Host, r.Took = Clean(c.cfg.Host), time.Since(begin)
	if r.Err == nil {
		r.State, r.Err = stateOf(front.Done, front.Err), front.Err
	}
	switch {
	case front.Done:
		r.State, r.Err = ReachOpen, nil
	case r.Port == 0 && errors.Is(r.Err, context.DeadlineExceeded):
		r.State = ReachSilent // the caller's patience was shorter than ours
	}
	if r.State == ReachOpen && r.Port != 0 {
		m.mu.Lock()
		m.reach.State, m.reach.Host, m.reach.Took = ReachOpen, r.Host, r.Took
		m.mu.Unlock()
		m.agree()
		r.Err = m.agreedTo(base{r.Scheme, r.Port})
	}
	return r
}

// Alive makes one TCP connect to the known port, or to 80 and 443, and closes
// it: no HTTP, so it may be repeated often. Its state is empty where the caller
// left before it could look.
func (c *Client) Alive(ctx context.Context) Reach {
	m := c.memory()
	begin := time.Now()
	r := Reach{Host: Clean(c.cfg.Host)}
	end, err := c.wire.Turn(ctx)
	if err != nil { // a login took all of the caller's time: nothing was looked at
		r.Err = err
		return r
	}
	defer end()
	m.mu.Lock()
	at, want := m.base, m.want
	m.mu.Unlock()
	var conn net.Conn
	switch {
	case at.found():
		if conn, r.Err = c.wire.Connect(ctx, at.address(c.cfg.Host)); r.Err != nil && ctx.Err() == nil {
			m.gone(at)
		}
		r.Ports = []PortState{{at.port, cmp.Or(stateOf(r.Err == nil, r.Err), ReachSilent)}}
	case c.cfg.Port != 0 || want != "":
		at, r.Ports, conn, r.Err = c.search(ctx, want)
	default:
		at, r.Ports, conn, r.Err = c.race(ctx, []base{{"http", 80}, {"https", 443}})
	}
	if conn == nil && errors.Is(ctx.Err(), context.Canceled) {
		return r
	}
	r.State = cmp.Or(stateOf(r.Err == nil, r.Err), ReachSilent)
	if conn != nil {
		r.Scheme, r.Port = at.scheme, at.port
		_ = conn.Close()
	}
	r.Took = time.Since(begin)
	return r
}
