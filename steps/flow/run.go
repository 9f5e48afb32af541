package flow

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"camreset/steps/text"
)

// Words that Drive's Ask may give in place of an answer.
const (
	SayBack  = ":back"
	SayQuit  = ":quit"
	SayHelp  = ":help"
	SayAgain = ":again"
)

// ErrNoAnswer is returned by an Ask that has run out of answers.
var ErrNoAnswer = errors.New("the answers ended before the walk did")

// Texts are those of a form, by the keys of its fields.
type Texts map[string]string

// sayTexts begins the answer to a form; no key of an option does.
const sayTexts = ":texts?"

// Answer is how an Ask gives them: in one line, to the byte what was typed.
func (t Texts) Answer() string {
	all := url.Values{}
	for key, typed := range t {
		all.Set(key, typed)
	}
	return sayTexts + all.Encode()
}

// TextsOf reads such an answer; false for every other one.
func TextsOf(given string) (Texts, bool) {
	line, is := strings.CutPrefix(given, sayTexts)
	all, err := url.ParseQuery(line)
	if !is || err != nil {
		return nil, false
	}
	texts := Texts{}
	for key := range all {
		texts[key] = all.Get(key)
	}
	return texts, true
}

// Ask gets the user's answer to the walk's question: an option's key, a typed
// line, the Answer of a form's Texts, or one of the Say words (not for a password,
// which is literal). refused is why the last answer was not taken, if it was not.
type Ask[E, F any] func(ctx context.Context, w Walk[E, F], refused error) (string, error)

// Observe is told of every row that was measured, at the walk as it stands with what that
// has changed of the facts.
type Observe[E, F any] func(Walk[E, F], Row)

// Converse walks with somebody who is asked one thing at a time, each after the step's
// checks have run once, until the walk is over. It returns the walk as far as it came,
// with ctx's or ask's error. saving tells of a walk that could not be saved.
func Converse[E, F any](ctx context.Context, world World[E, F], w Walk[E, F], ask Ask[E, F], see Observe[E, F], saving func(error)) (Walk[E, F], error) {
	ctx, end := context.WithCancel(ctx)
	defer end()
	c := conversation[E, F]{Driver: Drive(ctx, world, w), events: make(chan Event[E, F]), ask: ask, see: see, saving: saving}
	defer c.End()
	c.atOnce = c.tell
	err := c.talk(ctx)
	if world.Save != nil {
		c.tell(world.Save(c.walk))
	}
	return c.walk, err
}

type conversation[E, F any] struct {
	*Driver[E, F]
	events chan Event[E, F]
	ask    Ask[E, F]
	see    Observe[E, F]
	saving func(error)
	// refusal is why the last answer was not taken; asked is the turn of that question.
	refusal error
	asked   int
}

func (c *conversation[E, F]) talk(ctx context.Context) error {
	c.start(ctx, c.Begin())
	for !c.walk.Over() {
		if err := ctx.Err(); err != nil {
			return err
		}
		if c.due() {
			given, err := c.ask(ctx, c.walk, c.refusal)
			if err != nil {
				return err
			}
			c.start(ctx, c.reply(given))
			continue
		}
		select {
		case e := <-c.events:
			c.heard(ctx, e)
		case <-ctx.Done():
		}
	}
	return nil
}

// start runs tasks beside the conversation.
func (c *conversation[E, F]) start(ctx context.Context, tasks []Task[E, F]) {
	for _, task := range tasks {
		go func() {
			e := task()
			select {
			case c.events <- e:
			case <-ctx.Done():
			}
		}()
	}
}

func (c *conversation[E, F]) heard(ctx context.Context, e Event[E, F]) {
	if r := e.Reply; r != nil && r.Turn == c.walk.turn && c.see != nil {
		seen := c.walk
		if r.Change != nil {
			seen = seen.With(r.Change)
		}
		c.see(seen, Row{Check: r.Check.ID, Title: r.Check.Title, Result: r.Result})
	}
	turn := c.walk.turn
	c.start(ctx, c.Happened(e))
	if r := e.Reply; r != nil && r.Action && r.Result.Status == Fail && c.walk.turn == turn && c.walk.Step().Ask.Kind != Choice {
		c.refusal = refused{text.T("%s %s", r.Result.Detail, r.Result.Hint)} // what was typed did not do
	}
}

func (c *conversation[E, F]) tell(problem error) {
	if problem != nil && c.saving != nil {
		c.saving(problem)
	}
}

// due says whether the step's question is to be asked now.
func (c *conversation[E, F]) due() bool {
	step, w := c.walk.Step(), c.walk
	switch {
	case step.Ask == nil || c.saved != w.turn || w.doing != nil:
		return false
	case c.refusal != nil && c.asked == w.turn:
		return true
	case step.HasDone() && step.Hand == "" && w.rounds == 0 && len(step.Checks) > 0:
		return false
	case step.HasDone():
		return (w.clock().Did.IsZero() || step.Wait == nil) && !w.Busy()
	case w.Busy(), w.rounds == 0 && len(step.Checks) > 0:
		return false
	}
	return step.Ask.Ready == nil || step.Ask.Ready(w.facts)
}

// reply gives the answer to the walk, or does what a Say word asks.
func (c *conversation[E, F]) reply(given string) []Task[E, F] {
	c.refusal, c.asked = nil, c.walk.turn
	if c.walk.Step().Ask.Kind != Password {
		switch given {
		case SayBack:
			tasks, moved := c.Back()
			if !moved {
				c.refusal = refused{text.T("There is nothing to go back to from here.")}
			}
			return tasks
		case SayQuit:
			c.Quit()
			return nil
		case SayAgain:
			return c.Again()
		}
	}
	tasks, err := c.answer(given)
	c.refusal = err
	return tasks
}

// answer gives an answer to the walk, the texts of a form as such.
func (c *conversation[E, F]) answer(given string) ([]Task[E, F], error) {
	texts, is := TextsOf(given)
	if c.walk.Step().Ask.Kind != Form || !is {
		return c.Answer(given)
	}
	return c.Fill(texts)
}
