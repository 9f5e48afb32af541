package facts

import (
	"cmp"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/lan"
	"camreset/steps/text"
)

// AsksAddress says whether a camera that has just got its password is asked for the address
// that it shall have, since one before it in this run got one that was typed. What it had
// before a reset goes first.
func (f *Facts) AsksAddress() bool {
	return f.Prior.Plan.IPv4.IsValid() && f.NewSent && f.Answers.Give == "" && f.OldTarget == (lan.Address{})
}

// OwnSubnet is this computer's network on the interface where the camera is heard.
func OwnSubnet(f *Facts) (netip.Prefix, bool) {
	for _, i := range f.Own {
		for _, p := range i.Prefixes {
			if i.Name == f.Record.Interface && p.Addr().Is4() && p.Bits() <= 30 {
				return p, true
			}
		}
	}
	return netip.Prefix{}, false
}

// Spares is how many addresses are knocked at to find a free one.
const Spares = 16

// SpareAddresses are addresses beside this computer's that nobody is known to
// have, the camera's own last number first. It stays in the /24 around this
// computer, and leaves out the ends, where routers mostly are.
func SpareAddresses(own netip.Prefix, f *Facts) []netip.Addr {
	taken := map[netip.Addr]bool{own.Addr(): true}
	for _, d := range f.Heard.Devices {
		taken[d.IPv4] = taken[d.IPv4] || !d.Same(f.Record)
	}
	taken[GatewayOf(f)] = true
	b, last := own.Addr().As4(), byte(64)
	if f.Record.IPv4.Is4() {
		last = f.Record.IPv4.As4()[3]
	}
	var spare []netip.Addr
	for i := 0; i < 256 && len(spare) < Spares; i++ {
		b[3] = last + byte(i)
		a := netip.AddrFrom4(b)
		inside := IsHost(own, a) && a.Next().As4()[3] != 0
		if b[3] > 1 && b[3] < 254 && inside && !taken[a] {
			spare = append(spare, a)
		}
	}
	return spare
}

// GatewayIn is the gateway that is known to lie in a network, this computer's own
// first, else none.
func GatewayIn(own netip.Prefix, f *Facts) netip.Addr {
	for _, known := range []netip.Addr{GatewayOf(f), f.RecordBefore.Gateway, f.Record.Gateway} {
		if known.IsValid() && own.Contains(known) && known != own.Addr() {
			return known
		}
	}
	return netip.IPv4Unspecified()
}

// GatewayOf is the router of this computer on the interface where the camera is heard.
func GatewayOf(f *Facts) netip.Addr {
	for _, i := range f.Own {
		if i.Name == f.Record.Interface {
			return i.Gateway
		}
	}
	return netip.Addr{}
}

// TypedIPv4 reads an IPv4 address; an empty text is none, as 0.0.0.0 says, any other
// text no address at all.
func TypedIPv4(typed string) netip.Addr {
	if typed = lan.PlainAddress(typed); typed == "" {
		return netip.IPv4Unspecified()
	}
	if a, err := netip.ParseAddr(typed); err == nil && a.Is4() {
		return a
	}
	return netip.Addr{}
}

// BadPlan says what is wrong with one of the addresses, as far as the others are known.
// A camera with settings that make no sense is lost to everybody.
func BadPlan(f *Facts, key string, all map[string]string) text.Text {
	typed, address, gateway := TypedIPv4(all[key]), TypedIPv4(all["address"]), TypedIPv4(all["gateway"])
	bits := lan.MaskLength(TypedIPv4(all["mask"]))
	subnet := netip.PrefixFrom(address, bits)
	known := subnet.IsValid() && bits >= 8 && bits <= 30
	switch {
	case !typed.IsValid():
		return text.T("Type four numbers with dots, such as %s.", map[string]string{"address": "192.168.1.64", "mask": "255.255.255.0", "gateway": "192.168.1.1"}[key])
	case key == "mask" && (bits < 8 || bits > 30):
		return text.T("A mask is 255 at its front and 0 at its end, such as 255.255.255.0.")
	case key == "gateway" && (typed.IsUnspecified() || !known):
		return text.Text{}
	case key == "gateway" && typed == address:
		return text.T("That is the new address itself. The gateway is the router.")
	case key == "gateway" && !IsHost(subnet, gateway):
		return text.T("%s is no router in the network of %s. Type another one, or 0.0.0.0 for none.", gateway, address)
	case key == "gateway":
		return text.Text{}
	case key == "address" && address.IsUnspecified():
		return text.T("Type the address that it shall have, such as 192.168.1.64.")
	case key == "address" && (address.IsLoopback() || lan.PlaceOf(address, f.Own) != lan.Near):
		return text.T("%s is not a private address. A camera gets one such as 192.168.1.64.", address)
	case key == "address" && slices.ContainsFunc(lan.OwnIPv4(f.Own), func(p netip.Prefix) bool { return p.Addr() == address }):
		return text.T("%s is the address of this computer. Two devices with one address disturb each other.", address)
	case known && !IsHost(subnet, address):
		return text.T("With the mask %s, %s stands for the whole network. No device can have it.", lan.MaskOf(bits), address)
	}
	return text.Text{}
}

// IsHost says whether one device of a network can have an address: the first and the
// last stand for all.
func IsHost(subnet netip.Prefix, a netip.Addr) bool {
	return subnet.Contains(a) && a != subnet.Masked().Addr() && subnet.Contains(a.Next())
}

// NetworkPart is the beginning of an address that its whole network shares, as far as its
// mask shares whole numbers.
func NetworkPart(s sadp.Settings) string {
	numbers := strings.SplitAfter(s.IPv4.String(), ".")
	return strings.Join(numbers[:min(max(lan.MaskLength(s.Mask), 0)/8, 3)], "")
}

// BadPort says why a port cannot be that of the camera's page.
func BadPort(f *Facts, typed string) text.Text {
	typed = lan.PlainAddress(typed)
	port, err := strconv.Atoi(typed)
	switch {
	case typed == "":
		return text.Text{}
	case err != nil || port < 1 || port > 65535:
		return text.T("A port is a number from 1 to 65535, mostly 80. Without one it keeps its own.")
	case port == f.Record.CommandPort || port == f.Record.TLSPort:
		return text.T("Port %d is taken: programs of the maker use it. Its page needs another one.", port)
	}
	return text.Text{}
}

// ProposedGateway is the router in the same order; empty where none is known.
func ProposedGateway(f *Facts) string {
	proposed := cmp.Or(f.OldNetwork().Gateway, lan.AddressText(f.Record.Gateway))
	if own, found := OwnSubnet(f); found {
		proposed = GatewayIn(own, f).String()
	}
	if proposed = cmp.Or(lan.AddressText(f.Answers.Plan.Gateway), proposed); proposed == netip.IPv4Unspecified().String() {
		return ""
	}
	return proposed
}

// ProposedPort is the one typed before, else that from before a reset, else the present
// one.
func ProposedPort(f *Facts) string {
	for _, port := range []int{f.Answers.Plan.HTTPPort, f.RecordBefore.HTTPPort, f.Record.HTTPPort} {
		if port != 0 {
			return strconv.Itoa(port)
		}
	}
	return ""
}

// ReadPlan reads network settings as a command line gives them, IP/PREFIX[,GATEWAY]; the
// text says what is wrong with them.
func ReadPlan(typed string, own []sadp.Interface) (sadp.Settings, text.Text) {
	address, router, _ := strings.Cut(typed, ",")
	p, err := netip.ParsePrefix(address)
	if err != nil || !p.Addr().Is4() {
		return sadp.Settings{}, text.T("Type it as 192.168.1.64/24, or with its router as 192.168.1.64/24,192.168.1.1.")
	}
	all := map[string]string{"address": p.Addr().String(), "mask": lan.AddressText(lan.MaskOf(p.Bits())), "gateway": router}
	f := &Facts{Run: Run{Own: own}}
	for _, key := range []string{"mask", "address", "gateway"} {
		if why := BadPlan(f, key, all); !why.IsZero() {
			return sadp.Settings{}, why
		}
	}
	return sadp.Settings{DHCP: isapi.No, IPv4: p.Addr(), Mask: lan.MaskOf(p.Bits()), Gateway: TypedIPv4(router)}, text.Text{}
}
