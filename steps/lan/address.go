package lan

import (
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"camreset/isapi/sadp"
	"camreset/steps/text"
)

// ParseAddress reads what a person types: an IPv4 or IPv6 address or a host
// name, with or without scheme and port. IP stays empty for a name. The Text
// says what is wrong with it; the zero Text means it was understood.
func ParseAddress(typed string) (Address, text.Text) {
	typed = PlainAddress(typed)
	if typed == "" {
		return Address{}, text.T("Type the camera's address, for example 192.168.1.64.")
	}
	if strings.ContainsFunc(typed, text.Invisible) {
		return Address{}, text.T("It holds a character that cannot be seen. Type the address anew, for example 192.168.1.64.")
	}
	if strings.Contains(typed, "@") {
		return Address{}, text.T("An address holds no user name and no password: type only the part behind the @.")
	}
	a, rest := Address{}, typed
	if scheme, after, found := strings.Cut(typed, "://"); found {
		a.Scheme, rest = strings.ToLower(scheme), after
		if a.Scheme != "http" && a.Scheme != "https" {
			return Address{}, text.T("An address begins with http:// or https://, or with neither.")
		}
	}
	if a.Scheme == "" && wholeNetwork.MatchString(rest) {
		return Address{}, text.T("That is a whole network. Type the address of one camera, for example 192.168.1.64.")
	}
	host, port, bad := splitPort(withoutPath(rest))
	if !bad.IsZero() {
		return Address{}, bad
	}
	a.Host, a.Port = host, port
	if ip, err := netip.ParseAddr(host); err == nil {
		if !plainZone.MatchString(ip.Zone()) {
			return Address{}, text.T("Behind the percent sign of an IPv6 address stands the name of one of this computer's network interfaces, such as eth0.")
		}
		ip = ip.Unmap()
		if ip.IsUnspecified() || ip.IsMulticast() || ip == netip.AddrFrom4([4]byte{255, 255, 255, 255}) {
			return Address{}, text.T("%s is not the address of one device. A camera's address looks like 192.168.1.64.", host)
		}
		a.IP = ip.String()
		return a, text.Text{}
	}
	if bad := badName(host); !bad.IsZero() {
		return Address{}, bad
	}
	return a, text.Text{}
}

// withoutPath is what stands before path, query and fragment. They may hold a
// password, so that nothing of them is kept or repeated.
func withoutPath(s string) string {
	if end := strings.IndexAny(s, "/?#"); end >= 0 {
		return s[:end]
	}
	return s
}

// wholeNetwork is an address with the length of its network.
var wholeNetwork = regexp.MustCompile(`^[0-9a-fA-F.:]+/[0-9]{1,3}$`)

// plainZone is the name or number of an interface of this computer.
var plainZone = regexp.MustCompile(`^[0-9A-Za-z._-]{0,15}$`)

func splitPort(s string) (host string, port int, bad text.Text) {
	if _, err := netip.ParseAddr(s); err == nil && !strings.Contains(s, "]") { // a zone may hold anything
		return s, 0, text.Text{}
	}
	host, digits, found := s, "", false
	if inside, after, closed := strings.Cut(strings.TrimPrefix(s, "["), "]"); closed && strings.HasPrefix(s, "[") {
		host = inside
		if digits, found = strings.CutPrefix(after, ":"); !found && after != "" {
			return "", 0, text.T("Behind the ] of an IPv6 address comes nothing, or a colon and the port.")
		}
	} else if i := strings.LastIndex(s, ":"); i >= 0 {
		host, digits, found = s[:i], s[i+1:], true
	}
	if !found {
		return host, 0, text.Text{}
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n < 1 || n > 65535 {
		return "", 0, text.T("The port after the colon is a number from 1 to 65535.")
	}
	return host, n, text.Text{}
}

func badName(host string) text.Text {
	// What was typed may hold a password, so that only digits are said again.
	if strings.Trim(host, "0123456789.") == "" {
		return text.T("%q is not an address: an IPv4 address has four numbers from 0 to 255, such as 192.168.1.64.", host)
	}
	if likeAddress(host) { // a slip is no host's name
		return text.T("That is not an address: an IPv4 address has four numbers from 0 to 255, such as 192.168.1.64.")
	}
	if len(host) > 253 || host == "" {
		return text.T("That is too long or too short for a host name. A camera's address looks like 192.168.1.64.")
	}
	if u, err := url.Parse("//" + host); err != nil || u.Hostname() != host || strings.ContainsAny(host, " _@?#%") {
		return text.T("That is neither an address nor a host name. A camera's address looks like 192.168.1.64.")
	}
	return text.Text{}
}

// Place is how near an address is, for rule 7.
type Place int

// The places.
const (
	// Near is private, link-local, loopback, unique-local, 192.0.0.0/24 or a
	// subnet of this computer.
	Near Place = iota
	// Shared is 100.64.0.0/10, used by providers and by private overlays.
	Shared
	// Public is everything else: only the read-only look is done there.
	Public
)

var (
	carrierShared = netip.MustParsePrefix("100.64.0.0/10")
	ietfProtocol  = netip.MustParsePrefix("192.0.0.0/24")
)

// PlaceOf says how near ip is to a computer with these interfaces.
func PlaceOf(ip netip.Addr, own []sadp.Interface) Place {
	ip = ip.Unmap()
	if _, found := OwnNetwork(ip, own); found {
		return Near
	}
	switch {
	case ip.IsPrivate(), ip.IsLinkLocalUnicast(), ip.IsLoopback(), ietfProtocol.Contains(ip):
		return Near
	case carrierShared.Contains(ip):
		return Shared
	}
	return Public
}

// Address is where a device is spoken to.
type Address struct {
	// Scheme is "http", "https" or "" for "find out".
	Scheme string
	// Host is what the user typed, IP the address that is dialled.
	Host, IP string
	// Port is 0 for the usual ones.
	Port int
}

// OwnPort is a port that is none of the usual ones, else 0.
func (a Address) OwnPort() int {
	if a.Port == 80 || a.Port == 443 {
		return 0
	}
	return a.Port
}

// SamePlace says whether two addresses lead to the same door, however they were typed.
func (a Address) SamePlace(b Address) bool {
	same := a.IP == b.IP && a.IP != "" || a.Host == b.Host && a.Host != ""
	return same && a.OwnPort() == b.OwnPort()
}

// String is the address as a person would type it.
func (a Address) String() string {
	host := a.IP
	if host == "" {
		host = a.Host
	}
	if a.Port != 0 {
		host = net.JoinHostPort(host, strconv.Itoa(a.Port))
	}
	if a.Scheme == "https" {
		return "https://" + host
	}
	return host
}

// URL is what a browser opens.
func (a Address) URL(scheme string) string {
	if a.Scheme != "" {
		scheme = a.Scheme
	}
	if scheme == "" {
		scheme = "http"
	}
	host := a.IP
	if a.Port != 0 {
		host = net.JoinHostPort(host, strconv.Itoa(a.Port))
	} else if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	return (&url.URL{Scheme: scheme, Host: host, Path: "/"}).String()
}

// Door is where an address leads, and the scheme that was asked for; empty where
// it has to be found out.
func (a Address) Door() (at Door, scheme string) {
	at, scheme = Door{a.IP, a.Port}, a.Scheme
	if ip, err := netip.ParseAddr(a.IP); err == nil {
		at.Host = ip.Unmap().String()
	}
	switch {
	case a.Port == 80 && a.Scheme == "https", a.Port == 443 && a.Scheme == "http":
		return at, scheme // the other way round, as somebody may have set it up
	case a.Port == 443:
		at.Port, scheme = 0, "https"
	case a.Port == 80:
		at.Port = 0
	}
	if scheme == "http" {
		scheme = "" // it says no more than the address alone
	}
	return at, scheme
}

// Door is one way into a device. Its ports 80 and 443 are one door, port 0;
// another port may lead to another device.
type Door struct {
	Host string
	Port int
}

// Sound says whether an address is one that a person could have typed.
func (a Address) Sound() bool {
	again, bad := ParseAddress(a.String())
	return bad.IsZero() && again.IP == a.IP && again.Port == a.Port && (a.Scheme == "" || a.Scheme == "http" || a.Scheme == "https")
}

// PlainAddress reads what a person types where an address is wanted: full-width
// characters as what they mean, and as a dot whatever a keyboard has in its place:
// the full stops and commas of Chinese and Japanese, and the comma of number pads.
func PlainAddress(typed string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch r = text.Narrow(r); r {
		case '。', '｡', '、', '､', ',':
			return '.'
		}
		return r
	}, typed))
}

// likeAddress reports whether a host's name is more likely a slip in an address: no
// name ends in a part that begins with a digit, and none begins with two numbers.
func likeAddress(host string) bool {
	if dashedNumbers.MatchString(host) {
		return true
	}
	parts := strings.Split(strings.TrimSuffix(host, "."), ".")
	if len(parts) < 2 {
		return false
	}
	number := func(s string) bool { return strings.Trim(s, "0123456789") == "" }
	last := parts[len(parts)-1]
	return last == "" || last[0] >= '0' && last[0] <= '9' || number(parts[0]) && number(parts[1])
}

// IsLoopback says whether an address is this computer's own, as that of the demonstration is.
func IsLoopback(a Address) bool {
	ip, err := netip.ParseAddr(a.IP)
	return err == nil && ip.IsLoopback()
}

// dashedNumbers is an address with dashes for its dots.
var dashedNumbers = regexp.MustCompile(`^\d{1,3}(-\d{1,3}){3}$`)
