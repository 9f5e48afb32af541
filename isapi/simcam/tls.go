package simcam

import (
	"cmp"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"
)

// ListenTLS opens a real listener that speaks TLS under a self-signed certificate, and tells its address.
// Everything else is as with Listen. Scenario.TLS and its neighbours say what TLS is like.
func (c *Camera) ListenTLS(address string) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.open(address, true)
}

// AddrTLS tells the address of the first TLS listener, with or without power; empty before ListenTLS.
func (c *Camera) AddrTLS() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.addr(true)
}

// tlsConfig looks at the switches anew for every connection.
func (c *Camera) tlsConfig() *tls.Config {
	return &tls.Config{ // old versions are what some cameras speak
		MinVersion: tls.VersionTLS10,
		GetConfigForClient: func(*tls.ClientHelloInfo) (*tls.Config, error) {
			c.mu.Lock()
			defer c.mu.Unlock()
			return c.handshake()
		},
	}
}

var errHandshake = errors.New("simcam: this camera fails every handshake")

// rsaSuites are ciphers with RSA key exchange, the only ones of some old units (inference).
var rsaSuites = []uint16{
	tls.TLS_RSA_WITH_AES_128_CBC_SHA, tls.TLS_RSA_WITH_AES_256_CBC_SHA, tls.TLS_RSA_WITH_3DES_EDE_CBC_SHA,
}

// handshake is how the camera shakes hands now. Newer firmware has TLS 1.0 and 1.1 off (observed).
func (c *Camera) handshake() (*tls.Config, error) {
	if c.sc.TLSBroken {
		return nil, errHandshake
	}
	certificate, err := c.certificate()
	if err != nil {
		return nil, err
	}
	config := &tls.Config{ // old versions are what some cameras speak
		Certificates: []tls.Certificate{*certificate}, MinVersion: tls.VersionTLS12, MaxVersion: c.sc.TLSMax,
	}
	if c.switched(oldTLSSwitch, false) {
		config.MinVersion = tls.VersionTLS11
	}
	if c.sc.TLSMax != 0 {
		config.MinVersion = tls.VersionTLS10
	}
	if c.sc.TLSKeyExchange {
		config.CipherSuites = rsaSuites
		config.MaxVersion = min(cmp.Or(c.sc.TLSMax, tls.VersionTLS12), tls.VersionTLS12) // 1.3 has no such ciphers
	}
	return config, nil
}

// redirectTarget is where a plain request is sent on to; empty if it is answered here. A client that sees the ports of
// this computer is sent to the real TLS port, one that sees mapped ports to the usual one.
func (c *Camera) redirectTarget(q *call) string {
	secure := c.addr(true)
	if q.TLS != nil || !c.redirects() || secure == "" || !c.switched("HTTPS", true) {
		return ""
	}
	asked := url.URL{Host: q.Host}
	target := url.URL{Scheme: "https", Host: strings.TrimSuffix(q.Host, ":"+asked.Port())}
	_, tlsPort, _ := net.SplitHostPort(secure)
	if c.seesOurPorts(q, cmp.Or(asked.Port(), "80")) && tlsPort != "443" {
		target.Host += ":" + tlsPort
	}
	return target.String() + q.RequestURI
}

// seesOurPorts tells whether the port that a client names is the one that the request came in by.
func (c *Camera) seesOurPorts(q *call, port string) bool {
	here, ok := q.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if !ok {
		return true
	}
	_, own, _ := net.SplitHostPort(here.String())
	return own == port
}
