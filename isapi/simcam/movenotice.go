package simcam

import (
	"fmt"
	"net"
	"net/netip"
	"strings"
)

// notifyMoved calls f with a sentence whenever the camera took new network settings over: where it says that it is, and
// where it really listens, which no update changes. It is called with the camera's lock held, so it must not wait.
func (c *Camera) notifyMoved(f func(sentence string)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.onMoved = f
}

func (c *Camera) tellMoved() {
	if c.onMoved == nil {
		return
	}
	announced := fmt.Sprintf("%s port %d", c.settings.address, c.settings.net.httpPort)
	var urls []string
	there := false
	for _, d := range c.listeners {
		if c.uses(d) {
			urls = append(urls, map[bool]string{false: "http://", true: "https://"}[d.secure]+d.address+"/")
			there = there || !d.secure && leadsTo(d.address, c.settings.address, c.settings.net.httpPort)
		}
	}
	said := fmt.Sprintf("The network settings were changed. It now announces %s. It listens on %s", announced, strings.Join(urls, " and "))
	if !there {
		said += fmt.Sprintf(", as before: nothing of it answers at %s on this computer", announced)
	}
	c.onMoved(said + ".")
}

// leadsTo tells whether a socket on one address and port takes what is sent to another address of this computer.
func leadsTo(socket, address string, port int) bool {
	at, err := netip.ParseAddrPort(socket)
	to, err2 := netip.ParseAddr(address)
	if err != nil || err2 != nil || int(at.Port()) != port {
		return false
	}
	return at.Addr() == to || at.Addr().IsUnspecified() && isOwn(to)
}

// isOwn tells whether this computer has an address.
func isOwn(a netip.Addr) bool {
	list, _ := net.InterfaceAddrs() // none where they cannot be read
	for _, own := range list {
		if p, err := netip.ParsePrefix(own.String()); err == nil && p.Addr() == a {
			return true
		}
	}
	return false
}
