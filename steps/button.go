package steps

import (
	"context"
	"net/netip"
	"strings"
	"time"

	"camreset/isapi"
)

func buttonWarn() Step {
	return Step{
		ID: "button-warn", Phase: Reset, Title: T("3. The reset button: what it erases"),
		Say: say("A small hole at the back or side hides a button that restores factory settings. " +
			"It erases the password and all users, network configuration, video and other custom settings; recorded footage may be lost. " +
			"Questions and e-mail stored for recovery go too. Take the memory card out first."),
		Sheet: func(Facts) []Text {
			return []Text{
				T("If support is working on a request for this camera, wait for its answer first: losing power makes the request useless."),
				T("Where it is: mini bullet: back; bullet, box: beside the card slot, often under a screw or rubber cover;"),
				T("   dome: inside, on the board; cube: \"WPS/RST\" on the back; turret: usually none. Many new models have none."),
				T("Guides say that the default password is back after that. True for old cameras (12345); newer ones come back without a password, and you set one."),
			}
		},
		Help: T("PTZ, fisheye and doorbell: look into the quick start guide of the model. " +
			"The footage: no text of the maker says whether it survives, so do not count on it. Reset one camera at a time: two fresh ones have the same address."),
		Ask: &Question{Prompt: T("Is there a button?"), Options: []Option{
			{Key: "menu", Label: T("Show the other ways first")},
			{Key: "continue", Label: T("Yes, there is; go on"), Cost: priced(Cost{0, LoseSettings, "minutes"})},
			{Key: "no-button", Label: T("No, I find none")},
		}, Put: func(a *Answers, key string) { a.NoButton = key == "no-button" }},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   []Edge{{"menu", "menu"}, {"continue", "button-confirm"}, {"no-button", "menu"}},
	}
}

// eraseWord is typed to confirm what the button erases.
const eraseWord = "ERASE"

func buttonConfirm() Step {
	return Step{
		ID: "button-confirm", Phase: Reset, Title: T("Confirm the reset"),
		Say: func(f Facts) Text {
			warning := ""
			if f.CaseShown {
				warning = "A request to support may be under way: losing power makes it useless. "
			}
			return T("%sThis erases all settings of one camera: %s. To confirm, type %s. To leave, go back.", warning, f.describe(), eraseWord)
		},
		Ask: &Question{
			Kind: Line, Prompt: T("Type %s", eraseWord),
			Valid: func(_ Facts, typed string) Text {
				if !strings.EqualFold(strings.TrimSpace(typed), eraseWord) {
					return T("Type the word %s to go on, or go back.", eraseWord)
				}
				return Text{}
			},
		},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   []Edge{{Given, "button-record"}},
	}
}

func buttonRecord() Step {
	return Step{
		ID: "button-record", Phase: Reset, Title: T("Write the settings down"),
		Say: say("After the reset the camera has forgotten its network settings. What was seen is kept here; write it down too. " +
			"Two things the camera does not tell without a login: how it gets its address, and its mask and gateway."),
		Sheet: recordSheet,
		Fresh: func(f *Facts) {
			f.OldTarget, f.Before, f.ResetSeen, f.Strangers = f.Target, f.Seen, false, nil
		},
		Help: T("In the router's list a fixed address often stands as \"static\". Mask and gateway are mostly those of this computer."),
		Ask: &Question{
			Prompt: T("How did the camera get its address?"),
			Options: []Option{
				{Key: "unknown", Label: T("I do not know")},
				{Key: "fixed", Label: T("It was set by hand (fixed)")},
				{Key: "dhcp", Label: T("The router gives it (DHCP)")},
			},
			Put: func(a *Answers, key string) {
				a.Network.DHCP = map[string]isapi.Tri{"fixed": isapi.No, "dhcp": isapi.Yes}[key]
			},
		},
		Checks: []Check{alive, recordBefore},
		Next:   []Edge{{"unknown", "record-mask"}, {"fixed", "record-mask"}, {"dhcp", "button-delay"}},
	}
}

// recordBefore keeps what was seen, for after the reset.
var recordBefore = Check{
	ID: "recorded", Title: T("What was seen is kept"),
	Run: func(_ context.Context, _ Env, f Facts) (func(*Facts), Result) {
		return nothing, ok(T("Kept: %s.", f.OldTarget))
	},
}

// recordSheet is the record of the settings, as far as they are known.
func recordSheet(f Facts) []Text {
	at := f.OldTarget
	if at == (Address{}) {
		at = f.Target
	}
	or := func(s string) string {
		if s == "" {
			return "not known"
		}
		return s
	}
	dhcp := map[isapi.Tri]string{isapi.Yes: "by DHCP", isapi.No: "fixed"}[f.Answers.Network.DHCP]
	lines := []Text{
		T("Address: %s   Got: %s", at, or(dhcp)),
		T("Mask: %s   Gateway: %s", or(f.Answers.Network.Mask), or(f.Answers.Network.Gateway)),
	}
	if f.Device.Model != "" {
		lines = append(lines, T("Model: %s   Serial: %s   MAC: %s", f.Device.Model, or(f.Device.Serial), or(f.Device.MAC)))
	}
	return lines
}

func recordMask() Step {
	return recordLine("record-mask", "record-gateway", "Subnet mask (Enter if not known)",
		"The subnet mask looks like 255.255.255.0. It is mostly the one of this computer.",
		"255.255.255.0", func(a *Answers, typed string) { a.Network.Mask = typed })
}

func recordGateway() Step {
	return recordLine("record-gateway", "button-delay", "Gateway (Enter if not known)",
		"The gateway is the router's address, for example 192.168.1.1.",
		"192.168.1.1", func(a *Answers, typed string) { a.Network.Gateway = typed })
}

func recordLine(id, next ID, prompt, words, example string, put func(*Answers, string)) Step {
	return Step{
		ID: id, Phase: Reset, Title: T("Write the settings down"), Say: say(words), Sheet: recordSheet,
		Ask: &Question{
			Kind: Line, Prompt: T("%s", prompt),
			Valid: func(_ Facts, typed string) Text {
				if ip, err := netip.ParseAddr(strings.TrimSpace(typed)); typed != "" && (err != nil || !ip.Is4()) {
					return T("That is four numbers with dots, such as %s; or press Enter if it is not known.", example)
				}
				return Text{}
			},
			Put: func(a *Answers, typed string) { put(a, strings.TrimSpace(typed)) },
		},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   []Edge{{Given, next}},
	}
}

// holdTime is how long the button is held once power is back: sources say 10
// to 30 seconds and more; 30 is enough for all of them.
const holdTime = 30 * time.Second

func buttonDelay() Step {
	return Step{
		ID: "button-delay", Phase: Reset, Title: T("How the button is pressed"),
		Say: say("In short: unplug; hold the button down; plug in while holding; keep holding 30 seconds; let go. " +
			"Guides say 5-15 seconds: too short for most cameras, and they leave out the power. The manual is right if it says otherwise. Use a straightened paperclip or another thin object."),
		Help: T("The timer begins after you press Enter, so that you can climb up first. It rings at the start, every 10 seconds, and three times at the end."),
		Ask: &Question{
			Prompt: T("How long from here to the camera?"),
			Options: []Option{
				{Key: "after-15", Label: T("15 seconds after Enter")},
				{Key: "now", Label: T("None: I am holding it already")},
				{Key: "after-30", Label: T("30 seconds after Enter")},
				{Key: "after-60", Label: T("60 seconds after Enter")},
			},
			Put: func(a *Answers, key string) {
				a.Delay = map[string]time.Duration{"after-15": 15 * time.Second, "after-30": 30 * time.Second, "after-60": time.Minute}[key]
			},
		},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   []Edge{{"now", "button-power"}, {"after-15", "button-power"}, {"after-30", "button-power"}, {"after-60", "button-power"}},
	}
}

func buttonPower() Step {
	return Step{
		ID: "button-power", Phase: Reset, Title: T("Unplug the camera"),
		Say:  say("Take the camera's power away: the network cable if it is powered by it (PoE), and the power plug. Do this for one camera only. The row beside shows when it has gone dark."),
		Help: T("If support is working on a request for this camera, stop here: losing power makes that request useless."),
		Hand: PowerOff,
		Ask: &Question{Prompt: T("Unplugged?"), Options: []Option{
			{Key: Done, Label: T("Yes, it has no power")},
			{Key: "menu", Label: T("Stop this, show the other ways")},
		}},
		Checks: []Check{dark, strangers},
		Wait:   &Wait{Every: time.Second, For: 2 * time.Minute},
		Judge:  judgeDark,
		May:    []Outcome{"dark"},
		Next:   []Edge{{"dark", "button-hold"}, {Timeout, "button-lit"}, {"menu", "menu"}},
	}
}

// strangers looks for cameras that have no password before the reset begins:
// they must not be taken for the one that is reset.
var strangers = Check{
	ID: "strangers", Title: T("No other new camera is on this network"),
	Run: func(ctx context.Context, env Env, f Facts) (func(*Facts), Result) {
		if !f.Did.IsZero() {
			return nothing, skip(T("Looked for before the power went off."))
		}
		var fresh []Address
		for _, found := range lookAround(ctx, env, candidates(f)) {
			if found.Activated == isapi.No && found.Address != f.Target {
				fresh = append(fresh, found.Address)
			}
		}
		change := func(f *Facts) { f.Strangers = fresh }
		if len(fresh) > 0 {
			return change, warn(T("Another camera without a password is at %s.", listAddresses(fresh)), T("Unplug that one first: two would have the same address."))
		}
		return change, ok(T("None at the factory addresses."))
	},
}

// darkAfter is how many looks in a row must go unanswered before a camera
// counts as dark: one lost packet is not a pulled plug.
const darkAfter = 2

func judgeDark(f Facts) Outcome {
	if !f.Did.IsZero() && f.Misses >= darkAfter {
		return "dark"
	}
	return ""
}

// dark is alive the other way round: all is well when nothing answers.
var dark = Check{
	ID: "dark", Title: T("The camera has gone dark"),
	Run: func(ctx context.Context, env Env, f Facts) (func(*Facts), Result) {
		change, r := alive.Run(ctx, env, f)
		if r.Status == OK {
			return change, warn(T("It still answers at %s.", f.Target), T("Unplug it: the network cable if it is powered by PoE, and the power plug."))
		}
		return change, ok(T("Nothing answers any more."))
	},
}

func buttonLit() Step {
	return Step{
		ID: "button-lit", Phase: Reset, Title: T("The camera is still lit"),
		Say: say("It still answers, so it has power, or this is the wrong camera. Many cameras have two supplies: PoE through the network cable, and a 12 V plug. Take both away."),
		Ask: &Question{Prompt: T("What now?"), Options: []Option{
			{Key: "again", Label: T("Watch again while I unplug it")},
			{Key: "address", Label: T("This is the wrong camera")},
			{Key: "menu", Label: T("Show the other ways")},
		}},
		Checks: []Check{dark},
		Wait:   watching,
		Next:   []Edge{{"again", "button-power"}, {"address", "address"}, {"menu", "menu"}},
	}
}

func buttonHold() Step {
	return Step{
		ID: "button-hold", Phase: Reset, Title: T("Hold the button"),
		Say: say("1. Press the button and hold it. 2. Plug the power in while you hold. 3. Keep holding 30 seconds. " +
			"There is no reliable sign of success on the camera: whether it worked shows on the network afterwards."),
		Help:  T("If your manual tells another time, it is right. Hold too long rather than too short."),
		Hand:  Hold,
		Fresh: func(f *Facts) { f.HoldDone, f.Rings = false, 0 },
		Ask: &Question{Prompt: T("Ready?"), Options: []Option{
			{Key: Done, Label: T("Start the timer")},
			{Key: "menu", Label: T("Stop this, show the other ways")},
		}},
		Checks: []Check{holdTimer, booted},
		Wait:   &Wait{Every: time.Second, For: 5 * time.Minute},
		Judge: func(f Facts) Outcome {
			if !f.Did.IsZero() && f.HoldDone {
				return "held"
			}
			return ""
		},
		May:  []Outcome{"held"},
		Next: []Edge{{"held", "button-boot"}, {Timeout, "button-boot"}, {"menu", "menu"}},
	}
}

// holdTimer counts the seconds from when the user said so. It never claims
// that the reset worked: only the network shows that.
var holdTimer = Check{
	ID: "hold", Title: T("The button was held for 30 seconds"),
	Run: func(_ context.Context, env Env, f Facts) (func(*Facts), Result) {
		idle := func(f *Facts) { f.HoldDone, f.Rings = false, 0 }
		if f.Did.IsZero() {
			return idle, skip(T("The timer has not been started."))
		}
		held := env.Now().Sub(f.Did) - f.Answers.Delay
		if held < 0 {
			return idle, Result{Status: Skip, Detail: T("Begins in %s. Climb up now.", clock(-held))}
		}
		if held >= holdTime {
			return func(f *Facts) { f.HoldDone = true }, Result{Status: OK, Detail: T("Let go now."), Bell: 3, Progress: 1}
		}
		r := Result{Status: Skip, Detail: T("Keep holding: %s to go.", clock(holdTime-held)), Progress: float64(held) / float64(holdTime)}
		rings := 1 + int(held/(10*time.Second))
		if rings > f.Rings {
			r.Bell = 1
		}
		return func(f *Facts) { f.HoldDone, f.Rings = false, rings }, r
	},
}
