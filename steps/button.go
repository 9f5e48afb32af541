package steps

import (
	"context"
	"slices"
	"strings"
	"time"

	"camreset/isapi"
	"camreset/steps/access"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/methods"
)

func buttonWarn() Step {
	return Step{
		ID: "button-warn", Phase: Reset, Title: T("3. The reset button: what it erases"), Before: []ID{"pending"},
		Say: say("A small hole at the back or side hides a button that restores factory settings. " +
			"It erases the password and all users, network configuration, video and other custom settings; recorded footage may be lost. " +
			"Questions and e-mail stored for recovery go too. Take the memory card out first."),
		Sheet: func(f *Facts) []Text {
			return append(facts.LabelCode(f),
				T("If support is working on a request for this camera, wait for its answer first: losing power makes the request useless."),
				T("Where it is: mini bullet: back; bullet, box: beside the card slot, often under a screw or rubber cover;"),
				T("   dome: inside, on the board; cube: \"WPS/RST\" on the back; turret: usually none. Many new models have none."),
				T("Guides say that the default password is back after that. True for old cameras (12345); newer ones come back without a password, and you set one."),
			)
		},
		Help: T("PTZ, fisheye and doorbell: look into the quick start guide of the model. " +
			"The footage: no text of the maker says whether it survives, so do not count on it. Reset one camera at a time: two fresh ones have the same address."),
		Ask: &Question{Prompt: T("Is there a button?"), Options: []Option{
			{Key: "menu", Label: T("Show the other ways first")},
			{Key: "continue", Label: T("Yes, there is; go on"), Cost: methods.Priced(0, methods.LoseSettings, "minutes")},
			{Key: "no-button", Label: T("No, I find none")},
		}, Put: func(f *Facts, key string) { f.Answers.NoButton = key == "no-button" }},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   Edges{"menu": "menu", "continue": "button-confirm", "no-button": "menu"},
	}
}

// eraseWord is typed to confirm what the button erases.
const eraseWord = "ERASE"

func buttonConfirm() Step {
	return Step{
		ID: "button-confirm", Phase: Reset, Title: T("Confirm the reset"),
		Say: func(f *Facts) Text {
			warning := ""
			if f.CaseShown {
				warning = "A request to support may be under way: losing power makes it useless. "
			}
			return T("%sThis erases all settings of one camera: %s. To confirm, type %s. To leave, go back.", warning, f.Description(), eraseWord)
		},
		Ask: &Question{
			Kind: Line, Prompt: T("Type %s", eraseWord),
			Valid: func(_ *Facts, typed string) Text {
				if !strings.EqualFold(strings.TrimSpace(typed), eraseWord) {
					return T("Type the word %s to go on, or go back.", eraseWord)
				}
				return Text{}
			},
		},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   Edges{Given: "button-record"},
	}
}

// pressing is what hands do at the camera, as one list.
var pressing = flow.Sequence{ID: "button", Stations: []ID{"button-power", "button-hold", "button-boot"}}

// pressingList is that list, at the station which is passed through now.
func pressingList(now int) func(*Facts) []flow.Item {
	return func(*Facts) []flow.Item {
		items := []flow.Item{
			{Do: T("Take the power away.")},
			{Do: T("Press the button, plug the power in, and keep pressing for 30 seconds.")},
			{Do: T("Let go, and wait until it has started.")},
		}
		items[now].Now = true
		return items
	}
}

func buttonPower() Step {
	return Step{
		ID: "button-power", Phase: Reset, Title: T("Unplug the camera"),
		Saved: flow.Saved{Kind: away},
		List:  pressingList(0),
		Say:   say("Take the camera's power away: the network cable if it is powered by it (PoE), and the power plug. Do this for one camera only. The row beside shows when it has gone dark."),
		Help:  T("If support is working on a request for this camera, stop here: losing power makes that request useless."),
		Hand:  PowerOff,
		Ask: &Question{Prompt: T("Unplugged?"), Options: []Option{
			{Key: Done, Label: T("Yes, it has no power")},
			{Key: "menu", Label: T("Stop this, show the other ways")},
		}},
		Checks: []Check{unplugged, strangers},
		Wait:   &Wait{Every: time.Second, For: 2 * time.Minute},
		Judge:  judgeDark,
		May:    []Outcome{"dark"},
		Next:   Edges{"dark": "button-hold", Timeout: "button-lit", "menu": "menu"},
	}
}

// strangers looks for cameras that have no password before the reset begins:
// they must not be taken for the one that is reset.
var strangers = Check{
	ID: "strangers", Title: T("Other new cameras"),
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		if !f.Did.IsZero() {
			return access.Nothing, skip(T("They were looked for before the power went off."))
		}
		var fresh []lan.Address
		for _, found := range lookAround(ctx, env, candidates(f)) {
			if found.Activated == isapi.No && found.Address != f.Target {
				fresh = append(fresh, found.Address)
			}
		}
		for _, d := range lan.Present(env.Listen(ctx, 0).Devices) {
			if at := lan.PageOf(d); d.Activated == isapi.No && !d.Same(f.Record) && !slices.Contains(fresh, at) {
				fresh = append(fresh, at)
			}
		}
		change := func(f *Facts) { f.Strangers = fresh }
		if len(fresh) > 0 {
			return change, warn(T("Without a password, besides yours: %s.", listAddresses(fresh)), T("Unplug what is there first: after the reset yours may have the same address."))
		}
		return change, ok(T("None was met at the factory addresses, and none was heard."))
	},
}

func buttonLit() Step {
	return Step{
		ID: "button-lit", Phase: Reset, Title: T("The camera is still lit"),
		Saved: flow.Saved{Kind: away},
		Say:   say("It still answers, so it has power, or this is the wrong camera. Many cameras have two supplies: PoE through the network cable, and a 12 V plug. Take both away."),
		Ask: &Question{Prompt: T("What now?"), Options: []Option{
			{Key: "again", Label: T("Watch again while I unplug it")},
			{Key: "address", Label: T("This is the wrong camera")},
			{Key: "menu", Label: T("Show the other ways")},
		}},
		Checks: []Check{dark},
		Wait:   watching,
		Next:   Edges{"again": "button-power", "address": "address", "menu": "menu"},
	}
}
