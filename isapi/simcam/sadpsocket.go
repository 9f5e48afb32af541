package simcam

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
)

// closer is a real socket of the camera; it stays open without power and is then deaf.
type closer interface{ Close() error }

// maxDatagram is the most that fits into one.
const maxDatagram = 64 << 10

// ListenSADP opens a real UDP socket, such as 127.0.0.1:0, and tells its address. Requests that are sent there are
// answered to their sender, never to the group: with ReplyGroup the camera is silent here.
func (c *Camera) ListenSADP(address string) (string, error) {
	conn, err := listenUDP(address)
	if err != nil {
		return "", err
	}
	way := udpLink{conn}
	at := conn.LocalAddr().String()
	return at, c.keep(conn, way, func() { way.read(c.hear) })
}

// keep makes a socket the camera's: it is closed with it, and read until then. With a way it greets there after a start.
func (c *Camera) keep(socket closer, way link, read func()) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		_ = socket.Close()
		return errClosed
	}
	if c.sockets = append(c.sockets, socket); way != nil {
		c.links = append(c.links, way)
	}
	c.connections.running.Go(read)
	return nil
}

func listenUDP(address string) (*net.UDPConn, error) {
	var config net.ListenConfig
	conn, err := config.ListenPacket(context.Background(), "udp4", address)
	if err != nil {
		return nil, fmt.Errorf("simulated camera: %w", err)
	}
	return conn.(*net.UDPConn), nil
}

// udpLink is a socket of its own; nothing but answers to senders goes out there.
type udpLink struct{ conn *net.UDPConn }

func (u udpLink) unicast(_ netip.Prefix, to netip.AddrPort, message []byte) {
	_, _ = u.conn.WriteToUDPAddrPort(message, to) // a sender that is gone misses nothing
}

func (u udpLink) group(netip.Prefix, []byte) {}

// read hands on what comes until the socket is closed. Other errors are about answers that did not arrive.
func (u udpLink) read(hear func(letter)) {
	buffer := make([]byte, maxDatagram)
	for {
		n, from, err := u.conn.ReadFromUDPAddrPort(buffer)
		switch {
		case err == nil:
			hear(letter{data: buffer[:n], from: from, via: u})
		case errors.Is(err, net.ErrClosed):
			return
		}
	}
}
