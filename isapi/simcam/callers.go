package simcam

import "net"

// caller is who sends a request: locks go by one address, lists and the log tell the other. They differ for the
// pretended computer of a Lan, whose locks go by the address of the socket.
type caller struct{ source, told string }

// CallFrom says who is at the other end of a connection that comes in over loopback for an address of a pretended
// network. With a lock of its own its wrong tries count apart from those of everybody else on this computer.
func (c *Camera) CallFrom(remote net.Addr, address string, ownLock bool) {
	who := caller{told: address}
	if ownLock {
		who.source = address
	}
	c.connections.mu.Lock()
	defer c.connections.mu.Unlock()
	if c.connections.callers == nil {
		c.connections.callers = map[string]caller{}
	}
	c.connections.callers[remote.String()] = who
}

// callerAt tells who is at the other end of a connection.
func (n *connections) callerAt(remote string) caller {
	n.mu.Lock()
	who := n.callers[remote]
	n.mu.Unlock()
	host, _, err := net.SplitHostPort(remote)
	if err != nil {
		host = remote
	}
	if who.source == "" {
		who.source = host
	}
	if who.told == "" {
		who.told = host
	}
	return who
}
