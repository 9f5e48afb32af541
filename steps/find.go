package steps

import (
	"context"
	"fmt"
	"net/netip"
	"strings"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/access"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/report"
	"camreset/steps/sentences"
	"camreset/steps/text"
)

// find is the list of what answers, and the welcome.
func find() Step {
	return Step{
		ID: "find", Phase: Find, Title: T("Let's get you back into your camera"),
		Saved: flow.Saved{Never: true},
		Say:   say("Nothing is changed before you say yes."),
		Sheet: findSheet,
		Anew:  func(f *Facts) { f.Heard, f.Hints = lan.Heard{}, nil },
		Help: T("A forgotten password is frustrating, but there are official ways back in, for different situations and skills. Security comes first: camreset never guesses passwords, uses no back door and never spends the last tries of a camera. " +
			"The list only asks devices who they are. One that has just been switched on takes a minute or two to appear. Is yours missing? Choose \"Mine is not in this list\"."),
		Ask: &Question{
			Kind: Pick, Prompt: T("Which one is yours?"),
			Columns: []string{"Device", "On its label", "Address", "State"},
			Tail:    "On its label",
			Entries: func(f *Facts) []Entry { return append(newest(savedWalks(f)), report.Listed(f)...) },
			First:   nextWithout,
			Ready:   func(f *Facts) bool { return f.Heard.Settled && len(f.Heard.Devices) > 0 || len(f.Heard.Causes) > 0 },
			Options: []Option{
				{Key: "not-here", Label: T("Mine is not in this list")},
				{Key: "recorder", Label: T("Mine is plugged into a recorder")},
				{Key: "phone-only", Label: T("I only have a phone here")},
			},
			Typed: T("an address"),
			Valid: validAddress,
			Put:   putFound,
			Do:    goOnWith(),
		},
		Checks: []Check{devicesHeard, ownNetworks},
		Wait:   &Wait{Every: 20 * time.Millisecond},
		Next:   Edges{Picked: "resolve", Given: "resolve", "not-here": "network", "recorder": "recorder", "phone-only": "whose"},
	}
}

// nextWithout is the next device without a password, once the run is over with another one:
// whoever sets up a box of new ones finds it lit.
func nextWithout(f *Facts) Outcome {
	if len(f.Earlier) == 0 {
		return ""
	}
	for _, d := range lan.Present(f.Heard.Devices) {
		if d.Activated == isapi.No && !report.FinishedBefore(f, d.Key(), lan.PageOf(d).IP) {
			return Outcome(d.Key())
		}
	}
	return ""
}

// validAddress refuses what is neither in the list nor an address.
func validAddress(f *Facts, typed string) Text {
	if key := sadp.KeyOf(typed); key != "" {
		if _, found := f.Heard.Device(key); found {
			return Text{}
		}
		return T("No device with the MAC %s is in the list.", key)
	}
	if !strings.ContainsAny(typed, ".:/") { // more likely a slip in the filter than a host's name
		return T("Nothing in the list matches, and it is no address. A camera's address looks like 192.168.1.64.")
	}
	a, bad := lan.ParseAddress(typed)
	return sentences.Or(bad, lan.WithoutZone(a, f.Own))
}

// putFound keeps what was picked or typed at the list.
func putFound(f *Facts, given string) {
	a := &f.Answers
	a.Case, a.Setup, a.Given, a.Owner = walkOf(given), "", false, f.Flags.Owner
	switch given {
	case "phone-only":
		a.Setup = "phone-only"
	case "not-here", "recorder":
	default:
		if ip, err := netip.ParseAddr(strings.ReplaceAll(given, "-", ".")); err == nil && ip.Is4() {
			given = ip.String() // the key of an address in the list
		}
		if a.Case == "" {
			putAddress(f, given)
		}
	}
}

// devicesHeard fills the table. It waits for news itself, so that a camera is
// listed the moment its reply is read.
var devicesHeard = Check{
	ID: "heard", Title: T("Devices"),
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		if f.Heard.Version == 0 {
			env.Search()
		}
		heard, hints := env.Listen(ctx, f.Heard.Version), f.Hints
		if hints == nil { // once: it may take a command of the system
			hints = append([]lan.Hint{}, lan.HintsOf(env.NeighbourTable(ctx), heard.Devices)...)
		}
		change := func(f *Facts) { f.Heard, f.Hints = heard, hints }
		switch n := len(lan.Present(heard.Devices)); {
		case n > 0 && len(heard.Causes) > 0:
			return change, warn(T("%d found so far, and there may be more. %s", n, heard.Causes[0].Why), T("%s", heard.Causes[0].Fix)).With(knownFrom(heard.Causes[0]))
		case n > 0:
			return change, ok(T("%d found so far.", n))
		case len(heard.Causes) > 0:
			also := ""
			if f.Swept != nil && len(f.Swept) == 0 {
				also = " No address of this network answered either."
			}
			return change, warn(T("Nothing has answered yet.%s %s", also, heard.Causes[0].Why), T("%s", heard.Causes[0].Fix)).With(knownFrom(heard.Causes[0]))
		}
		return change, skip(T("This network is being searched."))
	},
}

// knownFrom says how a cause was found; it is technical.
func knownFrom(c sadp.Cause) error { return fmt.Errorf("known from: %s", c.How) }

// findSheet says what is to be known before anything else, and why the list is empty or
// may lack somebody, likeliest first.
func findSheet(f *Facts) []Text {
	var lines []Text
	if !f.CasesNote.IsZero() {
		lines = append(lines, f.CasesNote)
	}
	if name := f.Answers.Typed.Host; name != "" && f.Answers.Typed.IP == "" && f.Target == (lan.Address{}) {
		lines = append(lines, T("The name %q leads to no address. Check the spelling, or type the IP address.", name))
	}
	for i, c := range f.Heard.Causes[:min(len(f.Heard.Causes), 3)] {
		if i > 0 { // the row says the likeliest
			lines = append(lines, T("Less likely: %s %s", c.Why, c.Fix))
		}
	}
	return lines
}

// sweepNow knocks at all addresses of this computer's own networks.
var sweepNow = &Action{Check: Check{
	ID: "sweep", Title: T("Addresses"),
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		own := lan.OwnIPv4(f.Own)
		if len(own) == 0 {
			return access.Nothing, fail(T("There is nothing to search: this computer has no IPv4 network."), T("Plug in a cable, or join the camera's Wi-Fi."))
		}
		var found []lan.Swept
		for _, p := range own {
			found = append(found, env.Sweep(ctx, p)...)
		}
		change := func(f *Facts) { f.Swept = append([]lan.Swept{}, found...) }
		if len(found) == 0 {
			return change, warn(T("No address of this network answers as a camera does."), T("It may be off, still starting, or on another network."))
		}
		return change, ok(T("%s. See the list.", text.Count(len(found), "device found", "devices found")))
	},
}}
