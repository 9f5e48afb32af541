package steps

import (
	"context"
	"net"
	"net/netip"
	"slices"
	"sync"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
)

// freeAddress sees to it that an address is given to the camera only after
// nothing answered there.
func freeAddress() Step {
	return Step{
		ID: "free-address", Phase: Secure, Title: T("Whether the address is free"),
		Say: say("Nothing else may have the address that the camera gets. Its ports are knocked at; nothing is sent."),
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
		Next: []Edge{{"free", "confirm-network"}, {"taken", "address-taken"}},
	}
}

// chooseSettings makes the settings that the user asked for; none where the
// address is taken.
func chooseSettings(ctx context.Context, env Env, f *Facts) (sadp.Settings, Result) {
	var none sadp.Settings
	switch f.Answers.Give {
	case "dhcp":
		return sadp.Settings{DHCP: isapi.Yes}, ok(T("The router will choose it."))
	case "old":
		want, err := f.oldSettings()
		if err != nil {
			return none, withError(fail(T("The settings from before are not known."), T("Choose another address.")), err)
		}
		if want.IPv4 != f.Record.IPv4 && !nobodyAt(ctx, env, f, want.IPv4)[0] {
			return none, fail(T("%s is not known to be free: something answers there, or it could not be asked.", want.IPv4), T("Find out what has it and give that another address, or choose a free one."))
		}
		return want, ok(T("Nothing else answers at %s, so it can be given.", want.IPv4))
	}
	own, found := ownSubnet(f)
	if !found {
		return none, fail(T("This computer has no IPv4 address on the camera's cable."), T("Plug in a cable, or join the camera's Wi-Fi."))
	}
	tried := spareAddresses(own, f)
	for i, free := range nobodyAt(ctx, env, f, tried...) {
		if free {
			return sadp.Settings{DHCP: isapi.No, IPv4: tried[i], Mask: maskOf(own.Bits()), Gateway: gatewayIn(own, f)}, ok(T("Nothing answers at %s, so it can be given.", tried[i]))
		}
	}
	return none, fail(T("No free address was found in %s.", own.Masked()), T("Choose an address from the router (DHCP), or set one on the camera's own page."))
}

// ownSubnet is this computer's network on the interface where the camera is heard.
func ownSubnet(f *Facts) (netip.Prefix, bool) {
	for _, p := range f.Own[f.Record.Interface] {
		if p.Addr().Is4() && p.Bits() <= 30 {
			return p, true
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
	b, last := own.Addr().As4(), byte(64)
	if f.Record.IPv4.Is4() {
		last = f.Record.IPv4.As4()[3]
	}
	var spare []netip.Addr
	for i := 0; i < 256 && len(spare) < spares; i++ {
		b[3] = last + byte(i)
		a := netip.AddrFrom4(b)
		inside := own.Contains(a) && a != own.Masked().Addr() && own.Contains(a.Next()) && a.Next().As4()[3] != 0
		if b[3] > 1 && b[3] < 254 && inside && !taken[a] {
			spare = append(spare, a)
		}
	}
	return spare
}

// gatewayIn is the gateway that is known to lie in a network, else none.
func gatewayIn(own netip.Prefix, f *Facts) netip.Addr {
	for _, known := range []netip.Addr{f.RecordBefore.Gateway, f.Record.Gateway} {
		if known.IsValid() && own.Contains(known) && known != own.Addr() {
			return known
		}
	}
	return netip.IPv4Unspecified()
}

func maskOf(bits int) netip.Addr {
	return netip.AddrFrom4([4]byte(net.CIDRMask(bits, 32)))
}

// maskLength is the length of a mask, -1 for none and for one with holes.
func maskLength(mask netip.Addr) int {
	if ones, bits := net.IPMask(mask.AsSlice()).Size(); bits == 32 {
		return ones
	}
	return -1
}

// knockWait is how long the addresses have to answer in all; on one cable it
// takes milliseconds.
const knockWait = 2500 * time.Millisecond

// nobodyAt says of each address whether nothing answered there: no port that was
// knocked at, nothing in the neighbour table after that, and no other device that
// is heard. Where one of these could not be asked, no address counts as free.
func nobodyAt(ctx context.Context, env Env, f *Facts, all ...netip.Addr) []bool {
	knocking, cancel := context.WithTimeout(ctx, knockWait)
	defer cancel()
	free := make([]bool, len(all))
	var wait sync.WaitGroup
	for i, a := range all {
		wait.Go(func() { free[i] = !answersTCP(knocking, env, a) })
	}
	wait.Wait()
	neighbours := knownNeighbours(ctx, env)
	heard := present(env.listen(ctx, 0).Devices)
	for i, a := range all {
		mac, known := neighbours[a]
		other := slices.ContainsFunc(heard, func(d sadp.Device) bool { return d.IPv4 == a && !d.Same(f.Record) })
		free[i] = free[i] && neighbours != nil && ctx.Err() == nil && !other && (!known || mac == f.Record.MAC)
	}
	return free
}

// tableWait is how long the neighbour table may take: some systems give it by a
// command.
const tableWait = 1500 * time.Millisecond

// knownNeighbours reads the neighbour table; nil where that was not possible.
func knownNeighbours(ctx context.Context, env Env) map[netip.Addr]string {
	ctx, cancel := context.WithTimeout(ctx, tableWait)
	defer cancel()
	return readSoon(ctx, func() (map[netip.Addr]string, error) {
		table, err := env.Neighbours()
		switch {
		case err != nil:
			return nil, err
		case table == nil:
			return map[netip.Addr]string{}, nil
		}
		return table, nil
	})
}

// knocks is how often each port is tried: the first packet to a new address may
// be lost while it is looked up.
const knocks = 3

// answersTCP knocks at the ports of cameras and their kin. A refusal is an answer.
func answersTCP(ctx context.Context, env Env, a netip.Addr) bool {
	for range knocks {
		for _, port := range slices.Concat(sweepPorts, []int{554}) {
			if connect(ctx, env, a, port) != silent {
				return true
			}
		}
	}
	return false
}
