package udp

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
)

// bufferSize is more than fits into one datagram, in bytes.
const bufferSize = 64 << 10

// Socket is one of a device alone. It is a [Link] whose answers go to senders only, never to a group.
type Socket struct{ conn *net.UDPConn }

// Listen opens a socket over IPv4 at an address with port, such as 127.0.0.1:0.
func Listen(address string) (*Socket, error) {
	var config net.ListenConfig
	conn, err := config.ListenPacket(context.Background(), "udp4", address)
	if err != nil {
		return nil, fmt.Errorf("simulated camera: %w", err)
	}
	return &Socket{conn.(*net.UDPConn)}, nil
}

// Addr is the address with port that the socket really has.
func (s *Socket) Addr() string { return s.conn.LocalAddr().String() }

// Close ends Read.
func (s *Socket) Close() error { return s.conn.Close() }

// Unicast answers a sender.
func (s *Socket) Unicast(_ netip.Prefix, to netip.AddrPort, message []byte) {
	_, _ = s.conn.WriteToUDPAddrPort(message, to) // a sender that is gone misses nothing
}

// Group sends nothing: such a socket has joined no group.
func (s *Socket) Group(netip.Prefix, []byte) {}

// Read hands on what comes until the socket is closed. Other errors are about answers that did not arrive.
func (s *Socket) Read(handle func(Datagram)) {
	buffer := make([]byte, bufferSize)
	for {
		n, from, err := s.conn.ReadFromUDPAddrPort(buffer)
		switch {
		case err == nil:
			handle(Datagram{Data: buffer[:n], From: from, Via: s})
		case errors.Is(err, net.ErrClosed):
			return
		}
	}
}
