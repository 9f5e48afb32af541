package steps

import (
	"context"

	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/text"
)

// The machine of package flow, for this guide.
type (
	Step     = flow.Step[Env, Facts]
	Fork     = flow.Fork[Env, Facts]
	Dialog   = flow.Dialog[Env, Facts]
	Sub      = flow.Sub[Env, Facts]
	Node     = flow.Node[Env, Facts]
	Question = flow.Question[Env, Facts]
	Option   = flow.Option[Env, Facts]
	Action   = flow.Action[Env, Facts]
	Check    = flow.Check[Env, Facts]
	Reply    = flow.Reply[Env, Facts]
	Walk     = flow.Walk[Env, Facts]
	ID       = flow.ID
	Outcome  = flow.Outcome
	Edges    = flow.Edges
	Wait     = flow.Wait
	Entry    = flow.Entry
	Item     = flow.Item
	Value    = flow.Value
	Result   = flow.Result
	Row      = flow.Row
	Visit    = flow.Visit
	Status   = flow.Status
	Tree     = []Node
)

const (
	Choice   = flow.Choice
	Line     = flow.Line
	Password = flow.Password
	Pick     = flow.Pick

	Done    = flow.Done
	Given   = flow.Given
	Picked  = flow.Picked
	Timeout = flow.Timeout

	OK   = flow.OK
	Warn = flow.Warn
	Fail = flow.Fail
	Skip = flow.Skip
)

// say is for steps whose words do not depend on what was found.
func say(words string) func(*Facts) Text {
	return func(*Facts) Text { return T("%s", words) }
}

// sayOf is the same where %s stands for what the device is called, once.
func sayOf(words string) func(*Facts) Text {
	return func(f *Facts) Text { return T(words, f.Noun()) }
}

// Text is a sentence for a person.
type Text = text.Text

// T makes a Text; format follows package fmt.
func T(format string, args ...any) Text { return text.T(format, args...) }

// Hand is a thing that the user does with their hands, told to Env.Hand when
// Done is answered.
type Hand = string

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

// The phases, in the order of the trail.
const (
	Find = iota
	Look
	Choose
	Reset
	Secure
)

// Phases are the names on the trail.
var Phases = []string{"Find", "Look", "Choose", "Reset", "Secure"}

// memory is where a walk finds among the facts what is its own.
var memory = flow.Memory[Facts]{
	Clock:    func(f *Facts) *flow.Clock { return &f.Clock },
	Said:     func(f *Facts) any { return f.Answers },
	TakeBack: func(f *Facts, said any) { f.Answers = said.(Answers) },
	Sent:     func(f *Facts) int { return f.Writes + f.Secrets },
	Leave:    func(f *Facts) { f.Step = facts.Step{Tried: f.Trying} },
	Jump: func(f *Facts) (flow.Place, bool) {
		to := f.Resume
		f.Resume = flow.Place{}
		return to, to.At != ""
	},
}

// GuideOf is a guide of these places, with the memory that every guide about cameras has.
func GuideOf(tree Tree) *flow.Guide[Env, Facts] {
	return &flow.Guide[Env, Facts]{Nodes: tree, Phases: Phases, Memory: memory}
}

// RunCheck runs one check; see flow.Run.
func RunCheck(ctx context.Context, env Env, turn int, c Check, f *Facts) Reply {
	return flow.Run(ctx, memory, env, env.Now, turn, c, f)
}

// Run walks with somebody who is asked one thing at a time; see flow.Converse.
func Run(ctx context.Context, env Env, w Walk, ask flow.Ask[Env, Facts], see flow.Observe[Env, Facts]) (Walk, error) {
	if see == nil {
		see = func(Walk, Row) {}
	}
	env = env.Until(ctx)
	return flow.Converse(ctx, env.World(), w, ask, see, func(problem error) { see(w, keepRow(problem)) })
}

// Facts are what is known on the way, Answers what the user said.
type (
	Facts   = facts.Facts
	Answers = facts.Answers
)

// ok, warn, fail and skip make the row of a check.
var (
	ok   = flow.Well
	warn = flow.Warned
	fail = flow.Failed
	skip = flow.Skipped
)
