package simcam

import "camreset/isapi/simcam/udp"

// ListenSADP opens a real UDP socket, such as 127.0.0.1:0, and tells its address. Requests that are sent there are
// answered to their sender, never to the group: with ReplyGroup the camera is silent here.
func (c *Camera) ListenSADP(address string) (string, error) {
	socket, err := udp.Listen(address)
	if err != nil {
		return "", err
	}
	return socket.Addr(), c.addSocket(socket, socket, c.HandleSADP)
}

// JoinSADP lets the camera take part in discovery on a network interface of this computer, or on all that can do
// multicast if none is named; call it once. Requests to the group, a broadcast or this computer's port 37020 are
// answered. The camera still tells the address that it believes in; see SetNetwork.
func (c *Camera) JoinSADP(iface string) error {
	socket, err := udp.Join(iface, SADPGroup)
	if err != nil {
		return err
	}
	return c.addSocket(socket, socket.Link(), c.HandleSADP)
}

// JoinONVIF lets the camera take part in ONVIF discovery, as JoinSADP does in the maker's; call it once. While ONVIF is
// off it stays silent there.
func (c *Camera) JoinONVIF(iface string) error {
	socket, err := udp.Join(iface, ONVIFGroup)
	if err != nil {
		return err
	}
	return c.addSocket(socket, nil, c.HandleONVIF)
}

// addSocket makes a socket the camera's: it is closed with it, and read until then. With a link it greets there after a
// start.
func (c *Camera) addSocket(s socket, link udp.Link, handle func(udp.Datagram)) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		_ = s.Close()
		return errClosed
	}
	if c.sockets = append(c.sockets, s); link != nil {
		c.links = append(c.links, link)
	}
	c.connections.running.Go(func() { s.Read(handle) })
	return nil
}
