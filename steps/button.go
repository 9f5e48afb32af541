package steps

import (
	"slices"
	"strings"

	"camreset/steps/drawings"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/sentences"
)

// buttonWarn says what the button erases, and asks for a word that nobody types by
// mistake.
func buttonWarn() Step {
	return Step{
		ID: "button-warn", Phase: Reset, Title: T("The reset button: all settings are lost"), Before: []ID{"pending"},
		Say: func(f *Facts) Text {
			footage := "Take the memory card out first."
			if f.IsRecorder() {
				footage = "Save what you need from its disks first."
			}
			return T("A small hole at the back or side hides a button that restores factory settings: it erases the password and all users, network configuration, video and other custom settings; recorded footage may be lost. "+
				"%s%s", footage, sentences.RequestWarning(f))
		},
		Values: sentences.DeviceValues,
		Sheet: func(f *Facts) []Text {
			return slices.Concat(facts.LabelCode(f), sentences.GivesBack(f), buttonNeeds, sentences.OthersTry(f))
		},
		Drawings: func(f *Facts) []flow.Drawing { return drawings.Housings(f.Kind(), f.Shown().Model) },
		State:    answersNow,
		Help: T("Some guides tell you that the default password is back after that. True for old devices (12345); newer ones come back without a password, and you set one. " +
			"Some guides tell you to hold it 5-15 seconds: too short for most, and they leave out the power. The manual is right if it says otherwise. " +
			"Stored questions and e-mail go too. Nothing from the maker says whether footage survives. Reset one device at a time: two fresh ones have the same address. " +
			"Switch off first what logs in to it by itself, such as a recorder or a viewing program: once it is back, they try the old password and lock it. " +
			"Nothing happens before you press the button."),
		Ask: &Question{
			Kind: flow.Form,
			Fields: []flow.Field[Facts]{{
				Key: "erase", Prompt: T("Type %s to continue", eraseWord), Put: func(*Facts, string) {},
				Valid: func(_ *Facts, typed string) Text {
					if !strings.EqualFold(strings.TrimSpace(typed), eraseWord) {
						return T("Type the word %s to continue. Nothing happens before you press the button.", eraseWord)
					}
					return Text{}
				},
			}},
			Options: []Option{
				{Key: "no-button", Label: T("I cannot find a button")},
				{Key: "menu", Label: T("Show the other ways")},
			},
			Put: func(f *Facts, key string) { f.Answers.NoButton = key == "no-button" },
		},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   Edges{Given: "to-record", "no-button": "menu", "menu": "menu"},
	}
}

// eraseWord is typed to confirm what the button erases.
const eraseWord = "ERASE"

var buttonNeeds = []Text{
	T("At hand: a straightened paperclip, perhaps a ladder, a quarter of an hour."),
	T("Many new models have none. The model's quick start guide shows it."),
}

// toRecord asks for the settings only where the camera does not tell them.
func toRecord() Fork {
	return Fork{
		ID: "to-record",
		Decide: func(f *Facts) Outcome {
			if f.NetworkKnown() {
				return "told"
			}
			return "untold"
		},
		May:  []Outcome{"told", "untold"},
		Next: Edges{"told": "button-power", "untold": "button-record"},
	}
}
