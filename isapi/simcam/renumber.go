package simcam

import (
	"net/netip"
)

// renumber takes new network settings over. With DHCP the address comes from the server of the Lan; without such a
// server it stays what was asked for. Connections to the old address end.
func (c *Camera) renumber(address string, net network) {
	if net.dhcp && c.lease != nil {
		given := c.lease()
		address = given.Addr().String()
		net.mask, net.gateway = maskOf(given), networkAt(address).gateway
	}
	if address == c.dev.address && net == c.dev.net {
		return
	}
	c.dev.address, c.dev.net = address, net
	c.shutDoors()
	c.openDoors(10)
	c.sayWhere()
}

// SetNetwork gives the camera an address in a network, and tells where its pages are found there, as if somebody had
// set it up so. What the camera really listens on stays.
func (c *Camera) SetNetwork(address netip.Prefix, httpPort int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.dev.address, c.dev.net = address.Addr().String(), networkAt(address.Addr().String())
	c.dev.net.httpPort = httpPort
	if address.Addr().Is4() {
		c.dev.net.mask = maskOf(address)
	}
}

// SetMask gives the camera another network mask, as somebody does by mistake.
func (c *Camera) SetMask(mask netip.Addr) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.dev.net.mask = mask.String()
}
