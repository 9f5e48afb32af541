package steps

import (
	"context"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/facts"
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
			switch {
			case f.Wanted == (sadp.Settings{}):
				return "taken"
			case f.Answers.Give == "typed" && hasAll(f.Record, f.Wanted):
				return "there"
			}
			return "free"
		},
		May:  []Outcome{"free", "taken", "there"},
		Next: Edges{"free": "to-network", "taken": "address-taken", "there": "network-left"},
	}
}

// hasAll says whether a device tells that it has just these settings, so that there is
// nothing to send.
func hasAll(d sadp.Device, want sadp.Settings) bool {
	return d.DHCP == isapi.No && hasSettings(d, want) && d.Gateway == want.Gateway && (want.HTTPPort == 0 || want.HTTPPort == d.HTTPPort)
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
	own, found := facts.OwnSubnet(f)
	if !found {
		return none, fail(T("This computer has no IPv4 address on that cable."), T("Plug in a cable, or join its Wi-Fi."))
	}
	tried := facts.SpareAddresses(own, f)
	for i, free := range env.NobodyAt(ctx, f.Record, tried...) {
		if free {
			return sadp.Settings{DHCP: isapi.No, IPv4: tried[i], Mask: lan.MaskOf(own.Bits()), Gateway: facts.GatewayIn(own, f)}, ok(T("Nothing answers at %s, so it can be given.", tried[i]))
		}
	}
	return none, fail(T("No free address was found in %s.", own.Masked()), T("Choose an address from the router (DHCP), or set one on its own page."))
}
