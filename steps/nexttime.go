package steps

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"camreset/isapi"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/owned"
	"camreset/steps/sentences"
)

// What the owner sets so that the next loss is easy, and what a reset took. Each is a form
// that shows the device; fixing sends it once, and reads it back.

// ownForm is what the forms have in common.
func ownForm(s Step) Step {
	s.Phase, s.Saved, s.State, s.Checks, s.Wait = Secure, flow.Saved{At: "try-password"}, answersNow, []Check{alive}, watching
	s.Ask.Kind, s.Ask.Options = flow.Form, []Option{{Key: "leave", Label: T("Leave it as it is")}}
	s.Next = Edges{Given: "fixing", "leave": "done"}
	return s
}

func securityQuestions() Step {
	s := Step{
		ID: "set-questions", Title: T("Security questions for the next time"),
		Say: say("Whoever gives these three answers on its page may set a new password. They need not be true: what nobody can guess is better. Write them down with the password. " +
			"Which words the questions have, only its page tells."),
		Values: func(f *Facts) []Value { return append(sentences.DeviceValues(f), sentences.QuestionValues(f)...) },
		Help: T("The answers are sent once, protected, together with the password, and then it is asked whether it has them. Upper and lower case count later. "+
			"To see the questions first, open its page: %s. %s", owned.PlaceRecovery, sentences.ByDocument),
		Ask: &Question{Blank: "leave"},
	}
	for i := range owned.Answers {
		s.Ask.Fields = append(s.Ask.Fields, flow.Field[Facts]{
			Key: replyKey(i), Prompt: T("Answer %d", i+1), Secret: true,
			Beside: func(f *Facts, all map[string]string) Text { return badReply(f, i, all) },
			Put: func(f *Facts, typed string) {
				replies := slices.Grow(slices.Clone(f.Answers.Replies), owned.Answers)[:owned.Answers]
				replies[i] = isapi.NewSecret(typed)
				f.Answers.Replies, f.Answers.Fix = replies, []Outcome{owned.Questions}
			},
		})
	}
	return ownForm(s)
}

// badReply says why a text is no answer.
func badReply(f *Facts, place int, all map[string]string) Text {
	var before []string
	for other := range place {
		before = append(before, all[replyKey(other)])
	}
	return sentences.Or(sentences.ShutSetting(f), owned.UnfitReply(all[replyKey(place)], before...))
}

func replyKey(place int) string { return "answer-" + strconv.Itoa(place+1) }

func recoveryMail() Step {
	return ownForm(Step{
		ID: "set-mailbox", Title: T("A mailbox for the next time"),
		Say: say("If the password is forgotten, its page shows a picture. The Hik-Connect app scans it, and the maker sends a code to this mailbox: choose one that lasts, and that only you read."),
		Values: func(f *Facts) []Value {
			return append(sentences.DeviceValues(f), Value{Name: T("So far"), Value: T("%s", orUnknown(f.Owned.Mailbox))})
		},
		Help: T("The device itself needs no internet for this. The address is sent once, with the password, which is protected, and read back. Is there an address of somebody else? Whoever reads that mailbox can set a new password. %s", sentences.ByDocument),
		Ask: &Question{Fields: []flow.Field[Facts]{{
			Key: "mailbox", Prompt: T("E-mail address"),
			Value: func(f *Facts) string { return cmp.Or(f.Answers.Wish.Mailbox, f.ToGiveBack().Mailbox, f.Owned.Mailbox) },
			Valid: func(f *Facts, typed string) Text {
				return sentences.Or(sentences.ShutSetting(f), owned.UnfitMailbox(typed))
			},
			Put: func(f *Facts, typed string) {
				f.Answers.Wish.Mailbox, f.Answers.Fix = owned.PlainMailbox(typed), []Outcome{owned.Mailbox}
			},
		}}},
	})
}

func nameAndClock() Step {
	return ownForm(Step{
		ID: "name-and-clock", Title: T("Its name and clock"),
		Say: func(f *Facts) Text {
			if f.ToGiveBack().At.IsZero() {
				return T("A text that you empty leaves what it has. Each change is sent once and read back. The clock gets the time of this computer.")
			}
			return T("This is what it had before the reset. A text that you empty leaves what it has now. Each change is sent once and read back. The clock gets the time of this computer.")
		},
		Values: func(f *Facts) []Value {
			return append(sentences.DeviceValues(f), Value{Name: T("Name now"), Value: T("%s", orUnknown(f.Owned.Name))}, Value{Name: T("Zone now"), Value: T("%s", orUnknown(f.Owned.Zone))})
		},
		Help: T("A time zone is typed as UTC+1 or UTC-5:30, or as the device writes it, with its summer time. What stands there at first is this computer's, where nothing else is known; "+
			"a summer time that follows no simple rule is left out. The time server is a host or an address that the device reaches, often the router. Without one its clock drifts. Recordings bear the time that it has. Its page: %s.", "Configuration > System > System Settings"),
		Ask: &Question{Fields: []flow.Field[Facts]{
			{
				Key: "name", Prompt: T("Name"),
				Valid: func(f *Facts, typed string) Text {
					return sentences.Or(sentences.ShutSetting(f), owned.UnfitName(typed))
				},
				Value: func(f *Facts) string { return cmp.Or(f.Answers.Wish.Name, f.ToGiveBack().Name, f.Owned.Name) },
				Put:   func(f *Facts, typed string) { wished(f, func(w *owned.Wish) { w.Name = strings.TrimSpace(typed) }) },
			},
			{
				Key: "zone", Prompt: T("Time zone"), Value: proposedZone,
				Valid: func(_ *Facts, typed string) Text { return owned.UnfitZone(typed) },
				Put: func(f *Facts, typed string) {
					zone, _ := owned.ParseZone(typed)
					wished(f, func(w *owned.Wish) { w.Zone = zone })
				},
			},
			{
				Key: "time-server", Prompt: T("Time server"),
				Valid: func(_ *Facts, typed string) Text { return owned.UnfitServer(typed) },
				Value: func(f *Facts) string { return cmp.Or(f.Answers.Wish.Server, f.ToGiveBack().Server) },
				Put:   func(f *Facts, typed string) { wished(f, func(w *owned.Wish) { w.Server = lan.PlainAddress(typed) }) },
			},
		}},
	})
}

// wished keeps a text of that form, and what has to be sent for all of them.
func wished(f *Facts, put func(*owned.Wish)) {
	put(&f.Answers.Wish)
	f.Answers.Fix = nil
	for _, id := range f.Answers.Wish.IDs() {
		f.Answers.Fix = append(f.Answers.Fix, Outcome(id))
	}
}

// proposedZone is the one typed before, else that from before the reset, else this
// computer's, or the device's own where that is as far from UTC.
func proposedZone(f *Facts) string {
	here, _ := owned.HostZone(f.Now)
	if owned.SameZone(here, f.Owned.Zone) {
		here = f.Owned.Zone
	}
	return cmp.Or(f.Answers.Wish.Zone, f.ToGiveBack().Zone, here)
}

func orUnknown(text string) string { return cmp.Or(text, "not known") }

// forgetForms drops what was typed there and not sent.
func forgetForms(f *Facts) {
	f.Answers.Fix, f.Answers.Replies, f.Answers.Clear = nil, nil, false
}
