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
	if address == c.settings.address && net == c.settings.net {
		return
	}
	c.settings.address, c.settings.net = address, net
	c.closeListeners()
	c.openListeners(10)
	c.tellMoved()
}

// SetNetwork gives the camera an address in a network, and tells where its pages are found there, as if somebody had
// set it up so. What the camera really listens on stays.
func (c *Camera) SetNetwork(address netip.Prefix, httpPort int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.settings.address, c.settings.net = address.Addr().String(), networkAt(address.Addr().String())
	c.settings.net.httpPort = httpPort
	if address.Addr().Is4() {
		c.settings.net.mask = maskOf(address)
	}
}

// SetMask gives the camera another network mask, as somebody does by mistake.
func (c *Camera) SetMask(mask netip.Addr) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.settings.net.mask = mask.String()
}
