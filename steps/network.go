package steps

import (
	"context"
	"net/netip"

	"camreset/isapi"
	"camreset/steps/access"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/sentences"
)

// The network settings of a camera, given back after a reset or changed so that
// this computer reaches it. They travel over UDP, with the camera's password.

func restoreNetwork() Step {
	return Step{
		ID: "restore-network", Phase: Secure, Title: T("The camera's network settings"),
		Saved: flow.Saved{Kind: restoring, Again: true},
		Say:   sayRestore,
		Sheet: func(f *Facts) []Text { return append(recordSheet(f), sentences.Unproved(f)...) },
		Help: T("If recorders and programs find the camera by its address, it needs the old one back. The settings are sent once, with the camera's password; before that it is looked whether anything else has the address. " +
			"By hand they stand on the camera's page under Configuration > Network > TCP/IP."),
		Ask: &Question{Prompt: T("Which address shall it have?"),
			Options: []Option{
				{Key: "old", Label: T("The old one, with mask and gateway"), Shut: sentences.ShutUpdate, When: hasOld},
				{Key: "dhcp", Label: T("One from the router (DHCP)"), Shut: sentences.ShutUpdate},
				{Key: "free", Label: T("A free one in this computer's network"), Shut: sentences.ShutUpdate},
				{Key: "next", Label: T("Leave it as it is")},
				{Key: "open", Label: T("Open the camera's page"), Stays: true, Do: openPage, When: func(f *Facts) bool { return !f.UDPOnly() }},
			},
			First: func(f *Facts) Outcome {
				switch n := f.OldNetwork(); {
				case f.Moved || !hasOld(f) && !f.UDPOnly() && n.DHCP != isapi.Yes:
					return "next"
				case n.DHCP == isapi.Yes:
					return "dhcp"
				case hasOld(f):
					return "old"
				}
				return "free"
			},
			Put: func(f *Facts, key string) { f.Answers.Give = Outcome(key) },
		},
		Checks: []Check{oldAddress, alive, proofLeft},
		Wait:   watching,
		Next: Edges{
			"old": "free-address", "dhcp": "free-address", "free": "free-address", "next": "network-left",
		},
	}
}

func sayRestore(f *Facts) Text {
	n := f.OldNetwork()
	switch {
	case f.SharesAddress():
		return T("Several devices have the address %s. This one, with the MAC %s, takes another one over the network, with its password.", f.Target, f.Record.MAC)
	case f.OldTarget == (lan.Address{}) || f.OldTarget.IP == f.Target.IP && f.UDPOnly():
		return T("The camera is at %s, which this computer cannot reach. It takes another address over the network, with its password.", f.Target)
	case n.DHCP == isapi.Yes:
		return T("The camera is at %s now, with a fixed factory address. Before the reset the router gave it one: it can be told to ask the router again.", f.Target)
	case f.Target.IP == f.OldTarget.IP:
		return T("The camera is at its old address, %s. Mask and gateway may still be those of the factory.", f.Target)
	}
	return T("The camera is at %s now. Recorders and programs look for it at its old address, %s.", f.Target, f.OldTarget)
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
			return access.Nothing, skip(T("The camera has no other one from before a reset."))
		}
		if env.Camera(f.OldTarget).Alive(ctx).State == isapi.ReachOpen {
			if f.OldTarget != f.Target {
				return access.Nothing, warn(T("Something answers at %s, and the camera is at %s.", f.OldTarget, f.Target), T("If that is another device, give the camera another address, or the other device."))
			}
			return access.Nothing, ok(T("The camera answers at %s, as before the reset.", f.OldTarget))
		}
		return access.Nothing, skip(T("Nothing answers at %s.", f.OldTarget))
	},
}

func addressTaken() Step {
	return Step{
		ID: "address-taken", Phase: Secure, Title: T("That address cannot be given"),
		Saved: flow.Saved{Kind: restoring, Again: true},
		Say: func(f *Facts) Text {
			if f.Answers.Give == "old" {
				return T("Something else answers at %s, or whether it is free could not be asked, or the old settings are not known. Two devices with one address disturb each other. Nothing was sent.", f.OldTarget)
			}
			return T("No address of this computer's network is known to be free. Nothing was sent.")
		},
		Ask: &Question{Prompt: T("What now?"), Options: []Option{
			{Key: "other", Label: T("Choose another address")},
			{Key: "again", Label: T("Look again")},
			{Key: "next", Label: T("Leave it as it is")},
		}},
		Sheet:  sentences.Unproved,
		Checks: []Check{alive, proofLeft},
		Wait:   watching,
		Next:   Edges{"other": "restore-network", "again": "free-address", "next": "network-left"},
	}
}
