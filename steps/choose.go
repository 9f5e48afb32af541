package steps

import (
	"slices"

	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/lan"
	"camreset/steps/methods"
	"camreset/steps/sentences"
)

// menu is the table of the ways in, the best one for what is known first.
func menu() Step {
	return Step{
		ID: "menu", Phase: Choose, Title: T("How do you want to get back in?"),
		Fresh: func(f *Facts) {
			if m, is := methods.Find(f.Flags.Method); is && !f.HandedMethod && m.Shut(f).IsZero() {
				f.Answers.Method, f.HandedMethod, f.ByFlags = m.Key, true, true
			}
		},
		Say:   func(f *Facts) Text { return sentences.Or(lastTry(f), f.Others.Words(f.Now)) },
		State: answersNow,
		Help: T("A forgotten password is frustrating, but there are official ways back in, for different situations and skills. What loses least comes first. " +
			"Choosing one sends nothing yet: each says what it does, and asks before it does it. Did one not work? Come back here; the others stay open."),
		Ask: &Question{
			Columns: []string{"if you", "you lose"},
			First: func(f *Facts) Outcome {
				if f.Activated() == isapi.No {
					return "new-password"
				}
				return methods.Recommend(f).Method
			},
			Options: append(methodOptions(),
				Option{Key: "new-password", Label: T("Set its first password"), When: func(f *Facts) bool { return f.Activated() == isapi.No }},
				Option{Key: "wait", Label: T("Wait until logins are open again"), When: func(f *Facts) bool { return f.Lock().Locked == isapi.Yes }}),
			Put: putMethod,
		},
		Checks: []Check{alive, triesLeft},
		Wait:   watching,
		Judge: func(f *Facts) Outcome {
			if f.ByFlags {
				return f.Answers.Method
			}
			return ""
		},
		May: inMenu,
		Next: Edges{
			"default-password": "default-password", "web-reset": "web-page", "reset-button": "button-warn",
			"hik-connect": "hik-connect", "support": "support", "try-password": "to-try", "known-elsewhere": "known-elsewhere",
			"new-password": "new-password", "wait": "locked",
		},
	}
}

// putMethod keeps the way in that was chosen; other answers leave it.
func putMethod(f *Facts, key string) {
	if _, is := methods.Find(Outcome(key)); is {
		f.Answers.Method = Outcome(key)
	}
}

// inMenu is the order in which the ways in stand there behind the best one: what costs
// nothing first.
var inMenu = []Outcome{"web-reset", "try-password", "known-elsewhere", "hik-connect", "support", "reset-button", "default-password"}

func methodOptions() []Option {
	var options []Option
	for _, key := range inMenu {
		m, _ := methods.Find(key)
		options = append(options, Option{
			Key: m.Key, Number: m.Number, Label: T("%s", m.Label), Says: m.Short, Shut: m.Shut,
			Cells: func(f *Facts) []Text { return []Text{m.If(f), m.Lose(f)} },
			About: func(f *Facts) Text {
				if best := methods.Recommend(f); best.Method == m.Key {
					return sentences.Or(best.Because, m.About(f))
				}
				return m.About(f)
			},
		})
	}
	return options
}

func knownElsewhere() Step {
	return Step{
		ID: "known-elsewhere", Phase: Choose, Title: T("Does something else still know the password?"),
		Say:   say("It costs nothing to look. Often it is in one of these:"),
		State: answersNow,
		List: func(f *Facts) []Item {
			items := []Item{
				{Do: T("Viewing programs, Home Assistant, a password manager, the browser.")},
				{Do: T("The installer, and the installer's papers.")},
			}
			if f.IsRecorder() {
				return append(items, Item{Do: T("Its cameras: one that the recorder set up often has the recorder's own password.")})
			}
			return slices.Insert(items, 0, Item{Do: T("A recorder shows camera passwords: Camera Management > IP Camera, tick \"IP channel password is visible\". A camera that a recorder added often has the recorder's own password.")})
		},
		Help: T("On recorders the box is called \"IP channel password is visible\" or \"Show Password of IP Camera\"; it needs the recorder's admin login. " +
			"Cameras that a recorder set up with \"Use Admin Password\" or Plug-and-Play have the password that the recorder had at that time. " +
			"Found several? Try the likeliest first: each costs a try."),
		Ask: &Question{Prompt: T("Did you find it?"), Options: []Option{
			{Key: "found", Label: T("Yes, I found a password to try")},
			{Key: "menu", Label: T("No, show the other ways")},
		}, Put: func(f *Facts, key string) { f.Answers.Searched = key == "menu" }},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   Edges{"found": "to-try", "menu": "to-menu"},
	}
}

// toTry leads to where a password is typed: a camera has to be named first, and has to
// take a try.
func toTry() Fork {
	return Fork{
		ID: "to-try",
		Decide: func(f *Facts) Outcome {
			switch {
			case f.Target == (lan.Address{}):
				return "unnamed"
			case !sentences.ShutTry(f).IsZero():
				return "shut"
			}
			return "open"
		},
		May:  []Outcome{"open", "shut", "unnamed"},
		Next: Edges{"open": "try-password", "shut": "no-try", "unnamed": "find"},
	}
}

// toMenu leads back to the choice that the user came from, once it was said whose device
// it is.
func toMenu() Fork {
	return Fork{
		ID: "to-menu",
		Decide: func(f *Facts) Outcome {
			switch {
			case f.Answers.Setup == "phone-only":
				return "phone"
			case f.Target == (lan.Address{}):
				return "unnamed"
			case f.Answers.Owner == "":
				return "unsaid"
			}
			return "menu"
		},
		May:  []Outcome{"menu", "phone", "unnamed", "unsaid"},
		Next: Edges{"menu": "menu", "phone": "phone", "unnamed": "find", "unsaid": "owner"},
	}
}

// lastTry says what the login brought that led here; the zero Text where none did.
func lastTry(f *Facts) Text {
	if !f.Tried || f.Last.Word == "" {
		return Text{}
	}
	return sentences.LoginResult(f.Last, f.Spent).Detail
}

// userOf is the user name that a field shows at first.
func userOf(f *Facts) string { return facts.UserOf(f) }
