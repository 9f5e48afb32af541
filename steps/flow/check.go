package flow

import (
	"context"
	"fmt"
	"runtime"
	"time"

	"camreset/steps/text"
)

// Check is one thing that is measured, or done, at a step.
type Check[E, F any] struct {
	ID string
	// Title names what is measured, in one to three words that are true whatever
	// comes out. It stands in front of the sentence: "Network: It answers at ...".
	Title text.Text
	// Acts marks a try or a write: it is never cancelled by leaving the
	// step, and what it learned is kept even when it comes late.
	Acts bool
	// Run measures; it returns the change it wants to make to the facts.
	Run func(context.Context, E, *F) (func(*F), Result)
	// Tell says what the facts now tell of it: it is asked whenever the row is shown,
	// so that rows and verdict never disagree, nor say what is over. Without it the
	// Result of Run stands.
	Tell func(*F) Result
}

// Reply is what a check brought back. Turn says for which visit of a step it
// ran, so that a late one cannot move the walk.
type Reply[E, F any] struct {
	Turn   int
	Check  Check[E, F]
	At     time.Time
	Change func(*F)
	Result Result
	// Action is true for that of an answer.
	Action bool
}

// How long a check may take, in real time.
const (
	checkLimit = 12 * time.Second
	actLimit   = 30 * time.Second
)

// Run runs one check; a panic in it becomes a failed row. A driver gives a read the
// context of the step, which ends when the step is left, and a check that acts the
// context of the whole run, so that no outcome is lost because somebody looked away.
// now is the clock of the world.
func Run[E, F any](ctx context.Context, m Memory[F], env E, now func() time.Time, turn int, c Check[E, F], f *F) (reply Reply[E, F]) {
	limit := checkLimit
	if c.Acts {
		limit = actLimit
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	begun := time.Now()
	reply = Reply[E, F]{Turn: turn, Check: c}
	defer func() {
		if problem := recover(); problem != nil {
			reply.Change = func(*F) {}
			reply.Result = Result{Status: Fail, Detail: text.T("The program itself made a mistake here."), Hint: text.T("Continue without this check, or choose another way.")}
			reply.Result.Err = fmt.Errorf("panic in %s: %s", c.ID, fault(problem))
		}
		reply.At, reply.Result.Took = now(), time.Since(begun)
	}()
	own := *f // checks of one round run at the same time
	reply.Change, reply.Result = c.Run(ctx, env, &own)
	if c.Tell != nil {
		after := *f
		if reply.Change != nil {
			reply.Change(&after)
		}
		m.Clock(&after).Now = now()
		reply.Result = c.Told(&after, reply.Result)
	}
	return reply
}

// Told is the result as the facts tell it; its cause and its time are the measurement's.
func (c Check[E, F]) Told(f *F, measured Result) Result {
	if c.Tell == nil {
		return measured
	}
	r := c.Tell(f)
	r.Err, r.Took = measured.Err, measured.Took
	return r
}

// fault is what may be told of a panic. Only the words of the runtime are known
// to hold no value that the program worked on, such as a password.
func fault(problem any) string {
	if known, is := problem.(runtime.Error); is {
		return known.Error()
	}
	return fmt.Sprintf("%T", problem)
}
