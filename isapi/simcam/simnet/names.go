package simnet

import (
	"context"
	"net"
	"net/netip"
	"strings"
)

// AddName makes a host name known to LookupHost and DialContext.
func (l *Lan) AddName(name, ip string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.names[strings.ToLower(name)] = ip
}

// resolve gives the address of a known name; anything else stays as it is.
func (l *Lan) resolve(host string) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	if ip, ok := l.names[strings.ToLower(host)]; ok {
		return ip
	}
	return host
}

// LookupHost knows literal addresses and the names given to AddName, and asks nobody.
func (l *Lan) LookupHost(_ context.Context, host string) ([]string, error) {
	if _, err := netip.ParseAddr(host); err == nil {
		return []string{host}, nil
	}
	if ip := l.resolve(host); ip != host {
		return []string{ip}, nil
	}
	return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
}
