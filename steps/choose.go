package steps

import (
	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/lan"
	"camreset/steps/methods"
	"camreset/steps/sentences"
)

// knownOrNot asks only once whether something else knows the password.
func knownOrNot() Fork {
	return Fork{
		ID: "known-or-not",
		Decide: func(f *Facts) Outcome {
			if f.Answers.Known == "" {
				return "not-asked"
			}
			return f.Answers.Known
		},
		May:  []Outcome{"not-asked", "no", "found"},
		Next: Edges{"not-asked": "known-elsewhere", "no": "to-menu", "found": "to-try"},
	}
}

// where asks for the address unless one was given.
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

func knownElsewhere() Step {
	return Step{
		ID: "known-elsewhere", Phase: Look, Title: T("Does something else still know the password?"),
		Say: say("It costs nothing to look: a recorder shows camera passwords (Camera Management, IP Camera, tick \"IP channel password is visible\"), " +
			"and a camera added by a recorder often has the recorder's own password. Look also in viewing programs, Home Assistant, a password manager, and the installer's papers."),
		Help: T("On recorders the box is called \"IP channel password is visible\" or \"Show Password of IP Camera\"; it needs the recorder's admin login. " +
			"Cameras activated by a recorder with \"Use Admin Password\" or Plug-and-Play have the password that the recorder had at that time."),
		Ask: &Question{Prompt: T("Did you find it?"), Options: []Option{
			{Key: "no", Label: T("No, go on")},
			{Key: "found", Label: T("Yes, I found a password to try")},
		}, Put: func(f *Facts, key string) { f.Answers.Known = Outcome(key) }},
		Sheet:  summary,
		Checks: []Check{alive},
		Wait:   watching,
		Next:   Edges{"no": "to-menu", "found": "to-try"},
	}
}

// summary is what the look found, in the order in which it matters.
func summary(f *Facts) []Text {
	if f.Target == (lan.Address{}) {
		return nil
	}
	lines := facts.LabelCode(f)
	if f.Interrupted != "" {
		lines = append(lines, T("On %s a new password was on its way to this camera: try the one that you wrote down then.", f.Interrupted))
	}
	line := "It is " + sentences.VerdictWords[f.Verdict()]
	if left := f.Left(); left != nil {
		line += T("; %d tries left", *left).String()
	}
	if offered := facts.ListRecovery(f.Seen.Recovery); offered != "" {
		line += "; it offers " + offered
	}
	lines = append(lines, f.Others.Sheet(f.Now)...)
	if f.Told() {
		lines = append(lines, T("%s.", facts.Describe(f.Record)))
		if known := f.SupportedWays(); known != "" && facts.ListRecovery(f.Seen.Recovery) == "" {
			line += T("; it knows %s, if somebody set that up", known).String()
		}
	}
	return append(lines, T("%s.", line))
}

// toTry and toMenu see to it that a camera has been named and looked at
// before anything is tried or chosen.
func toTry() Fork {
	return Fork{
		ID: "to-try",
		Decide: func(f *Facts) Outcome {
			if f.Target == (lan.Address{}) {
				return "unnamed"
			}
			return "named"
		},
		May:  []Outcome{"named", "unnamed"},
		Next: Edges{"named": "user-name", "unnamed": "where"},
	}
}

func toMenu() Fork {
	s := toTry()
	s.ID, s.Next = "to-menu", Edges{"named": "at-hand", "unnamed": "where"}
	return s
}

func atHand() Step {
	return Step{
		ID: "at-hand", Phase: Choose, Title: T("What do you have at hand?"),
		Say: say("Choose the first that is true. It decides which way is recommended; every way stays open."),
		Help: T("Security questions and the e-mail address are those that somebody typed when the camera was set up. " +
			"A GUID file is a small file with GUID in its name that was exported back then."),
		Ask: &Question{
			Prompt: T("I have"),
			Options: []Option{
				{Key: "answers", Label: T("The answers to its security questions")},
				{Key: "guid-file", Label: T("Its GUID file")},
				{Key: "mailbox", Label: T("The mailbox that was stored in it")},
				{Key: "app-account", Label: T("The Hik-Connect account it is bound to")},
				{Key: "recorder-login", Label: T("The login of the recorder it hangs on")},
				{Key: "installer", Label: T("An installer or Hik-Partner Pro account")},
				{Key: "seller", Label: T("A seller who helps; settings must stay")},
				{Key: "button", Label: T("A button I can reach; settings may go")},
				{Key: "nothing", Label: T("None of these, or I am not sure")},
			},
			Put: func(f *Facts, key string) { f.Answers.AtHand = Outcome(key) },
		},
		Checks: []Check{alive},
		Wait:   watching,
		Next: Edges{
			"answers": "menu", "guid-file": "menu", "mailbox": "menu", "app-account": "menu",
			"recorder-login": "known-elsewhere", "installer": "menu", "seller": "menu", "button": "menu", "nothing": "menu",
		},
	}
}

func menu() Step {
	return Step{
		ID: "menu", Phase: Choose, Title: T("The ways back in"),
		Say: func(f *Facts) Text {
			if f.Activated() == isapi.No {
				return T("Recommended: give the camera its first password; there is nothing to recover.")
			}
			r := methods.Recommend(f)
			return T("Recommended: %s (%s). Every way says what it does, and asks, before it does it.", methods.Name(r.Method), r.Because)
		},
		Help: T("Ways that lose least are recommended first. Choosing a way sends nothing yet: each says what it does and asks before it does it."),
		Ask: &Question{
			Prompt: T("Which way?"),
			First: func(f *Facts) Outcome {
				if f.Activated() == isapi.No {
					return "activate"
				}
				return methods.Recommend(f).Method
			},
			Options: append(methodOptions(),
				Option{Key: "look-again", Label: T("Look at the camera again")},
				Option{Key: "at-hand", Label: T("Change what I have at hand")},
				Option{Key: "stop", Label: T("Stop here")},
				Option{Key: "activate", Label: T("Give it its first password"), When: func(f *Facts) bool { return f.Activated() == isapi.No }},
				Option{Key: "wait", Label: T("Wait for the lock to open"), When: func(f *Facts) bool { return f.Lock().Locked == isapi.Yes }}),
		},
		Checks: []Check{alive, triesLeft},
		Wait:   watching,
		Next: Edges{
			"default-password": "default-password", "web-reset": "web-reset", "reset-button": "button-warn",
			"hik-connect": "hik-connect", "support": "support", "look-again": "again", "at-hand": "at-hand",
			"activate": "activate", "wait": "locked", "stop": "done",
		},
	}
}

// again looks once more, if there is a camera to look at.
func again() Fork {
	s := toTry()
	s.ID, s.Next = "again", Edges{"named": "who", "unnamed": "where"}
	return s
}

func methodOptions() []Option {
	var options []Option
	for _, m := range methods.All {
		options = append(options, Option{Key: m.Key, Label: T("%s", m.Label), Cost: m.Cost, Shut: m.Shut})
	}
	return options
}
