package simnet

import (
	"context"
	"fmt"
	"net"
)

// Transport carries the TCP connections between the computer and the cameras of a Lan.
type Transport interface {
	// Listen opens a listener at an address of loopback; port 0 stands for one that is free.
	Listen(address string) (net.Listener, error)
	// Dial connects to the address that such a listener told.
	Dial(ctx context.Context, address string) (net.Conn, error)
}

// loopback is the transport over real sockets of this computer.
type loopback struct{}

func (loopback) Listen(address string) (net.Listener, error) {
	var config net.ListenConfig
	listener, err := config.Listen(context.Background(), "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("simulated camera: %w", err)
	}
	return listener, nil
}

func (loopback) Dial(ctx context.Context, address string) (net.Conn, error) {
	var dialer net.Dialer
	return dialer.DialContext(ctx, "tcp", address)
}
