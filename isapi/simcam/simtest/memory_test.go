package simtest

import (
	"io"
	"net"
	"testing"

	"golang.org/x/net/nettest"
)

// What a net.Conn promises, as the Go project checks it of its own.
func TestConnectionsInMemory(t *testing.T) {
	nettest.TestConn(t, func() (near, far net.Conn, stop func(), err error) {
		n := newMemoryNet()
		listener, err := n.Listen("127.0.0.1:0")
		if err != nil {
			return nil, nil, nil, err
		}
		called := make(chan net.Conn, 1)
		go func() {
			conn, _ := listener.Accept()
			called <- conn
		}()
		if near, err = n.Dial(t.Context(), listener.Addr().String()); err != nil {
			return nil, nil, nil, err
		}
		far = <-called
		return near, far, func() { _, _, _ = near.Close(), far.Close(), listener.Close() }, nil
	})
}

// Both ends may say goodbye at once: what they write waits for nobody, as over TCP.
func TestBothEndsCloseAtOnce(t *testing.T) {
	in, out := newFlow(), newFlow()
	near, far := &memoryConn{in: in, out: out}, &memoryConn{in: out, out: in}
	for _, conn := range []*memoryConn{near, far} {
		if n, err := conn.Write([]byte("goodbye")); n != 7 || err != nil {
			t.Fatal(n, err)
		}
		if err := conn.CloseWrite(); err != nil {
			t.Fatal(err)
		}
	}
	for _, conn := range []*memoryConn{near, far} {
		all, err := io.ReadAll(conn)
		if string(all) != "goodbye" || err != nil {
			t.Errorf("%q, %v", all, err)
		}
	}
}
