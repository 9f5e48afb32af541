package steps

import (
	"net/netip"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// ParseAddress reads what a person types: an IPv4 or IPv6 address or a host
// name, with or without scheme and port. IP stays empty for a name. The Text
// says what is wrong with it; the zero Text means it was understood.
func ParseAddress(typed string) (Address, Text) {
	typed = plainAddress(typed)
	if typed == "" {
		return Address{}, T("Type the camera's address, for example 192.168.1.64.")
	}
	if strings.ContainsFunc(typed, invisible) {
		return Address{}, T("It holds a character that cannot be seen. Type the address anew, for example 192.168.1.64.")
	}
	if strings.Contains(typed, "@") {
		return Address{}, T("An address holds no user name and no password: type only the part behind the @.")
	}
	a, rest := Address{}, typed
	if scheme, after, found := strings.Cut(typed, "://"); found {
		a.Scheme, rest = strings.ToLower(scheme), after
		if a.Scheme != "http" && a.Scheme != "https" {
			return Address{}, T("An address begins with http:// or https://, or with neither.")
		}
	}
	if a.Scheme == "" && wholeNetwork.MatchString(rest) {
		return Address{}, T("That is a whole network. Type the address of one camera, for example 192.168.1.64.")
	}
	host, port, bad := splitPort(withoutPath(rest))
	if !bad.IsZero() {
		return Address{}, bad
	}
	a.Host, a.Port = host, port
	if ip, err := netip.ParseAddr(host); err == nil {
		if !plainZone.MatchString(ip.Zone()) {
			return Address{}, T("Behind the percent sign of an IPv6 address stands the name of one of this computer's network interfaces, such as eth0.")
		}
		ip = ip.Unmap()
		if ip.IsUnspecified() || ip.IsMulticast() || ip == netip.AddrFrom4([4]byte{255, 255, 255, 255}) {
			return Address{}, T("%s is not the address of one device. A camera's address looks like 192.168.1.64.", host)
		}
		a.IP = ip.String()
		return a, Text{}
	}
	if bad := badName(host); !bad.IsZero() {
		return Address{}, bad
	}
	return a, Text{}
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

func splitPort(s string) (host string, port int, bad Text) {
	if _, err := netip.ParseAddr(s); err == nil && !strings.Contains(s, "]") { // a zone may hold anything
		return s, 0, Text{}
	}
	host, digits, found := s, "", false
	if inside, after, closed := strings.Cut(strings.TrimPrefix(s, "["), "]"); closed && strings.HasPrefix(s, "[") {
		host = inside
		if digits, found = strings.CutPrefix(after, ":"); !found && after != "" {
			return "", 0, T("Behind the ] of an IPv6 address comes nothing, or a colon and the port.")
		}
	} else if i := strings.LastIndex(s, ":"); i >= 0 {
		host, digits, found = s[:i], s[i+1:], true
	}
	if !found {
		return host, 0, Text{}
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n < 1 || n > 65535 {
		return "", 0, T("The port after the colon is a number from 1 to 65535.")
	}
	return host, n, Text{}
}

func badName(host string) Text {
	// What was typed may hold a password, so that only digits are said again.
	if strings.Trim(host, "0123456789.") == "" {
		return T("%q is not an address: an IPv4 address has four numbers from 0 to 255, such as 192.168.1.64.", host)
	}
	if likeAddress(host) { // a slip is no host's name
		return T("That is not an address: an IPv4 address has four numbers from 0 to 255, such as 192.168.1.64.")
	}
	if len(host) > 253 || host == "" {
		return T("That is too long or too short for a host name. A camera's address looks like 192.168.1.64.")
	}
	if u, err := url.Parse("//" + host); err != nil || u.Hostname() != host || strings.ContainsAny(host, " _@?#%") {
		return T("That is neither an address nor a host name. A camera's address looks like 192.168.1.64.")
	}
	return Text{}
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

// PlaceOf says how near ip is to a computer with these networks.
func PlaceOf(ip netip.Addr, own map[string][]netip.Prefix) Place {
	ip = ip.Unmap()
	if _, found := ownNetwork(ip, own); found {
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

// ownNetwork finds the interface of this computer whose subnet holds ip.
func ownNetwork(ip netip.Addr, own map[string][]netip.Prefix) (name string, found bool) {
	for name, prefixes := range own {
		for _, p := range prefixes {
			if p.Bits() > 0 && p.Masked().Contains(ip.WithZone("")) {
				return name, true
			}
		}
	}
	return "", false
}

// placeResult says how near an address is to this computer.
func placeResult(at Address, place Place, own map[string][]netip.Prefix) Result {
	_, beside := (&Facts{Own: own}).ownNetworkOf(at)
	switch {
	case place == Shared:
		return warn(T("%s is an address of a range that internet providers share among customers.", at),
			T("Go on only if you know that the camera is in a network of yours."))
	case place == Public:
		return warn(T("%s is an address of the internet.", at), T("It is only looked at: no password is sent there, and nothing is changed."))
	case isLoopback(at):
		return ok(T("%s is this computer itself.", at))
	case beside:
		return ok(T("%s lies in a network of this computer.", at))
	}
	return ok(T("%s is an address for private networks, not of the internet.", at))
}
