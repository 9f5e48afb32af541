package steps

import (
	"context"
	"slices"
	"time"
)

// ID names a step. The names are used by scripts: they never change.
type ID string

// Outcome is the word a step ends with: the key of an option, or a word of May.
type Outcome string

// Words with a meaning of their own.
const (
	// Done says "I did it": only Judge moves on from there.
	Done Outcome = "done"
	// Given is the outcome of a typed answer.
	Given Outcome = "given"
	// Picked is the outcome when an entry of a table was chosen.
	Picked Outcome = "picked"
	// Resumed is the outcome when a case was read: it leads to where that walk
	// stood, and to its static edge only where that cannot be.
	Resumed Outcome = "resumed"
	// Timeout is the outcome when Wait.For has passed without a word.
	Timeout Outcome = "timeout"
)

// Hand is a thing that the user does with their hands, told to Env.Hand when
// Done is answered.
type Hand string

// The hand actions.
const (
	PowerOff  Hand = "power-off"
	Hold      Hand = "hold"
	PowerOn   Hand = "power-on"
	PageReset Hand = "page-reset"
	AppReset  Hand = "app-reset"
	// SecondAddress: this computer has got an address in the camera's subnet.
	SecondAddress Hand = "second-address"
)

// Phase is a station of the trail shown above a step.
type Phase int

// The phases, in the order of the trail.
const (
	Find Phase = iota
	Look
	Choose
	Reset
	Activate
	Secure
)

// Phases are the names on the trail.
var Phases = []string{"Find", "Look", "Choose", "Reset", "Activate", "Secure"}

// Step is one place in the guide. It may ask and check at once; one that does
// neither and judges nothing ends the walk.
type Step struct {
	ID    ID
	Phase Phase
	Title Text
	// Say is at most 60 words and speaks to somebody who has never seen a
	// camera's web page.
	Say func(*Facts) Text
	// Sheet is what the user needs before their eyes besides: settings, a
	// command to type, a list to tick off. Nil or empty means nothing.
	Sheet func(*Facts) []Text
	// Picture is a QR code to scan: rows of modules, true is dark, without the
	// margin. Nil means none.
	Picture func(*Facts) [][]bool
	// Help stands behind ? and :help.
	Help Text
	// Fresh forgets, on entering, what an earlier pass of the step left behind.
	Fresh func(*Facts)
	// Ask is the question, if any.
	Ask *Question
	// Checks run at the same time while the step stands there.
	Checks []Check
	// Judge says the outcome from the facts, or nothing for "not yet".
	Judge func(*Facts) Outcome
	// May lists every word that Judge can say.
	May []Outcome
	// Wait repeats the checks. Without it they run once.
	Wait *Wait
	// Hand is told to Env.Hand when Done is answered.
	Hand Hand
	// Next says where each word leads.
	Next []Edge
}

// Edge leads from a step to another by its outcome.
type Edge struct {
	On Outcome
	To ID
}

// Wait repeats the checks of a step every Every, for For at most (0 means for
// as long as the step stands).
type Wait struct{ Every, For time.Duration }

// Kind is the form of an answer.
type Kind int

// The kinds of questions.
const (
	// Choice is answered with the key of an option.
	Choice Kind = iota
	// Line is answered with a line of text.
	Line
	// Password is a line of text that is not shown.
	Password
	// Pick is answered with the key of an entry of a table, which may change
	// while it is shown, with the key of an option, or with a line of text.
	Pick
)

// Question is what a step asks.
type Question struct {
	Kind    Kind
	Prompt  Text
	Options []Option
	// First names the option that stands first for these facts.
	First func(*Facts) Outcome
	// Blank is the outcome of an empty line, where that has a meaning of its
	// own: a password is taken literally, so it is the way to leave.
	Blank Outcome
	// Valid says why a typed answer is refused; the zero Text takes it.
	Valid func(*Facts, string) Text
	// Put keeps the answer.
	Put func(*Answers, string)
	// Columns and Entries are the table of a Pick.
	Columns []string
	// Tail is the title of the column in which the end of a cell tells more than its
	// beginning.
	Tail    string
	Entries func(*Facts) []Entry
	// Typed names what may be typed into a Pick besides words to look for, such
	// as "an address"; the zero Text names nothing.
	Typed Text
	// Ready is false while the table is still being filled: a front door that
	// shows it only once waits for that. Nil means always ready.
	Ready func(*Facts) bool
}

// Entry is one line of a table: Key is its answer, Cells stand under Columns.
type Entry struct {
	Key   string
	Cells []string
	// Also are words by which the line is found besides its cells.
	Also []string
}

// Option is one answer of a choice.
type Option struct {
	Key   Outcome
	Label Text
	// Says is the label where it depends on the facts.
	Says func(*Facts) Text
	// Cost is what choosing it costs, if anything.
	Cost func(*Facts) Cost
	// Stays marks an answer by which the step stands on: only Judge moves on from
	// there, as after Done.
	Stays bool
	// Shut says why it cannot work; the zero Text means it is open.
	Shut func(*Facts) Text
	// When hides the option where it would make no sense; nil shows it always.
	When func(*Facts) bool
}

// Loss is what a way in costs the camera.
type Loss string

// The losses.
const (
	LoseNothing  Loss = "nothing"
	LosePassword Loss = "password"
	LoseSettings Loss = "settings"
)

// Cost is the price of an option.
type Cost struct {
	Tries int
	Loss  Loss
	Time  string
}

// String is the price in one line.
func (c Cost) String() string {
	loss := map[Loss]string{
		LoseNothing:  "nothing is lost",
		LosePassword: "only the old password is lost",
		LoseSettings: "all settings are lost",
		"":           "nothing is lost",
	}[c.Loss]
	line := loss + ", takes " + c.Time
	switch c.Tries {
	case 0:
		return "Costs no try, " + line + "."
	case 1:
		return "Costs one try, " + line + "."
	}
	return T("Costs %d tries, %s.", c.Tries, line).String()
}

// Check is one thing that is measured, or done, at a step.
type Check struct {
	ID string
	// Title names what is measured, in one to three words that are true whatever
	// comes out. It stands in front of the sentence: "Network: It answers at ...".
	Title Text
	// Acts marks a login or a write: it is never cancelled by leaving the
	// step, and what it learned is kept even when it comes late.
	Acts bool
	// Run measures; it returns the change it wants to make to the facts.
	Run func(context.Context, Env, *Facts) (func(*Facts), Result)
	// Tell says what the facts now tell of it: it is asked whenever the row is shown,
	// so that rows and verdict never disagree, nor say what is over. Without it the
	// Result of Run stands.
	Tell func(*Facts) Result
}

// Status is how a check came out.
type Status string

// The statuses.
const (
	OK   Status = "ok"
	Warn Status = "warn"
	Fail Status = "fail"
	Skip Status = "skip"
)

// Result is what a check has to say.
type Result struct {
	Status Status
	Detail Text
	// Hint says what to do next; every warning and failure has one.
	Hint Text
	// Bell asks for that many rings.
	Bell int
	// Progress is 0 to 1 for long work, 0 when there is nothing to show.
	Progress float64
	// Err is the technical cause, behind d.
	Err error
	// Took is how long the check ran.
	Took time.Duration
}

func ok(detail Text) Result         { return Result{Status: OK, Detail: detail} }
func warn(detail, hint Text) Result { return Result{Status: Warn, Detail: detail, Hint: hint} }
func fail(detail, hint Text) Result { return Result{Status: Fail, Detail: detail, Hint: hint} }
func skip(detail Text) Result       { return Result{Status: Skip, Detail: detail} }

// nothing is the change of a check that learned nothing.
func nothing(*Facts) {}

// To finds the edge of a word.
func (s Step) To(word Outcome) (ID, bool) {
	for _, e := range s.Next {
		if e.On == word {
			return e.To, true
		}
	}
	return "", false
}

// acts says whether a try or a write leaves from the step.
func (s Step) acts() bool {
	return slices.ContainsFunc(s.Checks, func(c Check) bool { return c.Acts })
}

// Ends says whether the walk ends at this step.
func (s Step) Ends() bool { return s.Ask == nil && len(s.Checks) == 0 && s.Judge == nil }

// HasDone says whether the step waits for a hand action, or for something to happen.
func (s Step) HasDone() bool {
	return s.Ask != nil && s.Ask.Kind == Choice && slices.ContainsFunc(s.Ask.Options, Option.stays)
}

func (o Option) stays() bool { return o.Key == Done || o.Stays }

func (q *Question) option(key Outcome) *Option {
	for i := range q.Options {
		if q.Options[i].Key == key {
			return &q.Options[i]
		}
	}
	return nil
}

// Ordered are the options with the recommended one first.
func (q *Question) Ordered(f *Facts) []Option {
	first := Outcome("")
	if q.First != nil {
		first = q.First(f)
	}
	out := make([]Option, 0, len(q.Options))
	if o := q.option(first); o != nil {
		out = append(out, *o)
	}
	for _, o := range q.Options {
		if o.Key != first && !o.hidden(f) {
			out = append(out, o)
		}
	}
	return out
}

// Table is what can be picked now; empty for every other kind of question.
func (q *Question) Table(f *Facts) []Entry {
	if q.Entries == nil {
		return nil
	}
	return q.Entries(f)
}

// Number is the number of an option: its place among those that can be seen, as
// written, so that the guide's 1 to 5 stay with their methods wherever the line
// stands. It is 0 for one that cannot be seen.
func (q *Question) Number(key Outcome, f *Facts) int {
	n := 0
	for _, o := range q.Options {
		if o.hidden(f) {
			continue
		}
		if n++; o.Key == key {
			return n
		}
	}
	return 0
}

func (o Option) hidden(f *Facts) bool { return o.When != nil && !o.When(f) }

// LabelFor is the option's label for these facts.
func (o Option) LabelFor(f *Facts) Text {
	if o.Says == nil {
		return o.Label
	}
	return o.Says(f)
}

// ShutFor says why the option cannot work for these facts.
func (o Option) ShutFor(f *Facts) Text {
	if o.Shut == nil {
		return Text{}
	}
	return o.Shut(f)
}
