package steps

import (
	"context"
	"net/netip"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/facts"
	"camreset/steps/lan"
	"camreset/steps/sentences"
)

// where passes the list where an address was given.
func where() Fork {
	return Fork{
		ID: "where",
		Decide: func(f *Facts) Outcome {
			if f.Answers.Given {
				return "given"
			}
			return "search"
		},
		May:  []Outcome{"given", "search"},
		Next: Edges{"given": "resolve", "search": "find"},
	}
}

func network() Step {
	return Step{
		ID: "network", Phase: Find, Title: T("Get onto its network"),
		Say: say("This computer has to be on the same network as the camera: plugged into the same router or switch, or on the same Wi-Fi, but not the guest Wi-Fi. " +
			"Switch VPN programs off. A cable is better than Wi-Fi."),
		Help: T("Guest Wi-Fi and many public networks keep devices apart, so a camera that is there cannot be seen. " +
			"Virtual machines and containers often have a network of their own: run camreset on the computer itself. " +
			"Not sure where the camera is plugged in? Follow its cable. Trying every address takes a minute, and asks each only whether it is there."),
		Ask: &Question{
			Prompt: T("What do you want to do?"),
			First: func(f *Facts) Outcome {
				if f.Swept == nil {
					return "sweep"
				}
				return "factory"
			},
			Options: []Option{
				{Key: "ready", Label: T("Look for it again")},
				{Key: "sweep", Label: T("Try every address of this network"), Do: sweepNow},
				{Key: "factory", Label: T("Look at the address of a new camera, %s", sentences.FactoryAddress)},
				{Key: "phone-only", Label: T("I only have a phone here")},
			},
			Put: func(f *Facts, key string) {
				switch key {
				case "factory":
					putAddress(f, key)
					f.Answers.Owner = f.Flags.Owner
				case "phone-only":
					f.Answers.Setup = "phone-only"
				}
			},
		},
		Checks: []Check{ownNetworks},
		Wait:   watching,
		Next:   Edges{"ready": "find", "sweep": "find", "factory": "resolve", "phone-only": "whose"},
	}
}

// whose sees to it that nothing begins before it was said whose device it is.
func whose() Fork {
	return Fork{
		ID: "whose",
		Decide: func(f *Facts) Outcome {
			switch {
			case f.Answers.Owner == "":
				return "unsaid"
			case f.Answers.Setup == "phone-only":
				return "phone"
			}
			return "said"
		},
		May:  []Outcome{"unsaid", "said", "phone"},
		Next: Edges{"unsaid": "owner", "said": "look", "phone": "phone"},
	}
}

func notYours() Step {
	return Step{
		ID: "not-yours", Phase: Find, Title: T("This is where it ends"),
		Say: say("Thank you for being honest. Only the owner, or somebody the owner has asked, may reset a camera. " +
			"If you found one, or are worried about one that films you, speak to whoever runs the building, or to the police. Nothing was sent."),
	}
}

// resolve finds the one address behind a name, and says how near it is.
func resolve() Step {
	return Step{
		ID: "resolve", Phase: Find, Title: T("Looking up the address"), Say: resolving,
		Checks: []Check{{
			ID: "address", Title: T("Address"),
			Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
				own, _ := env.Interfaces() // without them the address alone decides
				target, failed := lookUp(ctx, env, wanted(f))
				if !failed.Detail.IsZero() {
					return func(f *Facts) { f.Own, f.Target = own, lan.Address{} }, failed
				}
				place := lan.PlaceOf(netip.MustParseAddr(target.IP), own)
				change := func(f *Facts) {
					if f.Target != target || f.MayBeAnother() {
						facts.ForgetDevice(f)
					}
					f.Own, f.Target, f.Place = own, target, place
				}
				return change, placeResult(target, place, own)
			},
		}},
		Judge: func(f *Facts) Outcome {
			switch {
			case f.Target == (lan.Address{}):
				return "unknown-name"
			case f.Place == lan.Shared:
				return "shared"
			case f.Place == lan.Public:
				return "public"
			}
			return "near"
		},
		May:  []Outcome{"near", "shared", "public", "unknown-name"},
		Next: Edges{"near": "whose", "shared": "shared-address", "public": "public-address", "unknown-name": "find"},
	}
}

func resolving(f *Facts) Text {
	if _, err := netip.ParseAddr(wanted(f).IP); err == nil {
		return T("This computer looks whether the address is on one of its own networks.")
	}
	return T("The name is looked up once, and its address is kept.")
}

// lookUp resolves a typed name once; that address is kept.
func lookUp(ctx context.Context, env Env, typed lan.Address) (lan.Address, Result) {
	if typed.IP != "" {
		own, _ := env.Interfaces() // without them nobody can be named
		if missing := lan.WithoutZone(typed, own); !missing.IsZero() {
			return lan.Address{}, fail(missing, T("Type the address again, with the interface."))
		}
		return typed, Result{}
	}
	found, err := env.LookupHost(ctx, typed.Host)
	for _, ip := range found {
		if parsed, bad := netip.ParseAddr(ip); bad == nil && parsed.Zone() == isapi.Clean(parsed.Zone()) {
			typed.IP = parsed.Unmap().String()
			return typed, Result{}
		}
	}
	r := fail(T("The name %q leads to no address.", typed.Host), T("Check the spelling, or type the IP address instead."))
	r.Err = err
	return lan.Address{}, r
}

func sharedAddress() Step {
	return Step{
		ID: "shared-address", Phase: Find, Title: T("This address may be somebody else's"),
		Say: say("Internet providers use such addresses (100.64.0.0/10) for many customers at once, and some private networks use them too. " +
			"Continue only if you know that it is your own camera."),
		Values: sentences.AddressValue,
		Help:   T("The camera at such an address may be another customer's, and a try there is a try at theirs. Not sure? Say no, and use the address that the camera has in your own network."),
		Ask: &Question{Prompt: T("Is it in your own network?"), Options: []Option{{Key: "yes", Label: T("Yes, I know this address")}, {Key: "no", Label: T("No, or I do not know")}}, Put: func(f *Facts, key string) {
			f.Answers.Shared = key == "yes"
		}},
		Next: Edges{"yes": "whose", "no": "find"},
	}
}

func publicAddress() Step {
	return Step{
		ID: "public-address", Phase: Find, Title: T("This address is on the internet"),
		Say: say("camreset only looks at it: no password is sent across the internet, and nothing is changed there. " +
			"To get back in, go to the camera's own network and use its address there, such as 192.168.1.64."),
		Values: sentences.AddressValue,
		Help: T("A password on its way across the internet passes many hands. And a camera that can be reached from the internet can be attacked from there: " +
			"once you are back in, remove the port forwarding in your router."),
		Ask: &Question{
			Prompt:  T("What now?"),
			Options: []Option{{Key: "look", Label: T("Only look")}, {Key: "change", Label: T("Type another address")}},
		},
		Next: Edges{"look": "owner", "change": "find"},
	}
}

// placeResult says how near an address is to this computer.
func placeResult(at lan.Address, place lan.Place, own []sadp.Interface) Result {
	_, beside := (&Facts{Run: facts.Run{Own: own}}).OwnNetworkOf(at)
	switch {
	case place == lan.Shared:
		return warn(T("%s is in a range that internet providers share among customers.", at),
			T("Continue only if you know that the camera is in your own network."))
	case place == lan.Public:
		return warn(T("%s is an address on the internet.", at), T("It is only looked at: no password is sent there, and nothing is changed."))
	case lan.IsLoopback(at):
		return ok(T("%s is this computer itself.", at))
	case beside:
		return ok(T("%s is in this computer's network.", at))
	}
	return ok(T("%s is a private address, not one on the internet.", at))
}
