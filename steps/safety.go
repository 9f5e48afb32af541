package steps

import (
	"context"

	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/owned"
	"camreset/steps/secure"
	"camreset/steps/sentences"
)

// toDone reads how safely the camera is set up, once for each login that was proved.
func toDone() Fork {
	return Fork{
		ID: "to-done",
		Decide: func(f *Facts) Outcome {
			if f.CanSecure() && f.Safety.At.IsZero() || f.CanRead() && f.Owned.At.IsZero() {
				return "unread"
			}
			return "read"
		},
		May:  []Outcome{"unread", "read"},
		Next: Edges{"unread": "safety-look", "read": "done"},
	}
}

func safetyLook() Step {
	return Step{
		ID: "safety-look", Phase: Secure, Title: T("Looking how safely it is set up"),
		Say:   say("Its settings are read with the password. Nothing is changed."),
		Saved: flow.Saved{At: "try-password"},
		Checks: []Check{{ID: "safety", Title: T("Settings"), Acts: true, Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
			return env.ReadSafety(ctx, f)
		}}},
		Judge: func(f *Facts) Outcome {
			if f.Owned.At.IsZero() {
				return ""
			}
			return "read"
		},
		May:  []Outcome{"read"},
		Next: Edges{"read": "done"},
	}
}

// fix shows what is sent before it is.
func fix() Step {
	return Step{
		ID: "fix", Phase: Secure, Title: T("Send this now?"),
		Saved:  flow.Saved{At: "try-password"},
		Say:    sayOf("Each is sent to the %s once, one after the other, and read back."),
		Values: sentences.FixValues,
		Sheet:  func(f *Facts) []Text { return []Text{T("%s", f.Whereabouts())} },
		State:  answersNow,
		Help: T("Nothing else is changed, and each can be set back on its own page. A program that uses one of these services loses it: then switch that one on again. " +
			"Should an answer get lost, the setting is read again, and nothing is sent twice. Every one of them needs the password, which is known to be right by now."),
		Ask: &Question{
			Options: []Option{
				{Key: "send", Label: T("Yes, send it"), Shut: sentences.ShutSetting},
				{Key: "no", Label: T("No, leave it as it is")},
			},
			Put: func(f *Facts, key string) {
				if key == "no" {
					f.Answers.Fix = nil
				}
			},
		},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   Edges{"send": "fixing", "no": "done"},
	}
}

// fixing sends what was agreed to, one after the other.
func fixing() Step {
	return Step{
		ID: "fixing", Phase: Secure, Title: T("Changing its settings"),
		Say:   say("One after the other: each is sent once, and read back."),
		Saved: flow.Saved{At: "try-password"},
		Fresh: func(f *Facts) { f.Change = facts.Changed{} },
		Checks: []Check{{ID: "fixing", Title: T("Setting"), Acts: true, Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
			id, left := f.Fixing()
			if left == 0 || f.Login.Password.IsZero() {
				return func(f *Facts) { f.Answers.Fix = nil }, skip(T("There is nothing more to send."))
			}
			change, r := env.FixSetting(ctx, f, id)
			return func(f *Facts) {
				change(f)
				if id == owned.Questions && f.Change.Word != "consent" { // typed once, sent once
					f.Answers.Replies = nil
				}
			}, r
		}}},
		Wait: &flow.Wait{},
		Judge: func(f *Facts) Outcome {
			switch {
			case f.Channel != "":
				return "other-certificate"
			case f.Stranger != "":
				return "other-device"
			case f.Change.Word == "consent":
				return "consent"
			case len(f.Answers.Fix) == 0 || f.Login.Password.IsZero():
				return "sent"
			}
			return ""
		},
		May:  []Outcome{"sent", "consent", "other-device", "other-certificate"},
		Next: Edges{"sent": "done", "consent": "agree-clear", "other-device": "same-camera", "other-certificate": "other-certificate"},
	}
}

// safetyOptions are the rows of what was found: choosing one asks to send its cure, or
// says where it is done, and ticks it.
func safetyOptions() []Option {
	options := make([]Option, 0, len(secure.Settings))
	for _, c := range secure.Settings {
		key := Outcome(c.ID)
		if key == "password" { // a screen of its own sets another one
			continue
		}
		says := func(f *Facts) Text {
			found, _ := f.Safety.Of(c.ID)
			if found.Do == "" {
				return T("%s", found.Detail)
			}
			return T("%s", found.Do)
		}
		row := item{key: key, says: says, how: func(f *Facts) Text { return sentences.HowOf(f, c.ID) }}
		options = append(options, Option{
			Key: key, Stays: true, About: row.how, Says: says,
			When: func(f *Facts) bool {
				found, _ := f.Safety.Of(c.ID)
				return found.Open() || found.Fixed
			},
			Mark: func(f *Facts) flow.Status {
				found, _ := f.Safety.Of(c.ID)
				if row.ticked(f) {
					return OK
				}
				return found.Status
			},
			Do: &Action{Check: ticking(row).Check, May: []Outcome{"fix", "try-password"}, Word: func(f *Facts) Outcome {
				found, _ := f.Safety.Of(c.ID)
				switch asked := found.Open() && found.Fix && len(f.Answers.Fix) > 0; {
				case asked && f.Login.Password.IsZero(): // of an earlier run, or refused since
					return "try-password"
				case asked:
					return "fix"
				}
				return ""
			}},
		})
	}
	return options
}

// manyToFix says whether several changes can be sent one after the other.
func manyToFix(f *Facts) bool { return len(f.Safety.ToFix()) > 1 && !f.Login.Password.IsZero() }

// toFix takes an answer of the last list that asks for something to be sent; false where
// it is none.
func toFix(f *Facts, key string) bool {
	if f.Answers.Fix = nil; key == "fix-all" {
		f.Answers.Fix = f.Safety.ToFix()
		return true
	}
	if found, _ := f.Safety.Of(key); found.Open() && found.Fix && found.Problem == "" {
		f.Answers.Fix = []Outcome{Outcome(key)}
		return true
	}
	return false
}

// loginWanted says that a login is needed for what is left to send.
func loginWanted(f *Facts) bool {
	return f.Login.Password.IsZero() && (sentences.RefusesNow(f) || len(f.Safety.ToFix()) > 0)
}
