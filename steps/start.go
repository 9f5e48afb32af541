package steps

import (
	"context"
	"net/netip"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/sentences"
)

func welcome() Step {
	return Step{
		ID: "welcome", Phase: Find, Title: T("Back into your camera"),
		Saved: flow.Saved{Never: true},
		Say: say("A forgotten password is frustrating, but there are official ways back in, for different situations and skills; the one that loses least is shown first. " +
			"Security comes first: nothing is sent or changed before you agree. " +
			"Have at hand: a computer on the camera's network, the label or box, a thin pin, a ladder, and twenty minutes."),
		Sheet: casesNote,
		Help: T("camreset never guesses passwords, never uses a back door and never spends the last tries of a camera. " +
			"Every step can be left: go back, or quit. What was learned and done stays known; only your answers are taken back."),
		Ask: &Question{
			Prompt: T("What do you have here?"),
			First:  firstCase,
			Options: []Option{
				{Key: "same-network", Label: T("This computer is on the camera's network")},
				{Key: "not-sure", Label: T("I am not sure about the network")},
				{Key: "phone-only", Label: T("Only a phone; this computer cannot get there")},
				{Key: "recorder", Label: T("The camera hangs behind a recorder")},
				resumeOption(),
			},
			Put: func(f *Facts, key string) {
				if key != "resume" {
					f.Answers.Setup = Outcome(key)
				}
			},
		},
		Next: Edges{"same-network": "owner", "not-sure": "network", "phone-only": "owner", "recorder": "owner", "resume": "resume"},
	}
}

func network() Step {
	return Step{
		ID: "network", Phase: Find, Title: T("Getting onto the camera's network"),
		Say: say("Your computer or phone must be on the same network as the camera: plugged into the same router or switch, " +
			"or on the same Wi-Fi (not the guest Wi-Fi). Switch VPN programs off. A cable is better than Wi-Fi."),
		Help: T("Guest Wi-Fi and many public networks keep devices apart, so a camera that is there cannot be seen. " +
			"Virtual machines and containers often have a network of their own: run camreset on the computer itself."),
		Ask: &Question{
			Prompt:  T("Ready?"),
			Options: []Option{{Key: "ready", Label: T("This computer is on that network now")}, {Key: "phone-only", Label: T("That does not work; I only have a phone")}},
			Put: func(f *Facts, key string) {
				if key == "phone-only" {
					f.Answers.Setup = "phone-only"
				}
			},
		},
		Checks: []Check{ownNetworks},
		Wait:   watching,
		Next:   Edges{"ready": "owner", "phone-only": "owner"},
	}
}

func owner() Step {
	return Step{
		ID: "owner", Phase: Find, Title: T("Whose camera is it?"),
		Say: say("These ways are for owners, and for people whom an owner has asked. " +
			"Only one camera is worked on at a time, the one that you name."),
		Help: T("If you bought the camera second-hand, you are its owner; support may ask for a proof of purchase. " +
			"It may still be bound to the account of a former owner: that binding is released by them in the app, or by support, after you are back in."),
		Ask: &Question{
			Prompt: T("Is it yours?"),
			Options: []Option{
				{Key: "mine", Label: T("Yes, it is mine")},
				{Key: "for-owner", Label: T("No, its owner has asked me to help")},
				{Key: "neither", Label: T("Neither")},
			},
			Put: func(f *Facts, key string) { f.Answers.Owner = Outcome(key) },
		},
		Next: Edges{"mine": "way-in", "for-owner": "way-in", "neither": "not-yours"},
	}
}

func notYours() Step {
	return Step{
		ID: "not-yours", Phase: Find, Title: T("This is where it ends"),
		Say: say("Thank you for being honest. Only the owner, or somebody the owner has asked, may reset a camera. " +
			"If you found one, or are worried about one that films you, speak to whoever runs the building or to the police. Nothing was sent."),
	}
}

// wayIn sends everybody on by what they have.
func wayIn() Fork {
	return Fork{
		ID: "way-in",
		Decide: func(f *Facts) Outcome {
			switch {
			case f.Answers.Setup == "phone-only":
				return "phone-only"
			case f.Answers.Setup == "recorder":
				return "recorder"
			case f.Answers.Given:
				return "given"
			}
			return "search"
		},
		May:  []Outcome{"phone-only", "recorder", "given", "search"},
		Next: Edges{"phone-only": "phone", "recorder": "recorder", "given": "resolve", "search": "find"},
	}
}

func address() Step {
	return Step{
		ID: "address", Phase: Find, Title: T("The camera's address"),
		Say: say("Type the IP address of the camera. Check that it is right: a wrong digit leads to another device. " +
			"A port goes behind a colon, as in 192.168.1.64:8080."),
		Help: T("An IPv4 or IPv6 address or a host name, with or without http:// or https:// and a port. A name is looked up once and its address is kept."),
		Ask: &Question{
			Kind: Line, Prompt: T("Address"),
			Valid: func(f *Facts, typed string) Text {
				a, bad := lan.ParseAddress(typed)
				return sentences.Or(bad, lan.WithoutZone(a, f.Own))
			},
			Put: putAddress,
		},
		Checks: []Check{ownNetworks},
		Next:   Edges{Given: "resolve"},
	}
}

// resolve finds the one address behind a name, and says how near it is.
func resolve() Step {
	return Step{
		ID: "resolve", Phase: Find, Title: T("Looking up the address"), Say: say("One moment."),
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
		Next: Edges{"near": "who", "shared": "shared-address", "public": "public-address", "unknown-name": "address"},
	}
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
		ID: "shared-address", Phase: Find, Title: T("An address shared by a provider"),
		Say: func(f *Facts) Text {
			return T("%s belongs to 100.64.0.0/10. Providers use such addresses for many customers, and some private overlay networks use them too. "+
				"Go on only if you know that this one is the camera in your own private network.", f.Target)
		},
		Ask: &Question{Prompt: T("Is it in a network of yours?"), Options: []Option{{Key: "yes", Label: T("Yes, I know this address")}, {Key: "no", Label: T("No, or I do not know")}}, Put: func(f *Facts, key string) {
			f.Answers.Shared = key == "yes"
		}},
		Next: Edges{"yes": "who", "no": "address"},
	}
}

func publicAddress() Step {
	return Step{
		ID: "public-address", Phase: Find, Title: T("This address is on the internet"),
		Say: func(f *Facts) Text {
			return T("%s is a public address. Passwords are not sent across the internet, and nothing is changed there: "+
				"camreset only looks. To get back in, go to the camera's own network and use its address there, such as 192.168.1.64.", f.Target)
		},
		Help: T("A camera that can be reached from the internet can be attacked from there. Once you are back in, remove the port forwarding in your router."),
		Ask: &Question{
			Prompt:  T("What now?"),
			Options: []Option{{Key: "look", Label: T("Only look")}, {Key: "change", Label: T("Type another address")}},
		},
		Next: Edges{"look": "look", "change": "address"},
	}
}

// placeResult says how near an address is to this computer.
func placeResult(at lan.Address, place lan.Place, own []sadp.Interface) Result {
	_, beside := (&Facts{Run: facts.Run{Own: own}}).OwnNetworkOf(at)
	switch {
	case place == lan.Shared:
		return warn(T("%s is an address of a range that internet providers share among customers.", at),
			T("Go on only if you know that the camera is in a network of yours."))
	case place == lan.Public:
		return warn(T("%s is an address of the internet.", at), T("It is only looked at: no password is sent there, and nothing is changed."))
	case lan.IsLoopback(at):
		return ok(T("%s is this computer itself.", at))
	case beside:
		return ok(T("%s lies in a network of this computer.", at))
	}
	return ok(T("%s is an address for private networks, not of the internet.", at))
}
