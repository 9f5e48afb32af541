package steps

import (
	"context"
	"net/netip"

	"camreset/isapi"
	"camreset/steps/access"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/sentences"
)

// The network settings of a camera, given back after a reset or changed so that
// this computer reaches it. They travel over UDP, with the camera's password.

func restoreNetwork() Step {
	return Step{
		ID: "restore-network", Phase: Secure, Title: T("Its network settings"),
		Heading: func(f *Facts) Text {
			if hasOld(f) {
				return T("Put it back to %s?", f.OldTarget.IP)
			}
			return T("Give it another address?")
		},
		Saved: flow.Saved{Kind: restoring, Again: true},
		Say:   sentences.SayRestore,
		Values: func(f *Facts) []Value {
			old, err := f.OldSettings()
			if err != nil || !hasOld(f) {
				now := []Value{{Name: T("Now"), Value: T("%s", f.Target)}}
				if f.SharesAddress() {
					now = append(now, Value{Name: T("MAC"), Value: T("%s", f.Record.MAC)})
				}
				return now
			}
			return []Value{
				{Name: T("Now"), Value: T("%s", f.Target)}, {Name: T("Before"), Value: T("%s", old.IPv4)},
				{Name: T("Mask"), Value: T("%s", old.Mask)}, {Name: T("Gateway"), Value: T("%s", old.Gateway)},
			}
		},
		Sheet: sentences.Unproved,
		Help: T("If recorders and programs find it by its address, it needs the old one back. The settings are sent once, with its password, and only if nothing else has the address. " +
			"You can set them by hand too, on its page under Configuration > Network > TCP/IP. Not sure? Leave it where it is; this can be done any time."),
		State: answersNow,
		Ask: &Question{
			Options: []Option{
				{Key: "old", Label: T("Yes, put it back"), Shut: sentences.ShutUpdate, When: hasOld},
				{Key: "free", Label: T("Give it a free address in this computer's network"), Shut: sentences.ShutUpdate},
				{Key: "typed", Label: T("Type its address, mask and gateway"), Shut: sentences.ShutUpdate},
				{Key: "dhcp", Label: T("Let the router give it one (automatic, DHCP)"), Shut: sentences.ShutUpdate},
				{Key: "leave", Label: T("Leave it where it is")},
			},
			First: func(f *Facts) Outcome {
				switch {
				case f.OldNetwork().DHCP == isapi.Yes:
					return "dhcp"
				case hasOld(f):
					return "old"
				case f.UDPOnly():
					return "free"
				}
				return "leave"
			},
			Put: func(f *Facts, key string) { f.Answers.Give, f.Change = Outcome(key), facts.Changed{} },
		},
		Checks: []Check{oldAddress, alive, codeLeft},
		Wait:   watching,
		Next:   Edges{"old": "free-address", "dhcp": "free-address", "free": "free-address", "typed": "typed-network", "leave": "network-left"},
	}
}

// hasOld is true where there are old settings that differ from the present ones.
func hasOld(f *Facts) bool {
	old, err := f.OldSettings()
	return err == nil && f.Record.Prefix() != netip.PrefixFrom(old.IPv4, lan.MaskLength(old.Mask))
}

// oldAddress looks at the old address of the camera, from before a reset.
var oldAddress = Check{
	ID: "old-address", Title: T("Old address"),
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		if f.OldTarget == (lan.Address{}) {
			return access.Nothing, skip(T("There is no other address from before a reset."))
		}
		if env.Camera(f.OldTarget).Alive(ctx).State == isapi.ReachOpen {
			if f.OldTarget != f.Target {
				return access.Nothing, warn(T("Something answers at %s, and yours is at %s.", f.OldTarget, f.Target), T("If that is another device, choose another address for one of the two."))
			}
			return access.Nothing, ok(T("It answers at %s, as before the reset.", f.OldTarget))
		}
		return access.Nothing, skip(T("Nothing answers at %s.", f.OldTarget))
	},
}

func addressTaken() Step {
	return Step{
		ID: "address-taken", Phase: Secure, Title: T("That address cannot be given"),
		Saved: flow.Saved{Kind: restoring, Again: true},
		Say: func(f *Facts) Text {
			which := map[Outcome]string{"old": "The old address", "typed": lan.AddressText(f.Answers.Plan.IPv4)}[f.Answers.Give]
			if which != "" {
				return T("%s is not known to be free: something else may have it. Two devices with one address disturb each other. Nothing was sent.", which)
			}
			return T("No address of this computer's network is known to be free. Nothing was sent.")
		},
		State: answersNow,
		Help: T("While it was away, the router may have given its old address to another device. Unplug that one and look again, or choose another address. " +
			"Recorders and programs then have to be told the new one."),
		Ask: &Question{Prompt: T("What now?"), Options: []Option{
			{Key: "other", Label: T("Choose another address")},
			{Key: "again", Label: T("Look again")},
			{Key: "leave", Label: T("Leave it where it is")},
		}},
		Sheet:  sentences.Unproved,
		Checks: []Check{alive, proofLeft},
		Wait:   watching,
		Next:   Edges{"other": "restore-network", "again": "free-address", "leave": "network-left"},
	}
}
