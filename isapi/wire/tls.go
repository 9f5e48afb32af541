package wire

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"

	"camreset/isapi/value"
)

// secure makes the TLS connection. Cameras' certificates are self-signed, so the
// chain says nothing; judge decides instead, and its error is the connection's.
// TLS 1.0 and RSA key exchange are for old cameras, and only for them.
func secure(ctx context.Context, conn net.Conn, host string, judge func(*x509.Certificate) error) (net.Conn, error) {
	var verdict error
	secured := tls.Client(conn, &tls.Config{
		ServerName:         host,
		InsecureSkipVerify: true,
		MinVersion:         tls.VersionTLS10,
		CipherSuites:       everySuite,
		VerifyConnection: func(state tls.ConnectionState) error {
			if len(state.PeerCertificates) == 0 {
				return ErrTLS
			}
			verdict = judge(state.PeerCertificates[0])
			return verdict
		},
	})
	err := secured.HandshakeContext(ctx)
	if err == nil {
		return secured, nil
	}
	_ = conn.Close()
	if verdict != nil {
		return nil, &judgement{verdict}
	}
	if errors.Is(err, context.Canceled) {
		return nil, err
	}
	if used := countedOf(conn); used != nil && used.reset.Load() {
		return nil, fmt.Errorf("%w: %w", ErrTLS, ErrReset)
	}
	return nil, fmt.Errorf("%w: %s", ErrTLS, value.Clean(err.Error()))
}

var everySuite = func() (ids []uint16) {
	for _, suite := range append(tls.CipherSuites(), tls.InsecureCipherSuites()...) {
		ids = append(ids, suite.ID)
	}
	return ids
}()

// judgement is the error of whoever judges certificates, on its way through net/http.
type judgement struct{ error }

func (j *judgement) Unwrap() error { return j.error }
