package steps

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"time"
)

// Words that a driver understands in place of an answer.
const (
	SayBack  = ":back"
	SayQuit  = ":quit"
	SayHelp  = ":help"
	SayAgain = ":again"
)

// Ask gets the user's answer to the walk's question: an option's key, a typed
// line, or one of the Say words (not for a password, which is literal). refused is why
// the last answer was not taken, if it was not.
type Ask func(ctx context.Context, w Walk, refused error) (string, error)

// Observe is told of every row that changed.
type Observe func(Walk, Row)

// RunCheck runs one check; a panic in it becomes a failed row. A driver gives a
// read the context of the step, which ends when the step is left, and a check
// that acts the context of the whole run, so that no outcome is lost because
// somebody looked away.
func RunCheck(ctx context.Context, env Env, turn int, c Check, f *Facts) (reply Reply) {
	limit := checkLimit
	if c.Acts {
		limit = actLimit
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	begun := time.Now()
	reply = Reply{Turn: turn, Check: c}
	defer func() {
		if problem := recover(); problem != nil {
			reply.Change = nothing
			reply.Result = fail(T("The program itself made a mistake here."), T("Go on without this check, or choose another way."))
			reply.Result.Err = fmt.Errorf("panic in %s: %s", c.ID, fault(problem))
		}
		reply.At, reply.Result.Took = env.Now(), time.Since(begun)
	}()
	own := *f // checks of one round run at the same time
	reply.Change, reply.Result = c.Run(ctx, env, &own)
	if c.Tell != nil {
		after := *f
		reply.Change(&after)
		after.Now = env.Now()
		reply.Result = c.told(&after, reply.Result)
	}
	return reply
}

// told is the result as the facts tell it; its cause and its time are the measurement's.
func (c Check) told(f *Facts, measured Result) Result {
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

// How long a check may take, in real time.
const (
	checkLimit = 12 * time.Second
	actLimit   = 30 * time.Second
)

// Run walks without a screen: it asks, checks and waits until the walk is
// over. It returns the walk as far as it came, with ctx's or ask's error.
func Run(ctx context.Context, env Env, w Walk, ask Ask, see Observe) (Walk, error) {
	if see == nil {
		see = func(Walk, Row) {}
	}
	env = env.Until(ctx)
	var refusal error
	keep := func() {
		if err := env.Keep(w); err != nil {
			see(w, keepRow(err))
		}
	}
	defer keep()
	for !w.Over() {
		if err := ctx.Err(); err != nil {
			return w, err
		}
		keep()
		step := w.Step()
		if step.Ask == nil {
			w = await(ctx, env, w, see)
			continue
		}
		if turn := w.Turn(); !step.HasDone() && refusal == nil && len(step.Checks) > 0 {
			if w = settle(ctx, env, w, see); w.Turn() != turn || ctx.Err() != nil {
				continue
			}
		}
		given, err := ask(ctx, w, refusal)
		if err != nil {
			return w, err
		}
		w, refusal = reply(env, w, given)
		if step.HasDone() && !w.Facts().Did.IsZero() && w.Step().ID == step.ID {
			w = await(ctx, env, w, see)
		}
	}
	return w, nil
}

// reply gives the answer to the walk, or does what a Say word asks.
func reply(env Env, w Walk, given string) (Walk, error) {
	if w.Step().Ask.Kind != Password {
		switch given {
		case SayBack:
			back, moved := w.Back()
			if !moved {
				return w, refused{T("There is nothing to go back to from here.")}
			}
			return back, nil
		case SayQuit:
			return w.Quit(), nil
		case SayAgain:
			return w.enter(w.at), nil
		}
	}
	return Respond(env, w, given)
}

// Respond answers the walk's question and tells Env.Hand when that means that
// the user has done something with their hands.
func Respond(env Env, w Walk, given string) (Walk, error) {
	step := w.Step()
	next, err := w.Answer(given, env.Now())
	if err == nil && step.HasDone() && Outcome(given) == Done && step.Hand != "" {
		env.Hand(string(step.Hand))
	}
	return next, err
}

// await repeats the step's checks until the walk moves on.
func await(ctx context.Context, env Env, w Walk, see Observe) Walk {
	turn := w.Turn()
	for ctx.Err() == nil {
		if w = round(ctx, env, w, see); w.Turn() != turn || ctx.Err() != nil {
			return w
		}
		every, again := w.Again()
		if !again {
			return w.Quit()
		}
		env.sleep(ctx, every)
	}
	return w
}

// settle runs the step's checks, and again until its table is filled.
func settle(ctx context.Context, env Env, w Walk, see Observe) Walk {
	ask, turn := w.Step().Ask, w.Turn()
	for {
		w = round(ctx, env, w, see)
		every, again := w.Again()
		if ctx.Err() != nil || w.Turn() != turn || !again || ask.Ready == nil || ask.Ready(w.Facts()) {
			return w
		}
		env.sleep(ctx, every)
	}
}

// round runs the step's checks once, at the same time.
func round(ctx context.Context, env Env, w Walk, see Observe) Walk {
	w, checks := w.Begin(env.Now())
	turn, facts := w.Turn(), w.Facts()
	replies := make(chan Reply, len(checks))
	for _, c := range checks {
		go func() { replies <- RunCheck(ctx, env, turn, c, facts) }()
	}
	for range checks {
		var r Reply
		select {
		case r = <-replies:
		case <-ctx.Done():
			return w
		}
		see(w, Row{Check: r.Check.ID, Title: r.Check.Title, Result: r.Result})
		w = w.Take(r)
	}
	return w
}

// ErrNoAnswer is returned by an Ask that has run out of answers.
var ErrNoAnswer = errors.New("the answers ended before the walk did")
