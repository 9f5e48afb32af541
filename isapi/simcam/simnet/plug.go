package simnet

import (
	"errors"
	"net/netip"
	"slices"

	"camreset/isapi/simcam"
)

// Add connects a camera at an address, which becomes the camera's own. The network follows when the camera
// changes its address, for instance by a reset. The Lan closes the camera in the end.
func (l *Lan) Add(ip string, c *simcam.Camera) error {
	address, err := netip.ParseAddr(ip)
	if err != nil {
		return err
	}
	cable := simcam.Cable{Listen: l.transport.Listen, Link: link{l, simcam.SADPGroup.Port()}, Lease: l.leaseFor(c)}
	if err := c.Connect(address, cable); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.cameras, l.responders = append(l.cameras, c), append(l.responders, c)
	return nil
}

// AddHost connects a device at an address of the network. The Lan closes it in the end.
func (l *Lan) AddHost(ip string, h Host) error {
	address, err := netip.ParseAddr(ip)
	if err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return errClosed
	}
	l.hosts[address.String()] = h
	return nil
}

// AddResponder connects one that answers discovery only, before those that are there or after them. Its owner closes
// it.
func (l *Lan) AddResponder(r Responder, first bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	at := len(l.responders)
	if first {
		at = 0
	}
	l.responders = slices.Insert(slices.Clone(l.responders), at, r)
}

// Close closes every camera, host and UDP socket of the network.
func (l *Lan) Close() error {
	l.mu.Lock()
	cameras, hosts, conns := l.cameras, l.hosts, l.conns
	l.cameras, l.hosts, l.conns, l.responders, l.closed = nil, nil, nil, nil, true
	l.stopMove()
	l.mu.Unlock()
	for _, h := range hosts {
		h.Close()
	}
	for _, conn := range conns {
		_ = conn.Close()
	}
	var errs []error
	for _, c := range cameras {
		errs = append(errs, c.Close())
	}
	return errors.Join(errs...)
}

var errClosed = errors.New("simnet: the network is closed")
