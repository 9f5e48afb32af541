package steps

import (
	"cmp"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/sentences"
)

// typedNetwork asks for the network settings that somebody has planned for the camera.
func typedNetwork() Step {
	return Step{
		ID: "typed-network", Under: "restore-network", Phase: Secure, Title: T("Type its network settings"),
		Saved: flow.Saved{At: "restore-network"},
		Say:   say("The address is given only if nothing answers there. DNS stays as it is. Before anything is sent, you are asked once more."),
		Values: func(f *Facts) []Value {
			return []Value{{Name: T("Now"), Value: T("%s", f.Target)}, {Name: T("This computer"), Value: T("%s", lan.ListNetworks(f.Own))}}
		},
		Sheet: sentences.Unproved,
		State: answersNow,
		Help: T("Mask and gateway are usually the same as this computer's. The gateway is the router: leave it empty, or type 0.0.0.0, where there is none. " +
			"Without a port it keeps the one that it has. DNS cannot be sent this way: set it on its page, under Configuration > Network > TCP/IP."),
		Ask: &Question{
			Kind: flow.Form,
			Fields: []flow.Field[Facts]{
				plannedField("address", "Address", func(f *Facts) string { return lan.AddressText(f.Answers.Plan.IPv4) }, func(s *sadp.Settings, a netip.Addr) { s.IPv4 = a }),
				plannedField("mask", "Mask", proposedMask, func(s *sadp.Settings, a netip.Addr) { s.Mask = a }),
				plannedField("gateway", "Gateway (the router)", proposedGateway, func(s *sadp.Settings, a netip.Addr) { s.Gateway = a }),
				{Key: "port", Prompt: T("Port of its page"), Value: proposedPort, Valid: badPort, Put: func(f *Facts, typed string) {
					f.Answers.Plan.HTTPPort, _ = strconv.Atoi(lan.PlainAddress(typed))
				}},
			},
			Options: []Option{{Key: "leave", Label: T("Leave it where it is")}},
		},
		Checks: []Check{alive, codeLeft},
		Wait:   watching,
		Next:   Edges{Given: "free-address", "leave": "network-left"},
	}
}

// plannedField is a field for one address of the settings; an empty one is none.
func plannedField(key, prompt string, value func(*Facts) string, put func(*sadp.Settings, netip.Addr)) flow.Field[Facts] {
	return flow.Field[Facts]{
		Key: key, Prompt: T("%s", prompt), Value: value,
		Beside: func(f *Facts, all map[string]string) Text { return badPlan(f, key, all) },
		Put: func(f *Facts, typed string) {
			f.Answers.Plan.DHCP = isapi.No
			put(&f.Answers.Plan, typedIPv4(typed))
		},
	}
}

// typedIPv4 reads an IPv4 address; an empty text is none, as 0.0.0.0 says, any other
// text no address at all.
func typedIPv4(typed string) netip.Addr {
	if typed = lan.PlainAddress(typed); typed == "" {
		return netip.IPv4Unspecified()
	}
	if a, err := netip.ParseAddr(typed); err == nil && a.Is4() {
		return a
	}
	return netip.Addr{}
}

// badPlan says what is wrong with one of the addresses, as far as the others are known.
// A camera with settings that make no sense is lost to everybody.
func badPlan(f *Facts, key string, all map[string]string) Text {
	typed, address, gateway := typedIPv4(all[key]), typedIPv4(all["address"]), typedIPv4(all["gateway"])
	bits := lan.MaskLength(typedIPv4(all["mask"]))
	subnet := netip.PrefixFrom(address, bits)
	known := subnet.IsValid() && bits >= 8 && bits <= 30
	switch {
	case !typed.IsValid():
		return T("Type four numbers with dots, such as %s.", map[string]string{"address": "192.168.1.64", "mask": "255.255.255.0", "gateway": "192.168.1.1"}[key])
	case key == "mask" && (bits < 8 || bits > 30):
		return T("A mask is 255 at its front and 0 at its end, such as 255.255.255.0.")
	case key == "gateway" && (typed.IsUnspecified() || !known):
		return Text{}
	case key == "gateway" && typed == address:
		return T("That is the new address itself. The gateway is the router.")
	case key == "gateway" && !isHost(subnet, gateway):
		return T("%s is no router in the network of %s. Type another one, or 0.0.0.0 for none.", gateway, address)
	case key == "gateway":
		return Text{}
	case key == "address" && address.IsUnspecified():
		return T("Type the address that it shall have, such as 192.168.1.64.")
	case key == "address" && (address.IsLoopback() || lan.PlaceOf(address, f.Own) != lan.Near):
		return T("%s is not a private address. A camera gets one such as 192.168.1.64.", address)
	case key == "address" && slices.ContainsFunc(lan.OwnIPv4(f.Own), func(p netip.Prefix) bool { return p.Addr() == address }):
		return T("%s is the address of this computer. Two devices with one address disturb each other.", address)
	case known && !isHost(subnet, address):
		return T("With the mask %s, %s stands for the whole network. No device can have it.", lan.MaskOf(bits), address)
	}
	return Text{}
}

// isHost says whether one device of a network can have an address: the first and the
// last stand for all.
func isHost(subnet netip.Prefix, a netip.Addr) bool {
	return subnet.Contains(a) && a != subnet.Masked().Addr() && subnet.Contains(a.Next())
}

// badPort says why a port cannot be that of the camera's page.
func badPort(f *Facts, typed string) Text {
	typed = lan.PlainAddress(typed)
	port, err := strconv.Atoi(typed)
	switch {
	case typed == "":
		return Text{}
	case err != nil || port < 1 || port > 65535:
		return T("A port is a number from 1 to 65535, mostly 80. Without one it keeps its own.")
	case port == f.Record.CommandPort || port == f.Record.TLSPort:
		return T("Port %d is taken: programs of the maker use it. Its page needs another one.", port)
	}
	return Text{}
}

// proposedMask is the one typed before, else that of this computer on the camera's
// cable, else the camera's own, that from before a reset first.
func proposedMask(f *Facts) string {
	return cmp.Or(lan.AddressText(f.Answers.Plan.Mask), ownMask(f), f.OldNetwork().Mask, lan.AddressText(f.Record.Mask))
}

// proposedGateway is the router in the same order; empty where none is known.
func proposedGateway(f *Facts) string {
	proposed := cmp.Or(f.OldNetwork().Gateway, lan.AddressText(f.Record.Gateway))
	if own, found := ownSubnet(f); found {
		proposed = gatewayIn(own, f).String()
	}
	if proposed = cmp.Or(lan.AddressText(f.Answers.Plan.Gateway), proposed); proposed == netip.IPv4Unspecified().String() {
		return ""
	}
	return proposed
}

// proposedPort is the one typed before, else that from before a reset, else the present
// one.
func proposedPort(f *Facts) string {
	for _, port := range []int{f.Answers.Plan.HTTPPort, f.RecordBefore.HTTPPort, f.Record.HTTPPort} {
		if port != 0 {
			return strconv.Itoa(port)
		}
	}
	return ""
}

// ReadPlan reads network settings as a command line gives them, IP/PREFIX[,GATEWAY]; the
// text says what is wrong with them.
func ReadPlan(typed string, own []sadp.Interface) (sadp.Settings, Text) {
	address, router, _ := strings.Cut(typed, ",")
	p, err := netip.ParsePrefix(address)
	if err != nil || !p.Addr().Is4() {
		return sadp.Settings{}, T("Type it as 192.168.1.64/24, or with its router as 192.168.1.64/24,192.168.1.1.")
	}
	all := map[string]string{"address": p.Addr().String(), "mask": lan.AddressText(lan.MaskOf(p.Bits())), "gateway": router}
	f := &Facts{Run: facts.Run{Own: own}}
	for _, key := range []string{"mask", "address", "gateway"} {
		if why := badPlan(f, key, all); !why.IsZero() {
			return sadp.Settings{}, why
		}
	}
	return sadp.Settings{DHCP: isapi.No, IPv4: p.Addr(), Mask: lan.MaskOf(p.Bits()), Gateway: typedIPv4(router)}, Text{}
}
