package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"camreset/isapi/sadp"
	"camreset/isapi/simcam/simnet"
	"camreset/steps"
	"camreset/steps/facts"
	"camreset/steps/lan"
	"camreset/tui"
	"camreset/tui/desktop"
	"camreset/tui/halt"
)

// Wizard is the command without a name, with its flags.
type Wizard struct {
	Plain bool
	// Keys is plain lines as a script gets them, on a terminal too.
	Keys bool
	// Demo is the name of a simulated camera; empty for a real one.
	Demo string
	// Report is the FILE for the report; empty where none was asked for.
	Report string
	// Answers are given before anything is asked.
	Answers
	// Resume is the id of the saved walk that is gone on with; empty begins a new one.
	Resume string
	Guard  *halt.Guard

	given lan.Target
}

// Run walks through the guide on the front door that was asked for.
func (o *Wizard) Run(ctx context.Context, out io.Writer) error {
	env, options := steps.System().Until(ctx), tui.Options{Guard: o.Guard, Keys: o.Keys}
	env.OpenURL = desktop.OpenURL
	env.Clipboard = desktop.Clipboard(os.Stdout)
	env.Copy = func(text string) error { return desktop.Copy(text, os.Stdout) }
	env.Uncopy = func(text string) (bool, error) { return desktop.Uncopy(text, os.Stdout) }
	plain := o.Plain || o.Keys || os.Getenv("TERM") == "dumb"
	if !plain && !tui.IsTerminal() {
		return Usage("the wizard needs a terminal; --plain asks and tells in plain lines")
	}
	flags, err := o.keys()
	if err != nil {
		return err
	}
	if flags.New, err = o.password(ctx, out); err != nil {
		return err
	}
	flags.Alone, flags.Program = plain && tui.Piped(), version
	if o.Demo != "" {
		scenario, err := findScenario(o.Demo)
		if err != nil {
			return err
		}
		demo, err := simnet.NewDemo(scenario)
		if err != nil {
			return fault(err)
		}
		defer demo.Close() //nolint:errcheck // the program ends
		o.given.Address, _ = lan.ParseAddress(demo.Address())
		env, flags.Simulated = inside(env, demo), true
		if plain {
			options.Banner = strings.TrimSuffix(demo.Story(), "\n")
		} else {
			options.Banner = demo.Banner()
			fmt.Fprint(out, tui.Wrapped(demo.Story()))
		}
	}
	defer env.Close()
	env.Report = o.Report
	if flags.Plan, err = o.plan(env); err != nil {
		return err
	}
	walk, err := o.begin(ctx, env, flags)
	if err != nil {
		return err
	}
	front := tui.Full
	if plain {
		front = tui.Plain
	}
	end, err := front(ctx, env, walk, options)
	if !plain {
		fmt.Fprint(out, tui.Wrapped(strings.TrimSuffix(steps.Leftover(end), "\n"))) // the full screen takes with it what it showed
	}
	o.report(ctx, env, end, err, out)
	if err == nil && tui.IsTerminal() {
		fmt.Fprint(out, tui.Wrapped(o.parting(env, end, plain)))
	}
	return finish(out, end, err)
}

// begin is the walk at its beginning, or where it was saved.
func (o *Wizard) begin(ctx context.Context, env steps.Env, flags facts.Flags) (steps.Walk, error) {
	if o.Resume != "" {
		walk, err := steps.Resume(ctx, env, o.Resume)
		if err != nil && ctx.Err() == nil {
			err = Usage("%s", err)
		}
		return walk, err
	}
	at, key, err := seek(ctx, env, o.given)
	if err != nil {
		return steps.Walk{}, err
	}
	return steps.BeginWith(env, at, key, flags), nil
}

// report writes the report that was asked for, whatever the end was; one that was broken
// off has nothing to tell where nothing was changed.
func (o *Wizard) report(ctx context.Context, env steps.Env, end steps.Walk, err error, out io.Writer) {
	broken := ctx.Err() != nil || errors.Is(err, context.Canceled)
	if o.Report == "" || broken && !steps.Altered(end.Facts()) {
		return
	}
	if broken {
		out = os.Stderr // nothing more goes to the other one
	}
	if f := end.Facts(); !f.Between() {
		Report(env, f, steps.ReportPath(o.Report, f), out)
	}
}

// parting says to a person where things stand when a run ends, and how to go on. The last
// step of plain lines has said the first already.
func (o *Wizard) parting(env steps.Env, end steps.Walk, plain bool) string {
	var said []string
	if !plain || !end.Step().Ends() {
		said = append(said, steps.Standing(end))
	}
	if env.Saved(end) && o.Demo == "" { // what a demonstration saves ends with it
		said = append(said, "This walk is saved. To continue, start camreset again. camreset cases lists all that are saved.")
	}
	return strings.Join(said, " ")
}

// inside moves an Env into a demonstration: no packet leaves this computer,
// and its notes live in memory.
func inside(env steps.Env, demo *simnet.Demo) steps.Env {
	env.Dial, env.LookupHost, env.Neighbours = demo.DialContext, demo.LookupHost, demo.Neighbours
	env.Now, env.After, env.Hand = demo.Now, demo.After, demo.Hand
	env.Read, env.Update = demo.Read, demo.Update
	env.Aside, env.Boot = nil, nil // notes in memory, by the clock of the demonstration
	env.Save, env.Open = demo.Save, demo.Open
	env.PageURL = demo.URL
	env.OpenURL = func(url string) error { return desktop.OpenURL(demo.URL(url)) }
	interfaces := func() ([]sadp.Interface, error) {
		return []sadp.Interface{{Name: simnet.LanInterface, Prefixes: demo.Addresses(), Gateway: demo.Gateway()}}, nil
	}
	return env.WithSockets(interfaces, demo.Listen)
}

// finish prints the last line and turns the result into an exit code.
func finish(out io.Writer, end steps.Walk, err error) error {
	var wrong tui.AnswerError
	switch {
	case errors.As(err, &wrong):
		return Exit{WrongUsage, err.Error()}
	case errors.Is(err, context.Canceled):
		return err
	case err != nil:
		return Exit{Fault, "the program itself failed: " + err.Error()}
	}
	result := steps.Ended(end)
	fmt.Fprintf(out, "result: %s\n", result)
	return Exit{Code: result.ExitCode()}
}
