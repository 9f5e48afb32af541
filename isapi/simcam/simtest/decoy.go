package simtest

import (
	"crypto/tls"
	"crypto/x509/pkix"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"

	"camreset/isapi/simcam/crypt"
)

// Decoy is a device on a real loopback socket that is no camera of the maker. See Decoys for the kinds.
type Decoy struct {
	kind     decoyKind
	listener net.Listener
	server   *http.Server   // nil for kinds that don't speak HTTP
	running  sync.WaitGroup // the server and its connections

	mu     sync.Mutex
	open   map[net.Conn]struct{} // of kinds that don't speak HTTP
	closed bool
}

// NewDecoy starts a device of one of the kinds of Decoys. Close it in the end.
func NewDecoy(kind string) (*Decoy, error) {
	at := slices.IndexFunc(decoyKinds, func(k decoyKind) bool { return k.Name == kind })
	if at < 0 {
		return nil, fmt.Errorf("simulated device: there is no kind %q", kind)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	d := &Decoy{kind: decoyKinds[at], listener: listener, open: map[net.Conn]struct{}{}}
	switch {
	case d.kind.talk != nil:
		d.running.Go(d.accept)
		return d, nil
	case d.kind.secure:
		if listener, err = strangersTLS(listener); err != nil {
			_ = d.listener.Close()
			return nil, err
		}
	}
	d.server = &http.Server{
		Handler: d.kind.serve, ReadHeaderTimeout: 10 * time.Second,
		ConnState: d.count,
		ErrorLog:  log.New(io.Discard, "", 0),
	}
	d.running.Go(func() { _ = d.server.Serve(listener) })
	return d, nil
}

// Addr tells the address of the device.
func (d *Decoy) Addr() string { return d.listener.Addr().String() }

// Close switches the device off and waits until its goroutines have ended.
func (d *Decoy) Close() {
	d.mu.Lock()
	d.closed = true
	for conn := range d.open {
		_ = conn.Close()
	}
	d.mu.Unlock()
	_ = d.listener.Close() // the server may not have taken it over yet
	if d.server != nil {
		_ = d.server.Close()
	}
	d.running.Wait()
}

// count lets Close wait for the last connection.
func (d *Decoy) count(_ net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		d.running.Add(1)
	case http.StateClosed:
		d.running.Done()
	}
}

// accept takes connections and lets each talk on a goroutine of its own.
func (d *Decoy) accept() {
	for {
		conn, err := d.listener.Accept()
		if err != nil {
			return
		}
		d.mu.Lock()
		if d.closed {
			_ = conn.Close()
		}
		d.open[conn] = struct{}{}
		d.mu.Unlock()
		d.running.Go(func() {
			d.kind.talk(conn)
			_ = conn.Close()
			d.mu.Lock()
			delete(d.open, conn)
			d.mu.Unlock()
		})
	}
}

// strangersTLS speaks TLS under the certificate of another maker.
func strangersTLS(listener net.Listener) (net.Listener, error) {
	subject := pkix.Name{CommonName: "nas.example", Organization: []string{"Example Storage"}}
	certificate, err := crypt.NewCertificate(subject, time.Now(), false)
	if err != nil {
		return nil, err
	}
	return tls.NewListener(listener, &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{*certificate}}), nil
}

// Behind gives the address of the device behind the port that it usually has: 443 for TLS, else 80.
func (d *Decoy) Behind(port string) string {
	if port == d.port() {
		return d.Addr()
	}
	return ""
}

func (d *Decoy) port() string {
	if d.kind.secure {
		return "443"
	}
	return "80"
}
