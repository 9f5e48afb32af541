package simcam

import (
	"net"
	"net/netip"
	"strconv"

	"camreset/isapi/simcam/udp"
)

// Cable is what connects a camera to a network inside this program.
type Cable struct {
	Listen func(address string) (net.Listener, error) // opens its listeners, at addresses of loopback
	Link   udp.Link                                   // where it tells the network that it has started
	Lease  func() netip.Prefix                        // asks the DHCP server for an address
}

// loopback is where the listeners of a camera are that is on no real network.
const loopback = "127.0.0.1:0"

// Connect plugs the camera in at an address, which becomes its own, and opens the listeners that it has none of yet:
// one for HTTP, and one for TLS where the scenario has it.
func (c *Camera) Connect(address netip.Addr, cable Cable) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.listen = cable.Listen
	if c.addr(false) == "" {
		if _, err := c.open(loopback, false); err != nil {
			return err
		}
	}
	if (c.sc.TLS || c.sc.HTTPSOnly || c.sc.RedirectToTLS) && c.addr(true) == "" {
		if _, err := c.open(loopback, true); err != nil {
			return err
		}
	}
	c.settings.address, c.settings.net = address.String(), networkAt(address.String())
	c.links, c.lease = append(c.links, cable.Link), cable.Lease
	return nil
}

// Prefix is the address of the camera with the network that it believes to be in; that of a single address where its
// mask is none.
func (c *Camera) Prefix() netip.Prefix {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.settings.prefix()
}

// Behind gives the address of the listener behind a port while the camera runs; empty if the port is closed. The ports
// are the usual ones, but that an update may have moved that of plain HTTP.
func (c *Camera) Behind(port string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	plain := strconv.Itoa(c.settings.net.httpPort)
	for _, l := range c.listeners {
		if l.server != nil && (l.secure && port == "443" || !l.secure && port == plain) {
			return l.address
		}
	}
	return ""
}

// Web tells where a browser on this computer finds the pages, with or without power: plain HTTP where the camera has
// it.
func (c *Camera) Web() (scheme, address string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.switched("HTTP", !c.sc.HTTPSOnly) {
		return "https", c.addr(true)
	}
	return "http", c.addr(false)
}
