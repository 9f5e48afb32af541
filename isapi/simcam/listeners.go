package simcam

import (
	"context"
	"crypto/tls"
	"io"
	"log"
	"net"
	"net/http"
	"time"
)

// Listen opens a real listener and tells the address it really listens on. Without power the address is
// only reserved for the next start: connections to it are refused, and so they are on a camera that speaks TLS
// only. A camera keeps its port over starts.
func (c *Camera) Listen(address string) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.open(address, false)
}

// open is called with the lock held.
func (c *Camera) open(address string, secure bool) (string, error) {
	if c.closed {
		return "", errClosed
	}
	opened, err := c.listen(address)
	if err != nil {
		return "", err
	}
	l := &listener{address: opened.Addr().String(), secure: secure}
	c.listeners = append(c.listeners, l)
	if c.phase >= phaseBusy && c.uses(l) {
		c.serve(l, opened)
		return l.address, nil
	}
	return l.address, opened.Close()
}

// uses tells whether a listener is open at all while the camera runs.
func (c *Camera) uses(l *listener) bool {
	if l.secure {
		return c.switched("HTTPS", !l.added)
	}
	return c.switched("HTTP", !c.sc.HTTPSOnly)
}

// Addr tells the address of the first plain HTTP listener, with or without power; empty before Listen.
func (c *Camera) Addr() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.addr(false)
}

// addr is Addr, or AddrTLS, with the lock held.
func (c *Camera) addr(secure bool) string {
	for _, l := range c.listeners {
		if l.secure == secure {
			return l.address
		}
	}
	return ""
}

// openListeners listens again where the camera listened before. Another program may have taken the port for a
// moment, so it tries again every second.
func (c *Camera) openListeners(tries int) {
	c.listenErr = nil
	for _, l := range c.listeners {
		if l.server != nil || !c.uses(l) {
			continue
		}
		opened, err := c.listen(l.address)
		if err != nil {
			c.listenErr = err
			continue
		}
		c.serve(l, opened)
	}
	if c.listenErr != nil && tries > 1 {
		c.after(time.Second, func() { c.openListeners(tries - 1) })
	}
}

// serve answers what comes in until the power goes.
func (c *Camera) serve(l *listener, opened net.Listener) {
	ctx := c.ctx
	if l.secure {
		opened = tls.NewListener(opened, c.tlsConfig())
	}
	l.opened = orderedListener{opened}
	l.server = &http.Server{
		Handler:           c.handler,
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    64 << 10,
		BaseContext:       func(net.Listener) context.Context { return ctx },
		ConnContext:       withConn,
		ConnState: func(conn net.Conn, state http.ConnState) {
			if state == http.StateNew && ctx.Err() != nil {
				_ = conn.Close() // accepted while the power went
			}
			c.connections.count(conn, state)
		},
		ErrorLog: log.New(io.Discard, "", 0), // a client that hangs up is no news
	}
	server, from := l.server, l.opened
	c.connections.running.Go(func() { _ = server.Serve(from) })
}

// closeUnused closes the ports that were switched off; the calls that run end first.
func (c *Camera) closeUnused() {
	ctx := c.ctx
	for _, l := range c.listeners {
		if server := l.server; server != nil && !c.uses(l) {
			_ = l.opened.Close()
			l.server = nil
			c.connections.running.Go(func() {
				if server.Shutdown(ctx) != nil { // the power went meanwhile
					_ = server.Close()
				}
			})
		}
	}
}

func (c *Camera) closeListeners() {
	for _, l := range c.listeners {
		if l.server != nil {
			_ = l.opened.Close() // the server may not have taken it over yet
			_ = l.server.Close()
			l.server = nil
		}
	}
}
