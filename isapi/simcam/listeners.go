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
	listener, err := c.listen(address)
	if err != nil {
		return "", err
	}
	d := &door{address: listener.Addr().String(), secure: secure}
	c.doors = append(c.doors, d)
	if c.phase >= phaseBusy && c.uses(d) {
		c.serve(d, listener)
		return d.address, nil
	}
	return d.address, listener.Close()
}

// uses tells whether a door is open at all while the camera runs.
func (c *Camera) uses(d *door) bool { return d.secure || !c.sc.HTTPSOnly }

// Addr tells the address of the first plain HTTP listener, with or without power; empty before Listen.
func (c *Camera) Addr() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.addr(false)
}

func (c *Camera) addr(secure bool) string {
	for _, d := range c.doors {
		if d.secure == secure {
			return d.address
		}
	}
	return ""
}

// openDoors listens again where the camera listened before. Another program may have taken the port for a
// moment, so it tries a little.
func (c *Camera) openDoors(tries int) {
	c.broken = nil
	for _, d := range c.doors {
		if d.server != nil || !c.uses(d) {
			continue
		}
		listener, err := c.listen(d.address)
		if err != nil {
			c.broken = err
			continue
		}
		c.serve(d, listener)
	}
	if c.broken != nil && tries > 1 {
		c.after(time.Second, func() { c.openDoors(tries - 1) })
	}
}

func (c *Camera) serve(d *door, listener net.Listener) {
	life := c.life
	if d.secure {
		listener = tls.NewListener(listener, c.tlsConfig())
	}
	listener = orderedListener{listener}
	d.listener = listener
	d.server = &http.Server{
		Handler:           c.handler,
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    64 << 10,
		BaseContext:       func(net.Listener) context.Context { return life },
		ConnContext:       withConn,
		ConnState: func(conn net.Conn, state http.ConnState) {
			if state == http.StateNew && life.Err() != nil {
				_ = conn.Close() // accepted while the power went
			}
			c.connections.count(state)
		},
		ErrorLog: log.New(io.Discard, "", 0), // a client that hangs up is no news
	}
	server := d.server
	c.connections.running.Go(func() { _ = server.Serve(listener) })
}

func (c *Camera) shutDoors() {
	for _, d := range c.doors {
		if d.server != nil {
			_ = d.listener.Close() // the server may not have taken it over yet
			_ = d.server.Close()
			d.server = nil
		}
	}
}
