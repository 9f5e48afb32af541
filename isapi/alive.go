package isapi

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"net"
	"net/netip"
	"slices"
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

// alivePatience is how long a look waits for an answer where nobody says otherwise: it
// leaves room for one lost packet.
const alivePatience = 2 * time.Second

// Alive looks whether somebody is there now: it makes TCP connects to the known port, or
// to 80 and 443, and closes them. There is no HTTP, so it may be repeated often. Its
// state is empty where the caller left before it could look.
func (c *Client) Alive(ctx context.Context) Reach { return c.AliveWithin(ctx, alivePatience) }

// AliveWithin is Alive with another patience for each connect, which begins when it
// leaves: the wait for a login, or for other connections to end, is no silence.
func (c *Client) AliveWithin(ctx context.Context, patience time.Duration) Reach {
	m := c.memory()
	r := Reach{Host: Clean(c.cfg.Host)}
	end, err := c.wire.Turn(ctx)
	if err != nil { // a login took all of the caller's time: nothing was looked at
		r.Err = err
		return r
	}
	defer end()
	begin := time.Now()
	doors := c.doors(m)
	at, ports, conn, errs := c.knockAt(ctx, doors, patience)
	r.Ports, r.Took = slices.Compact(ports), time.Since(begin)
	if conn != nil {
		r.State, r.Scheme, r.Port = ReachOpen, at.scheme, at.port
		r.From = localOf(conn)
		_ = conn.Close()
		m.opened(at)
		return r
	}
	if r.Err = telling(doors, errs); r.Err == nil || ctx.Err() != nil {
		r.Err = cmp.Or(ctx.Err(), r.Err)
	}
	switch r.State = stateOf(false, r.Err); {
	case r.State == "" && errors.Is(r.Err, context.DeadlineExceeded):
		r.State = ReachSilent // the caller's patience was shorter than ours
	case ctx.Err() == nil && r.State != "" && !r.Taken():
		m.gone(doors[0])
	}
	return r
}

// knockAt connects to doors. Where the later one is refused, somebody is there by now: what
// was sent to the first one before went into nothing, and is not waited for but sent again.
func (c *Client) knockAt(ctx context.Context, doors []base, patience time.Duration) (base, []PortState, net.Conn, map[int]error) {
	knock := func(ctx context.Context, address string) (net.Conn, error) {
		return c.wire.Knock(ctx, address, patience)
	}
	at, ports, conn, errs := c.race(ctx, doors, knock, func(err error) bool { return stateOf(false, err) == ReachRefused })
	if conn != nil || errs[doors[0].port] != nil || ctx.Err() != nil {
		return at, ports, conn, errs
	}
	at, more, conn, again := c.race(ctx, doors[:1], knock, never)
	maps.Copy(errs, again)
	return at, append(ports, more...), conn, errs
}

func never(error) bool { return false }

// doors are where the device is knocked at: the port that is known, opened last or was
// typed, twice, for a packet may be lost; else the two that web servers have.
func (c *Client) doors(m *memory) []base {
	m.mu.Lock()
	at, want, last := m.base, m.want, m.door
	m.mu.Unlock()
	switch {
	case at.found():
	case last.found() && want == "":
		at = last
	case c.cfg.Port != 0 || want != "":
		at = c.given(want)
	default:
		return []base{{"http", 80}, {"https", 443}}
	}
	return []base{at, at}
}

// telling is the error of a look that says most: who refuses at one port is there, however
// silent the other one is.
func telling(doors []base, errs map[int]error) error {
	for _, d := range doors {
		if taken(stateOf(false, errs[d.port])) || stateOf(false, errs[d.port]) == ReachRefused {
			return errs[d.port]
		}
	}
	return errs[doors[0].port]
}

// localOf is this computer's address of a connection.
func localOf(conn net.Conn) netip.Addr {
	at, err := netip.ParseAddrPort(conn.LocalAddr().String())
	if err != nil {
		return netip.Addr{}
	}
	return at.Addr().Unmap()
}

// Taken reports that something took the connection, whatever it said or did not say then.
func (r Reach) Taken() bool { return taken(r.State) }

func taken(state string) bool {
	switch state {
	case ReachOpen, ReachTLSFailed, ReachMute, ReachClosed, ReachReset, ReachNotHTTP:
		return true
	}
	return false
}

// There reports that somebody is at the address: a host that refuses has power.
func (r Reach) There() bool { return r.Taken() || r.State == ReachRefused }

// Unheard reports that no packet came back. What it means depends on whether this
// computer's own network is as it was.
func (r Reach) Unheard() bool { return r.State == ReachSilent || r.State == ReachNoRoute }

// OneAtATime reports that the device has hung up on us, and is asked one thing at a time.
func (c *Client) OneAtATime() bool { return c.wire.Single() }
