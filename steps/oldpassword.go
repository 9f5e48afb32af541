package steps

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"camreset/steps/clients"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/sentences"
)

// The rows of the last list for what has the old password, one for each client that the
// camera shows; the first one is for everything where it shows none.
var clientRows = []Outcome{"others", "others-2", "others-3"}

// clientsOf are the clients of a row, which are several where the last row stands for all
// the others; none is everything that nothing shows.
func clientsOf(f *Facts, row Outcome) []clients.Client {
	listed, i := f.Clients.Listed(), slices.Index(clientRows, row)
	switch {
	case i < 0 || i >= len(listed):
		return nil
	case i == len(clientRows)-1:
		return listed[i:]
	}
	return listed[i : i+1]
}

// clientTick is by what a row's client is ticked: rows may come to stand for another.
func clientTick(f *Facts, row Outcome) Outcome {
	if of := clientsOf(f, row); len(of) > 0 {
		return Outcome(of[0].Address)
	}
	return row
}

// clientItems are the rows of today's list.
func clientItems() []item {
	var all []item
	for _, row := range clientRows {
		all = append(all, item{
			key: row, label: "Give the new password to recorders, programs and apps", apart: true,
			says: func(f *Facts) Text { return clientLabel(f, row) },
			when: func(f *Facts) bool {
				return len(clientsOf(f, row)) > 0 || row == clientRows[0] && f.IsNew()
			},
			how: func(f *Facts) Text { return clientAbout(f, row) },
			done: func(f *Facts) bool {
				of := clientsOf(f, row)
				settled := func(c clients.Client) bool { return f.Clients.Settled(c, f.PasswordAt()) }
				return slices.Contains(f.Answers.Ticked, clientTick(f, row)) || len(of) > 0 && !slices.ContainsFunc(of, func(c clients.Client) bool { return !settled(c) })
			},
		})
	}
	return all
}

func clientLabel(f *Facts, row Outcome) Text {
	which := "new"
	if !f.IsNew() {
		which = "right"
	}
	switch of := clientsOf(f, row); len(of) {
	case 0:
		return T("Give the new password to recorders, programs and apps")
	case 1:
		return T("Give the %s password to %s", which, sentences.ClientName(of[0]))
	default:
		return T("Give the %s password to %s and %d more", which, sentences.ClientName(of[0]), len(of)-1)
	}
}

func clientAbout(f *Facts, row Outcome) Text {
	if of := clientsOf(f, row); len(of) > 0 {
		return T("%s", sentences.ClientState(f, of[0]))
	}
	said := []string{}
	if why := sentences.Unshown(f); !why.IsZero() {
		said = append(said, why.String())
	} else {
		said = append(said, "Nothing has shown yet who still uses the old one.")
	}
	if heard := sentences.HeardRecorders(f); !heard.IsZero() {
		said = append(said, heard.String())
	}
	return T("%s", strings.Join(said, " "))
}

// toClient asks what a client is where discovery does not say it.
func toClient() Fork {
	return Fork{
		ID: "to-client",
		Decide: func(f *Facts) Outcome {
			if of := clientsOf(f, f.Answers.Client); len(of) == 1 && of[0].Kind == facts.Recorder {
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
			if of := clientsOf(f, f.Answers.Client); len(of) > 0 {
				return T("What is at %s?", of[0].Address)
			}
			return T("Everything that used the old password")
		},
		Say: func(f *Facts) Text {
			if len(clientsOf(f, f.Answers.Client)) > 0 {
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
		Values: clientValues,
		State:  clientState,
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
			if of := clientsOf(f, f.Answers.Client); len(of) > 0 {
				return clientLabel(f, f.Answers.Client)
			}
			return kindOf(f).Label
		},
		Say: func(f *Facts) Text {
			if f.Answers.ClientKind != "" && len(clientsOf(f, f.Answers.Client)) > 0 {
				return T("%s. %s", kindOf(f).Label, kindOf(f).Known)
			}
			return kindOf(f).Known
		},
		Values: clientValues,
		List: func(f *Facts) []Item {
			var all []Item
			for _, do := range kindOf(f).Steps {
				it := Item{Do: T("%s", do.Do)}
				if do.At != "" {
					it.At = T("%s", fmt.Sprintf(do.At, f.Target.IP))
				}
				all = append(all, it)
			}
			return all
		},
		State: clientState,
		Help:  clientHelp,
		Ask: &Question{
			Options: append(clientAnswers(), Option{Key: "kinds", Label: T("It is something else"), Says: func(f *Facts) Text {
				if len(clientsOf(f, f.Answers.Client)) > 0 {
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
			if len(clientsOf(f, f.Answers.Client)) == 1 {
				return T("It has the new password now")
			}
			return T("All of them have the new password now")
		}, Apart: true},
		{Key: "later", Label: T("Later")},
	}
}

// kindOf is what the user has said that a client is, or discovery.
func kindOf(f *Facts) clients.Kind {
	if f.Answers.ClientKind == "" {
		return clients.KindOf(clients.KindRecorder)
	}
	return clients.KindOf(string(f.Answers.ClientKind))
}

// putClient keeps what was said about a client.
func putClient(f *Facts, key string) {
	switch tick := clientTick(f, f.Answers.Client); key {
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

// clientValues are the client of the row, and what the camera tells of it.
func clientValues(f *Facts) []Value {
	of := clientsOf(f, f.Answers.Client)
	if len(of) == 0 {
		return nil
	}
	all := []Value{{Name: T("Address"), Value: T("%s", sentences.ClientAt(of[0]))}, {Name: T("Refused"), Value: sentences.ClientTries(of[0])}}
	if len(of) > 1 {
		var more []string
		for _, c := range of[1:min(len(of), 4)] {
			more = append(more, c.Address)
		}
		if len(of) > 4 {
			more = append(more, fmt.Sprintf("and %d more", len(of)-4))
		}
		all = append(all, Value{Name: T("Others"), Value: T("%s", strings.Join(more, "  "))})
	}
	return all
}

// clientState says what the last look has shown.
func clientState(f *Facts) Text {
	if of := clientsOf(f, f.Answers.Client); len(of) > 0 {
		return sentences.ClientState(f, of[0])
	}
	if !sentences.Unshown(f).IsZero() {
		return T("Nothing can be measured here. It is ticked when you say so.")
	}
	return sentences.ClientsRow(f).Detail
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
