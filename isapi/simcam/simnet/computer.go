package simnet

import (
	"maps"
	"net/netip"
	"slices"

	"camreset/isapi/simcam"
)

// LanInterface is the only network interface of that computer.
const LanInterface = "eth0"

// SetComputer gives the pretended computer other addresses; none means that its interface has no address. Cameras in
// private networks that it has no address in cannot be reached but by what is sent to the group or to everybody.
func (l *Lan) SetComputer(addresses ...netip.Prefix) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.computer = slices.Clone(addresses)
}

// AddAddress gives the pretended computer one more address, as an administrator would.
func (l *Lan) AddAddress(address netip.Prefix) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !slices.Contains(l.computer, address) {
		l.computer = append(l.computer, address)
	}
}

// Addresses tells the addresses of the pretended computer on LanInterface.
func (l *Lan) Addresses() []netip.Prefix {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.computer)
}

// Gateway tells the router of its default route, the first address of its first network; invalid where it has none.
func (l *Lan) Gateway() netip.Addr {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.computer) == 0 {
		return netip.Addr{}
	}
	return l.computer[0].Masked().Addr().Next()
}

// Neighbours tells who the pretended computer knows of on its own networks, as a system's neighbour table does: IPv4
// address to MAC, lower case with colons. They are the cameras that have power.
func (l *Lan) Neighbours() (map[netip.Addr]string, error) {
	l.mu.Lock()
	cameras := slices.Clone(l.cameras)
	l.mu.Unlock()
	table := map[netip.Addr]string{}
	for _, c := range cameras {
		state := c.State()
		address, err := netip.ParseAddr(state.Address)
		if err == nil && address.Is4() && state.Powered && l.onLink(address) {
			table[address] = c.Identity().MAC
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	maps.Copy(table, l.forged)
	return table, nil
}

// SetNeighbour makes the neighbour table name a MAC for an address, whoever has it.
func (l *Lan) SetNeighbour(address netip.Addr, mac string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.forged == nil {
		l.forged = map[netip.Addr]string{}
	}
	l.forged[address] = mac
}

// onLink tells whether the computer has an address in the network of another one.
func (l *Lan) onLink(a netip.Addr) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.onLinkLocked(a)
}

// onLinkLocked is onLink with the lock held.
func (l *Lan) onLinkLocked(a netip.Addr) bool {
	return slices.ContainsFunc(l.computer, func(own netip.Prefix) bool { return own.Contains(a) })
}

// routed tells whether what the computer sends to an address arrives: on its own networks, and, through the router
// that it pretends to have, at public addresses. Other private networks lie behind no router.
func (l *Lan) routed(host string) bool {
	a, err := netip.ParseAddr(host)
	if err != nil || !a.IsPrivate() {
		return true
	}
	return l.onLink(a)
}

// repliesArrive tells whether what a camera answers arrives: not where its mask leaves the computer out, which is on its
// cable and behind no router.
func (l *Lan) repliesArrive(c *simcam.Camera) bool {
	own := c.Prefix()
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, mine := range l.computer {
		if mine.Contains(own.Addr()) {
			return own.Contains(mine.Addr())
		}
	}
	return true
}

// sourceOf is source for an address as text.
func (l *Lan) sourceOf(ip string) netip.Addr {
	to, err := netip.ParseAddr(ip)
	if err != nil {
		return netip.Addr{}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.source(to)
}

// source is the computer's address that it sends to another one from; it is called with the lock held.
func (l *Lan) source(to netip.Addr) netip.Addr {
	for _, own := range l.computer {
		if own.Contains(to) {
			return own.Addr()
		}
	}
	if len(l.computer) > 0 {
		return l.computer[0].Addr()
	}
	return netip.Addr{}
}

// leaseFor is the DHCP server of the network: the first camera gets .100 of it, the next .101.
func (l *Lan) leaseFor(c *simcam.Camera) func() netip.Prefix {
	return func() netip.Prefix {
		l.mu.Lock()
		defer l.mu.Unlock()
		own := netip.MustParsePrefix(UsualComputer)
		if len(l.computer) > 0 {
			own = l.computer[0]
		}
		address := own.Masked().Addr()
		for range 100 + slices.Index(l.cameras, c) {
			address = address.Next()
		}
		return netip.PrefixFrom(address, own.Bits())
	}
}

// secondAddress gives the computer an address beside the first camera's: what the wizard would ask an administrator for.
func (l *Lan) secondAddress(c *simcam.Camera) {
	own := c.Prefix()
	if !own.Addr().Is4() {
		return
	}
	address := own.Masked().Addr()
	for range 10 {
		address = address.Next()
	}
	if address == own.Addr() {
		address = address.Next()
	}
	l.AddAddress(netip.PrefixFrom(address, own.Bits()))
}
