package steps

import (
	"context"
	"fmt"
	"slices"
	"time"

	"camreset/steps/clients"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/sentences"
)

// clientItems are the rows of today's list.
func clientItems() []item {
	var all []item
	for _, row := range sentences.ClientRows {
		all = append(all, item{
			key: row, label: "Give the new password to recorders, programs and apps", apart: true,
			says: func(f *Facts) Text { return sentences.ClientLabel(f, row) },
			when: func(f *Facts) bool {
				return len(sentences.ClientsOf(f, row)) > 0 || row == sentences.ClientRows[0] && f.IsNew()
			},
			how: func(f *Facts) Text { return sentences.ClientAbout(f, row) },
			done: func(f *Facts) bool {
				of := sentences.ClientsOf(f, row)
				settled := func(c clients.Client) bool { return f.Clients.Settled(c, f.PasswordAt()) }
				return slices.Contains(f.Answers.Ticked, sentences.ClientTick(f, row)) || len(of) > 0 && !slices.ContainsFunc(of, func(c clients.Client) bool { return !settled(c) })
			},
		})
	}
	return all
}

// toClient asks what a client is where discovery does not say it.
func toClient() Fork {
	return Fork{
		ID: "to-client",
		Decide: func(f *Facts) Outcome {
			if of := sentences.ClientsOf(f, f.Answers.Client); len(of) == 1 && of[0].Kind == facts.Recorder {
				return "known"
			}
			return "unknown"
		},
		May:  []Outcome{"known", "unknown"},
		Next: Edges{"known": "client", "unknown": "clients"},
	}
}

// clientsStep asks what has the old password.
func clientsStep() Step {
	options := make([]Option, 0, len(clients.Kinds)+2)
	for _, k := range clients.Kinds {
		options = append(options, Option{Key: Outcome(k.Key), Label: k.Label})
	}
	options = append(options, clientAnswers()...)
	next := Edges{"given": "done", "later": "done"}
	for _, k := range clients.Kinds {
		next[Outcome(k.Key)] = "client"
	}
	return Step{
		ID: "clients", Phase: Secure, Title: T("Everything that used the old password"),
		Saved: flow.Saved{At: "done"},
		Heading: func(f *Facts) Text {
			if of := sentences.ClientsOf(f, f.Answers.Client); len(of) > 0 {
				return T("What is at %s?", of[0].Address)
			}
			return T("Everything that used the old password")
		},
		Say: func(f *Facts) Text {
			if len(sentences.ClientsOf(f, f.Answers.Client)) > 0 {
				return T("Whatever it is: stop it, give it the password, start it again.")
			}
			said := "Stop each of these, give it the new password, start it again."
			if why := sentences.Unshown(f); !why.IsZero() {
				said = why.String() + " " + said
			}
			if heard := sentences.HeardRecorders(f); !heard.IsZero() {
				said += " " + heard.String()
			}
			return T("%s", said)
		},
		Values: sentences.ClientValues,
		State:  sentences.ClientsNow,
		Help:   clientHelp,
		Ask: &Question{
			Options: options,
			First:   func(*Facts) Outcome { return Outcome(clients.KindRecorder) },
			Put:     putClient,
		},
		Checks: []Check{clientsLook},
		Wait:   lookingOn,
		Next:   next,
	}
}

// clientStep says what there is to do at a client.
func clientStep() Step {
	return Step{
		ID: "client", Phase: Secure, Title: T("Give it the new password"),
		Saved: flow.Saved{At: "done"},
		Heading: func(f *Facts) Text {
			if of := sentences.ClientsOf(f, f.Answers.Client); len(of) > 0 {
				return sentences.ClientLabel(f, f.Answers.Client)
			}
			return sentences.KindOf(f).Label
		},
		Say: func(f *Facts) Text {
			if f.Answers.ClientKind != "" && len(sentences.ClientsOf(f, f.Answers.Client)) > 0 {
				return T("%s. %s", sentences.KindOf(f).Label, sentences.KindOf(f).Known)
			}
			return sentences.KindOf(f).Known
		},
		Values: sentences.ClientValues,
		List: func(f *Facts) []Item {
			var all []Item
			for _, do := range sentences.KindOf(f).Steps {
				it := Item{Do: T("%s", do.Do)}
				if do.At != "" {
					it.At = T("%s", fmt.Sprintf(do.At, f.Target.IP))
				}
				all = append(all, it)
			}
			return all
		},
		State: sentences.ClientsNow,
		Help:  clientHelp,
		Ask: &Question{
			Options: append(clientAnswers(), Option{Key: "kinds", Label: T("It is something else"), Says: func(f *Facts) Text {
				if len(sentences.ClientsOf(f, f.Answers.Client)) > 0 {
					return T("It is something else")
				}
				return T("Something else had it too")
			}}),
			Put: putClient,
		},
		Checks: []Check{clientsLook},
		Wait:   lookingOn,
		Next:   Edges{"given": "done", "later": "done", "kinds": "clients"},
	}
}

var clientHelp = T("Whatever still sends the old password locks it again. Most devices count wrong tries for each address by itself: those of a recorder need not show in the tries that are left for this computer. " +
	"Where it has a log of logins, that is read here, at most every 30 seconds, with the password that was accepted; nothing is changed, and no try is used. It may run on this computer too: its own address is left out here.")

func clientAnswers() []Option {
	return []Option{
		{Key: "given", Label: T("It has the new password now"), Says: func(f *Facts) Text {
			if len(sentences.ClientsOf(f, f.Answers.Client)) == 1 {
				return T("It has the new password now")
			}
			return T("All of them have the new password now")
		}, Apart: true},
		{Key: "later", Label: T("Later")},
	}
}

// putClient keeps what was said about a client.
func putClient(f *Facts, key string) {
	switch tick := sentences.ClientTick(f, f.Answers.Client); key {
	case "given":
		if !slices.Contains(f.Answers.Ticked, tick) {
			f.Answers.Ticked = append(slices.Clip(f.Answers.Ticked), tick)
		}
	case "later":
		f.Answers.Ticked = slices.DeleteFunc(slices.Clone(f.Answers.Ticked), func(k Outcome) bool { return k == tick })
	case "kinds":
		f.Answers.ClientKind = ""
	default:
		f.Answers.ClientKind = Outcome(key)
	}
}

// lookingOn repeats the look at who logs in; the camera itself is asked less often as time
// goes by.
var lookingOn = &Wait{Every: 30 * time.Second}

// clientsLook looks who logs in, with the password that was proved.
var clientsLook = Check{
	ID: "clients", Title: T("Logins of others"), Acts: true, Tell: sentences.ClientsRow,
	Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		change, err := env.LookForClients(ctx, f)
		return change, Result{}.With(err)
	},
}
