package steps

import (
	"context"
	"net/netip"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/flow"
	"camreset/steps/lan"
)

// freeAddress sees to it that an address is given to the camera only after
// nothing answered there.
func freeAddress() Step {
	return Step{
		ID: "free-address", Phase: Secure, Title: T("Checking that the address is free"),
		Saved: flow.Saved{At: "restore-network"},
		Fresh: (*Facts).HandPlan,
		Say:   say("Nothing else may have the address that it gets."),
		Checks: []Check{{
			ID: "free-address", Title: T("New address"),
			Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
				want, r := chooseSettings(ctx, env, f)
				return func(f *Facts) { f.Wanted = want }, r
			},
		}},
		Judge: func(f *Facts) Outcome {
			if f.Wanted == (sadp.Settings{}) {
				return "taken"
			}
			return "free"
		},
		May:  []Outcome{"free", "taken"},
		Next: Edges{"free": "to-network", "taken": "address-taken"},
	}
}

// chooseSettings makes the settings that the user asked for; none where the
// address is taken.
func chooseSettings(ctx context.Context, env Env, f *Facts) (sadp.Settings, Result) {
	var none sadp.Settings
	switch f.Answers.Give {
	case "dhcp":
		return sadp.Settings{DHCP: isapi.Yes}, ok(T("The router will choose it."))
	case "old", "typed":
		want, err := f.OldSettings()
		if f.Answers.Give == "typed" {
			want, err = f.Answers.Plan, nil
		}
		if err != nil {
			return none, fail(T("The settings from before the reset are not known."), T("Choose another address.")).With(err)
		}
		if (want.IPv4 != f.Record.IPv4 || f.SharesAddress()) && !env.NobodyAt(ctx, f.Record, want.IPv4)[0] {
			return none, fail(T("%s is not known to be free: something answers there, or it could not be asked.", want.IPv4), T("Give what is there another address, or choose a free one."))
		}
		return want, ok(T("Nothing else answers at %s, so it can be given.", want.IPv4))
	}
	own, found := ownSubnet(f)
	if !found {
		return none, fail(T("This computer has no IPv4 address on that cable."), T("Plug in a cable, or join its Wi-Fi."))
	}
	tried := spareAddresses(own, f)
	for i, free := range env.NobodyAt(ctx, f.Record, tried...) {
		if free {
			return sadp.Settings{DHCP: isapi.No, IPv4: tried[i], Mask: lan.MaskOf(own.Bits()), Gateway: gatewayIn(own, f)}, ok(T("Nothing answers at %s, so it can be given.", tried[i]))
		}
	}
	return none, fail(T("No free address was found in %s.", own.Masked()), T("Choose an address from the router (DHCP), or set one on its own page."))
}

// ownSubnet is this computer's network on the interface where the camera is heard.
func ownSubnet(f *Facts) (netip.Prefix, bool) {
	for _, i := range f.Own {
		for _, p := range i.Prefixes {
			if i.Name == f.Record.Interface && p.Addr().Is4() && p.Bits() <= 30 {
				return p, true
			}
		}
	}
	return netip.Prefix{}, false
}

// spares is how many addresses are knocked at to find a free one.
const spares = 16

// spareAddresses are addresses beside this computer's that nobody is known to
// have, the camera's own last number first. It stays in the /24 around this
// computer, and leaves out the ends, where routers mostly are.
func spareAddresses(own netip.Prefix, f *Facts) []netip.Addr {
	taken := map[netip.Addr]bool{own.Addr(): true}
	for _, d := range f.Heard.Devices {
		taken[d.IPv4] = taken[d.IPv4] || !d.Same(f.Record)
	}
	taken[gatewayOf(f)] = true
	b, last := own.Addr().As4(), byte(64)
	if f.Record.IPv4.Is4() {
		last = f.Record.IPv4.As4()[3]
	}
	var spare []netip.Addr
	for i := 0; i < 256 && len(spare) < spares; i++ {
		b[3] = last + byte(i)
		a := netip.AddrFrom4(b)
		inside := isHost(own, a) && a.Next().As4()[3] != 0
		if b[3] > 1 && b[3] < 254 && inside && !taken[a] {
			spare = append(spare, a)
		}
	}
	return spare
}

// gatewayIn is the gateway that is known to lie in a network, this computer's own
// first, else none.
func gatewayIn(own netip.Prefix, f *Facts) netip.Addr {
	for _, known := range []netip.Addr{gatewayOf(f), f.RecordBefore.Gateway, f.Record.Gateway} {
		if known.IsValid() && own.Contains(known) && known != own.Addr() {
			return known
		}
	}
	return netip.IPv4Unspecified()
}

// gatewayOf is the router of this computer on the interface where the camera is heard.
func gatewayOf(f *Facts) netip.Addr {
	for _, i := range f.Own {
		if i.Name == f.Record.Interface {
			return i.Gateway
		}
	}
	return netip.Addr{}
}
