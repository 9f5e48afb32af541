package simtest

import (
	"context"
	"errors"
	"net"
	"testing"

	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simnet"
)

// NewLan makes a network with one camera at an address, whose clock the test moves. It is closed with the test.
func NewLan(t *testing.T, ip string, sc simcam.Scenario) (*simnet.Lan, *simcam.Camera, *Clock) {
	t.Helper()
	clock := NewClock()
	lan, cam := simnet.NewLan(clock), simcam.New(sc, clock)
	if err := lan.Add(ip, cam); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := lan.Close(); err != nil {
			t.Error(err)
		}
	})
	return lan, cam, clock
}

// Dials tests that a connection over TCP is made, or fails with an error that is want, as a net.OpError.
func Dials(t *testing.T, lan *simnet.Lan, address string, want error) {
	t.Helper()
	conn, err := lan.DialContext(context.Background(), "tcp", address)
	if err == nil {
		_ = conn.Close()
	}
	var op *net.OpError
	if !errors.Is(err, want) || err != nil && !errors.As(err, &op) {
		t.Errorf("%s: %v, want %v", address, err, want)
	}
}
