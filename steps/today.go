package steps

import (
	"context"
	"slices"

	"camreset/steps/access"
	"camreset/steps/secure"
	"camreset/steps/sentences"
)

// item is one thing that is left to do once somebody is in. Choosing it says how, and
// ticks it.
type item struct {
	key   Outcome
	label string
	// says is the label where it depends on the facts.
	says func(*Facts) Text
	// apart says that it has a screen of its own, where it is ticked.
	apart bool
	// done says whether it is done, where more than a tick shows it.
	done func(*Facts) bool
	// when hides it where it makes no sense; nil shows it always.
	when func(*Facts) bool
	how  func(*Facts) Text
	// own is true for what a screen of its own sends.
	own bool
}

// own is what the owner sets from here, or on the device's page.
func own(key Outcome, label string, when func(*Facts) bool) item {
	return item{key: key, label: label, when: when, how: func(f *Facts) Text { return sentences.OwnRowOf(f, key).How(f, key) }, own: true}
}

// today is what makes the next loss easy, or keeps it from happening; the worst first.
var today = append(clientItems(), []item{
	own("questions", "Set security questions for the next time", nil),
	own("mailbox", "Set a recovery e-mail for the next time", func(f *Facts) bool { return sentences.OwnRowOf(f, "mailbox").Sends(f) }),
	own("settings", "Set its name, time zone and clock", func(f *Facts) bool { return sentences.OwnRowOf(f, "settings").Sends(f) }),
	{key: "update", label: "Firmware: update regularly", when: func(f *Facts) bool { return f.Safety.At.IsZero() }, how: func(f *Facts) Text { return T("%s", sentences.FirmwareLine(f)) }},
	{key: "two-factor", label: "Two-factor authentication wherever possible", when: inCloud, how: func(*Facts) Text {
		return T("It is set on the cloud account (Hik-Connect), not on the device itself. The app has it under the account's settings.")
	}},
	{key: "internet", label: "Keep it off the internet", how: func(*Facts) Text {
		return T("In your router, remove any port forwarding to it, and switch UPnP off. Then nobody outside can open it. camreset does not see the router's settings.")
	}},
}...)

// firstOpen is the first thing that is still to be done, or the way out.
func firstOpen(f *Facts) Outcome {
	for _, c := range secure.Settings {
		if found, _ := f.Safety.Of(c.ID); found.Open() && !slices.Contains(f.Answers.Ticked, Outcome(c.ID)) {
			return Outcome(c.ID)
		}
	}
	if i := slices.IndexFunc(today, func(x item) bool { return x.open(f) }); i >= 0 {
		return today[i].key
	}
	return "finish"
}

// inCloud says whether a cloud account may have the camera; unknown is not "no".
func inCloud(f *Facts) bool {
	found, read := f.Safety.Of("hik-connect")
	return !read || found.Status != OK
}

func fixAllLabel(f *Facts) Text { return T("Fix these %d now", len(f.Safety.ToFix())) }

func (x item) ticked(f *Facts) bool {
	if x.done != nil {
		return x.done(f)
	}
	return slices.Contains(f.Answers.Ticked, x.key)
}

func (x item) shown(f *Facts) bool { return (f.Proved || f.WasIn) && (x.when == nil || x.when(f)) }

// open says whether it is still to be done.
func (x item) open(f *Facts) bool { return x.shown(f) && x.mark(f) != OK }

// leads says whether choosing it leads to its own screen.
func (x item) leads(f *Facts) bool { return x.own && sentences.OwnRowOf(f, x.key).Sends(f) }

// title is the label as it is shown now.
func (x item) title(f *Facts) string {
	if x.says != nil {
		return x.says(f).String()
	}
	return x.label
}

func (x item) mark(f *Facts) Status {
	switch {
	case x.ticked(f):
		return OK
	case x.leads(f):
		return sentences.OwnRowOf(f, x.key).Mark(f)
	}
	return Warn
}

func todayOptions() []Option {
	var options []Option
	for _, x := range today {
		o := Option{Key: x.key, Label: T("%s", x.label), Says: x.says, When: x.shown, About: x.how, Mark: x.mark}
		if !x.apart {
			o.Stays, o.Do = true, ticking(x)
		}
		if x.own {
			word := "set-" + x.key
			o.Do.May, o.Do.Word = []Outcome{word}, func(f *Facts) Outcome {
				if x.leads(f) {
					return word
				}
				return ""
			}
		}
		options = append(options, o)
	}
	return options
}

// tick keeps that a thing is done; chosen once more it is open again.
func tick(f *Facts, key string) {
	f.Answers.Finished = key == "finish"
	is := func(k Outcome) bool { return string(k) == key }
	_, found := f.Safety.Of(key)
	switch {
	case slices.ContainsFunc(sentences.ClientRows, is):
		f.Answers.Client, f.Answers.ClientKind = Outcome(key), ""
	case slices.ContainsFunc(today, func(x item) bool { return is(x.key) && x.leads(f) }):
	case toFix(f, key), !found && !slices.ContainsFunc(today, func(x item) bool { return is(x.key) }):
	case slices.ContainsFunc(f.Answers.Ticked, is):
		f.Answers.Ticked = slices.DeleteFunc(slices.Clone(f.Answers.Ticked), is)
	default:
		f.Answers.Ticked = append(slices.Clip(f.Answers.Ticked), Outcome(key))
	}
}

// ticking says how the thing is done that was chosen.
func ticking(x item) *Action {
	return &Action{Check: Check{ID: "ticked", Title: T("To do"), Run: func(_ context.Context, _ Env, f *Facts) (func(*Facts), Result) {
		return access.Nothing, ok(T("%s %s", x.title(f)+":", x.how(f)))
	}}}
}
