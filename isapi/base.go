package isapi

import (
	"net"
	"net/url"
	"strconv"
	"strings"

	"camreset/isapi/value"
)

// base is where the device's web server is.
type base struct {
	scheme string
	port   int
}

func (b base) found() bool { return b.port != 0 }

// address is what Dial gets, origin names the server with its scheme.
func (b base) address(host string) string { return net.JoinHostPort(host, strconv.Itoa(b.port)) }
func (b base) origin(host string) string  { return b.scheme + "://" + b.address(host) }

// hostPort is the address as it stands in a URL: the port only where it is not
// the scheme's own.
func hostPort(at base, host string) string {
	if at.port == map[string]int{"http": 80, "https": 443}[at.scheme] {
		return strings.TrimSuffix(at.address(host), ":"+strconv.Itoa(at.port))
	}
	return at.address(host)
}

// placeOf is the server that a URL names.
func placeOf(u *url.URL) base {
	port, given := value.Number(u.Port(), 65535)
	if !given {
		port = map[string]int{"http": 80, "https": 443}[u.Scheme]
	}
	return base{u.Scheme, port}
}

// sameHost reports whether a redirect stays on the device and keeps its TLS.
func sameHost(from, to *url.URL) bool {
	return strings.EqualFold(from.Hostname(), to.Hostname()) && to.User == nil &&
		(to.Scheme == from.Scheme || from.Scheme == "http" && to.Scheme == "https")
}
