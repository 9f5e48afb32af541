package flow

import (
	"context"
	"time"
)

// World is what a driver needs of the world around a guide.
type World[E, F any] struct {
	// Env is what checks and actions get.
	Env E
	// Now and After are the clock.
	Now   func() time.Time
	After func(time.Duration) <-chan time.Time
	// Hand hears what the user did with their hands; nil for nobody.
	Hand func(word string)
	// Save keeps the walk as it stands; nil for nowhere. At a new step it ends before the
	// step's checks are begun: what led to a write is on disk before the write leaves.
	Save func(Walk[E, F]) error
}

// Driver turns the crank of a walk: it runs the checks of each step and repeats them,
// runs what answers do, and saves the walk. A front door gives it the answers, runs the
// tasks that it hands out, beside each other, and gives it what they bring. It is used
// by one goroutine at a time.
type Driver[E, F any] struct {
	world World[E, F]
	walk  Walk[E, F]
	run   context.Context
	step  context.Context // of the reads of this step
	leave context.CancelFunc
	round int
	saved int // the turn that was saved, so that its checks may begin
	// atOnce saves without a task, and tells atOnce of what went wrong.
	atOnce func(problem error)
}

// Task is work beside the driver.
type Task[E, F any] func() Event[E, F]

// Event is what a task brought.
type Event[E, F any] struct {
	// Reply is that of a check; its turn tells whether it came late.
	Reply *Reply[E, F]
	// Problem is why the walk could not be saved.
	Problem error

	due         bool
	saved       bool
	turn, round int
}

// Drive makes a driver for a run, which ends with ctx.
func Drive[E, F any](ctx context.Context, world World[E, F], walk Walk[E, F]) *Driver[E, F] {
	return &Driver[E, F]{world: world, walk: walk, run: ctx, leave: func() {}}
}

// Walk is how the walk stands.
func (d *Driver[E, F]) Walk() Walk[E, F] { return d.walk }

// Begin comes to the walk's first step.
func (d *Driver[E, F]) Begin() []Task[E, F] { return d.entered() }

// End stops the reads of the last step.
func (d *Driver[E, F]) End() { d.leave() }

// entered comes to a step: what was read for the last one ends.
func (d *Driver[E, F]) entered() []Task[E, F] {
	d.leave()
	d.step, d.leave = context.WithCancel(d.run)
	if s := d.walk.Step(); s.Ask == nil {
		d.hand(s)
	}
	return d.keep(true)
}

// keep saves the walk as it stands; entered says that its step's checks begin then.
func (d *Driver[E, F]) keep(entered bool) []Task[E, F] {
	save := d.save(entered)
	if d.atOnce == nil {
		return []Task[E, F]{save}
	}
	e := save()
	d.atOnce(e.Problem)
	return d.Happened(e)
}

// save keeps the walk as it stands.
func (d *Driver[E, F]) save(entered bool) Task[E, F] {
	walk, save := d.walk, d.world.Save
	return func() Event[E, F] {
		e := Event[E, F]{saved: entered, turn: walk.turn}
		if save != nil {
			e.Problem = save(walk)
		}
		return e
	}
}

// moved gives the tasks after the walk may have moved from a turn.
func (d *Driver[E, F]) moved(from int) []Task[E, F] {
	if d.walk.turn != from {
		return d.entered()
	}
	return nil
}

// begin starts a round of the step's checks.
func (d *Driver[E, F]) begin() []Task[E, F] {
	turn := d.walk.turn
	next, checks := d.walk.Begin(d.world.Now())
	if d.walk = next; next.turn != turn {
		return d.entered()
	}
	d.round++
	var tasks []Task[E, F]
	for _, c := range checks {
		tasks = append(tasks, d.task(c, false))
	}
	return tasks
}

// task runs one check beside the rest. A read ends with the step, a try or a write only
// with the run.
func (d *Driver[E, F]) task(c Check[E, F], action bool) Task[E, F] {
	ctx, world, turn, facts, memory := d.step, d.world, d.walk.turn, d.walk.facts, d.walk.guide.Memory
	if c.Acts {
		ctx = d.run
	}
	return func() Event[E, F] {
		r := Run(ctx, memory, world.Env, world.Now, turn, c, facts)
		r.Action = action
		return Event[E, F]{Reply: &r, turn: turn}
	}
}

// Happened takes what a task brought, and gives the tasks that follow.
func (d *Driver[E, F]) Happened(e Event[E, F]) []Task[E, F] {
	live := e.turn == d.walk.turn
	switch {
	case e.Reply != nil:
		return d.take(*e.Reply)
	case e.saved && live && !d.walk.Over():
		if d.saved = e.turn; d.atOnce != nil && d.walk.Step().HasDone() && d.walk.Step().Hand != "" {
			return nil // who is asked one thing at a time says first that it is done
		}
		return d.begin()
	case e.due && live && e.round == d.round:
		return d.begin()
	}
	return nil
}

// take gives a reply to the walk. A late one changes facts at most.
func (d *Driver[E, F]) take(r Reply[E, F]) []Task[E, F] {
	turn := d.walk.turn
	d.walk = d.walk.Take(r)
	switch {
	case r.Turn != turn:
		return d.keep(false)
	case d.walk.turn != turn:
		return d.entered()
	case d.walk.pending > 0:
		return nil
	}
	// What was shown or handed out may not be had again.
	return append(d.keep(false), d.pause()...)
}

// pause waits until the next round is due.
func (d *Driver[E, F]) pause() []Task[E, F] {
	every, again := d.walk.Again()
	if !again {
		if d.walk.Step().Ask == nil && !d.walk.Over() { // nothing can move it any more
			d.walk = d.walk.Quit()
		}
		return nil
	}
	ctx, after, e := d.step, d.world.After, Event[E, F]{due: true, turn: d.walk.turn, round: d.round}
	return []Task[E, F]{func() Event[E, F] {
		select {
		case <-ctx.Done():
			return Event[E, F]{}
		case <-after(every):
			return e
		}
	}}
}

// Answer gives the user's answer; see Walk.Answer.
func (d *Driver[E, F]) Answer(given string) ([]Task[E, F], error) {
	step := d.walk.Step()
	next, err := d.walk.Answer(given, d.world.Now())
	if o := step.Option(Outcome(given)); err == nil && o != nil && o.stays() {
		d.hand(step)
	}
	return d.answered(next, err)
}

// hand tells the world what the user does with their hands at a step: when they say so,
// or, where nobody is asked, on coming there.
func (d *Driver[E, F]) hand(s Step[E, F]) {
	if s.Hand != "" && d.world.Hand != nil {
		d.world.Hand(s.Hand)
	}
}

// Fill gives the texts of a form; see Walk.Fill.
func (d *Driver[E, F]) Fill(given map[string]string) ([]Task[E, F], error) {
	next, err := d.walk.Fill(given)
	return d.answered(next, err)
}

func (d *Driver[E, F]) answered(next Walk[E, F], err error) ([]Task[E, F], error) {
	if err != nil {
		return nil, err
	}
	turn := d.walk.turn
	d.walk = next
	if tasks := d.moved(turn); tasks != nil {
		return tasks, nil
	}
	if c, doing := next.Doing(); doing {
		return []Task[E, F]{d.task(c, true)}, nil
	}
	if !next.Busy() && d.saved == turn {
		return d.begin(), nil // what was said to be done is looked at now
	}
	return nil, nil
}

// Back goes to the last question; see Walk.Back.
func (d *Driver[E, F]) Back() ([]Task[E, F], bool) {
	next, moved := d.walk.Back()
	if !moved {
		return nil, false
	}
	d.walk = next
	return d.entered(), true
}

// Again enters the step once more, as if nothing had been measured there.
func (d *Driver[E, F]) Again() []Task[E, F] {
	if d.walk = d.walk.Enter(d.walk.at); d.walk.Step().Anew != nil {
		d.walk = d.walk.With(d.walk.Step().Anew)
	}
	return d.entered()
}

// CheckNow repeats the step's checks before their time. It repeats no try and no write,
// and begins none before the walk is saved.
func (d *Driver[E, F]) CheckNow() []Task[E, F] {
	d.walk = d.walk.Refresh()
	if d.saved != d.walk.turn || d.walk.Step().Acts() {
		return nil
	}
	return d.begin()
}

// Quit ends the walk here.
func (d *Driver[E, F]) Quit() { d.walk = d.walk.Quit() }
