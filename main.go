// Command camreset gets people back into a Hikvision camera whose password is
// lost, by official ways only.
package main

import (
	"camreset/steps/report"

	"camreset/steps/lan"

	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	_ "camreset/tui/ahead" // must run before bubbletea's own init

	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simnet"
	"camreset/steps"
	"camreset/tui"
	"camreset/tui/halt"

	"github.com/spf13/cobra"
)

// Exit codes that print no result, beside halt.Interrupted.
const (
	exitFault = 1
	exitUsage = 2
)

// exit carries an exit code; its text is printed if it has one.
type exit struct {
	code int
	text string
}

func (e exit) Error() string { return e.text }

func usage(format string, args ...any) error { return exit{exitUsage, fmt.Sprintf(format, args...)} }

// softMemory is when memory is tidied up more often, in bytes: what devices and
// files can make of it stays small.
const softMemory = 20 << 20

func main() {
	debug.SetMemoryLimit(softMemory)
	code := run(halt.New(), os.Args[1:])
	tui.HoldWindow()
	os.Exit(code)
}

func run(guard *halt.Guard, args []string) int {
	ctx := guard.Context()
	cobra.MousetrapHelpText = "" // a double click starts the wizard
	log.SetOutput(io.Discard)    // net/http logs what a device sends unasked; nothing of a device goes to a terminal unread
	root := command(guard)
	root.SetArgs(args)
	root.SetOut(halt.NewWriter(ctx, os.Stdout))
	err := root.ExecuteContext(ctx)
	var e exit
	switch {
	case ctx.Err() != nil, errors.Is(err, context.Canceled):
		return halt.Interrupted
	case err == nil:
		return 0
	case errors.As(err, &e):
		if e.text != "" {
			fmt.Fprintln(os.Stderr, "camreset: "+e.text)
		}
		return e.code
	}
	fmt.Fprintln(os.Stderr, "camreset: "+err.Error())
	return exitUsage // what is left comes from the reading of flags
}

func command(guard *halt.Guard) *cobra.Command {
	o := wizard{guard: guard}
	root := &cobra.Command{
		Use:   "camreset [TARGET]",
		Short: "Get back into a Hikvision camera whose password is lost, by official ways only",
		Long: "camreset walks you through the official ways back into a Hikvision camera, with live checks at every step.\n" +
			"It never guesses passwords, never uses a back door, and never locks a camera.\n" +
			"TARGET is an address, a host name, a MAC, or the end of a serial number (four digits or more).",
		Example:       "  camreset                    the wizard\n  camreset --demo             practise with a simulated camera\n  camreset check 192.168.1.64 look at one address, without a login",
		Args:          o.args,
		SilenceErrors: true, SilenceUsage: true,
		Version: version(),
		RunE:    func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context(), cmd.OutOrStdout()) },
	}
	root.SuggestionsMinimumDistance = 2
	root.Flags().BoolVar(&o.plain, "plain", false, "ask and tell in plain lines: screen readers, serial consoles, scripts")
	root.Flags().StringVar(&o.demo, "demo", "", "use a simulated camera: "+simcam.Names())
	root.Flags().Lookup("demo").NoOptDefVal = simcam.Scenarios()[0].Name
	root.AddCommand(discoverCommand(), checkCommand(), casesCommand(), simulateCommand(), treeCommand())
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		switch c.Name() { // cobra's own two take wrong words for a wish to read help
		case "help":
			c.Run, c.RunE = nil, func(_ *cobra.Command, args []string) error { return help(root, args) }
		case "completion":
			c.RunE = func(*cobra.Command, []string) error {
				return usage("completion needs a shell: bash, zsh, fish or powershell")
			}
		}
	}
	return root
}

func help(root *cobra.Command, args []string) error {
	about, _, err := root.Find(args)
	if err != nil || len(args) > 0 && about == root {
		return usage("there is no command %q to help with", strings.Join(args, " "))
	}
	return about.Help()
}

// notYet are commands that this version has not: their names must not be taken
// for the host of a camera.
var notYet = []string{"secure"}

// wizard is the command without a name.
type wizard struct {
	plain bool
	demo  string
	given lan.Target
	guard *halt.Guard
}

// args reads the one ADDRESS, and tells a mistyped command from it.
func (o *wizard) args(cmd *cobra.Command, args []string) error {
	demo := cmd.Flags().Changed("demo")
	if demo {
		if _, err := findScenario(o.demo); err != nil {
			return err
		}
	}
	switch {
	case len(args) == 0:
		return nil
	case slices.Contains(notYet, args[0]):
		return usage("%s is not part of this version; http://%s would be the host of that name", args[0], args[0])
	case demo:
		return usage("--demo brings its own camera, so an address has no place beside it; a scenario goes behind an equals sign: --demo=%s", o.demo)
	case len(args) > 1:
		return usage("one address at a time; %d were given", len(args))
	}
	if !strings.ContainsAny(args[0], ".:/") {
		for _, name := range cmd.SuggestionsFor(args[0]) {
			if len(name)-len(args[0]) <= 2 { // it also suggests whatever begins alike
				return usage("%q is no command: did you mean %s? (http://%s would be the host of that name)", args[0], name, args[0])
			}
		}
	}
	return o.address(args[0])
}

func (o *wizard) address(typed string) error {
	given, err := target(typed)
	o.given = given
	return err
}

// target reads the one TARGET of a command.
func target(typed string) (lan.Target, error) {
	given, bad := lan.ParseTarget(typed)
	if !bad.IsZero() {
		return given, usage("%s", bad)
	}
	if missing := steps.System().NeedsInterface(given.Address); !missing.IsZero() {
		return given, usage("%s", missing)
	}
	return given, nil
}

// sought looks for a device that was named by its MAC or serial number.
func sought(ctx context.Context, env steps.Env, t lan.Target) (at lan.Address, key string, err error) {
	if !t.Sought() {
		return t.Address, "", nil
	}
	fmt.Fprintf(os.Stderr, "Looking for %s on this computer's networks ...\n", t)
	at, key, err = env.Seek(ctx, t)
	if not := (lan.NotOneError{}); errors.As(err, &not) {
		return at, key, exit{not.ExitCode(), not.Error()}
	}
	return at, key, err
}

func (o *wizard) run(ctx context.Context, out io.Writer) error {
	env, options := steps.System().Until(ctx), tui.Options{Guard: o.guard}
	env.OpenURL = tui.OpenURL
	env.Clipboard = tui.Clipboard(os.Stdout)
	env.Copy = func(text string) error { return tui.Copy(text, os.Stdout) }
	env.Uncopy = func(text string) (bool, error) { return tui.Uncopy(text, os.Stdout) }
	plain := o.plain || os.Getenv("TERM") == "dumb"
	if !plain && !tui.IsTerminal() {
		return usage("the wizard needs a terminal; --plain asks and tells in plain lines")
	}
	if o.demo != "" {
		scenario, err := findScenario(o.demo)
		if err != nil {
			return err
		}
		demo, err := simnet.NewDemo(scenario)
		if err != nil {
			return exit{exitFault, err.Error()}
		}
		defer demo.Close() //nolint:errcheck // the program ends
		o.given.Address, _ = lan.ParseAddress(demo.Address())
		env = inside(env, demo)
		if !plain {
			options.Banner, options.PageURL = demo.Banner(), demo.URL
		}
		fmt.Fprint(out, demo.Story())
	}
	defer env.Close()
	at, key, err := sought(ctx, env, o.given)
	if err != nil {
		return err
	}
	walk, front := steps.BeginWith(env, at, key), tui.Full
	if plain {
		front = tui.Plain
	}
	end, err := front(ctx, env, walk, options)
	if !plain {
		fmt.Fprint(out, steps.Leftover(end)) // the full screen takes with it what it showed
	}
	return finish(out, end, err)
}

// inside moves an Env into a demonstration: no packet leaves this computer,
// and its notes live in memory.
func inside(env steps.Env, demo *simnet.Demo) steps.Env {
	env.Dial, env.LookupHost, env.Interfaces = demo.DialContext, demo.LookupHost, demo.Interfaces
	env.Neighbours = demo.Neighbours
	env.Now, env.After, env.Hand = demo.Now, demo.After, demo.Hand
	env.Read, env.Update = demo.Read, demo.Update
	env.Aside, env.Boot = nil, nil // notes in memory, by the clock of the demonstration
	env.Save, env.Open = demo.Save, demo.Open
	env.OpenURL = func(url string) error { return tui.OpenURL(demo.URL(url)) }
	return env.WithSockets(demo.Listen)
}

// finish prints the last line and turns the result into an exit code.
func finish(out io.Writer, end steps.Walk, err error) error {
	var wrong tui.AnswerError
	switch {
	case errors.As(err, &wrong):
		return exit{exitUsage, err.Error()}
	case errors.Is(err, context.Canceled):
		return err
	case err != nil:
		return exit{exitFault, "the program itself failed: " + err.Error()}
	}
	result := steps.Ended(end)
	fmt.Fprintf(out, "result: %s\n", result)
	return exit{code: result.ExitCode()}
}

// tidyOften makes a search, whose list is small and whose datagrams are many, tidy up
// its memory when a fifth more than the list is in use.
const tidyOften = 20

func discoverCommand() *cobra.Command {
	s, out := report.Search{}, report.Output{Width: tui.Width()}
	c := &cobra.Command{
		Use: "discover", Short: "List the devices on this computer's networks, without a login", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch {
			case s.For <= 0:
				return usage("--timeout is a time such as 6s; it cannot be %s", s.For)
			case out.CSV && (out.JSON || s.Watch):
				return usage("--csv is one table of its own: it goes with neither --json nor --watch")
			}
			out.Watch, out.Out = s.Watch, cmd.OutOrStdout()
			debug.SetGCPercent(tidyOften)
			runtime.GOMAXPROCS(1) // it waits more than it computes, and each processor has memory of its own
			list, err := report.Discover(cmd.Context(), steps.System().LAN, s, out.Saw)
			if wrong := (report.NoInterfaceError{}); errors.As(err, &wrong) {
				return usage("%s", wrong)
			}
			if err = out.End(list, err); err != nil {
				return exit{exitFault, err.Error()}
			}
			return exit{code: list.ExitCode()}
		},
	}
	c.Flags().BoolVar(&out.JSON, "json", false, "print one JSON object; with --watch one a line for each event")
	c.Flags().BoolVar(&out.CSV, "csv", false, "print a table for a spreadsheet")
	c.Flags().BoolVar(&s.Watch, "watch", false, "go on until Ctrl+C, and mark what came (+), changed (~) and went (-)")
	c.Flags().BoolVar(&s.Sweep, "sweep", false, "also look for open ports 80, 443 and 8000 at all addresses of this computer's networks")
	c.Flags().DurationVar(&s.For, "timeout", 6*time.Second, "how long to look at most; it ends when everybody has answered")
	c.Flags().StringVar(&s.Interface, "interface", "", "look on this network interface only")
	return c
}

func checkCommand() *cobra.Command {
	var asJSON bool
	var timeout time.Duration
	c := &cobra.Command{
		Use: "check TARGET", Short: "Look at one device without a login",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("this needs one camera: an address such as 192.168.1.64, a MAC, or the end of a serial number")
			}
			given, err := target(args[0])
			if err != nil {
				return err
			}
			if timeout <= 0 {
				return usage("--timeout is a time such as 10s; it cannot be %s", timeout)
			}
			ctx, cancel := context.WithTimeout(cmd.Context(), timeout)
			defer cancel()
			env := steps.System()
			defer env.Close()
			at, _, err := sought(ctx, env, given)
			if errors.Is(err, context.DeadlineExceeded) {
				return exit{steps.Unreachable.ExitCode(), "the time was over before a device with " + given.String() + " answered"}
			}
			if err != nil {
				return err
			}
			report := steps.Inspect(ctx, env, at)
			if err := cmd.Context().Err(); err != nil {
				return err
			}
			if err := report.Print(cmd.OutOrStdout(), asJSON); err != nil {
				return exit{exitFault, err.Error()}
			}
			return exit{code: report.ExitCode()}
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	c.Flags().DurationVar(&timeout, "timeout", 10*time.Second, "how long to look at most")
	return c
}

func casesCommand() *cobra.Command {
	return &cobra.Command{
		Use: "cases [forget ID]", Short: "List the walks that can be gone on with, or remove one",
		RunE: func(cmd *cobra.Command, args []string) error {
			var err error
			switch {
			case len(args) == 0:
				err = steps.ListCases(steps.System().Until(cmd.Context()), cmd.OutOrStdout())
			case len(args) == 2 && args[0] == "forget":
				err = steps.ForgetCase(steps.System().Until(cmd.Context()), args[1])
			default:
				return usage("it is cases, or cases forget ID with one ID of that list")
			}
			if errors.Is(err, steps.ErrNoCase) {
				return usage("%s", err)
			}
			if err != nil {
				return exit{exitFault, err.Error()}
			}
			return nil
		},
	}
}

func treeCommand() *cobra.Command {
	var format string
	c := &cobra.Command{
		Use: "tree", Short: "Print the whole guide as a tree", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			draw := map[string]func() string{"text": steps.Guide().Text, "mermaid": steps.Guide().Mermaid}[format]
			if draw == nil {
				return usage("--format is text or mermaid, not %q", format)
			}
			fmt.Fprint(cmd.OutOrStdout(), draw())
			return nil
		},
	}
	c.Flags().StringVar(&format, "format", "text", "text or mermaid")
	return c
}

func simulateCommand() *cobra.Command {
	at := simcam.Sockets{}
	c := &cobra.Command{
		Use: "simulate [SCENARIO]", Short: "Run one simulated camera until Ctrl+C", Args: cobra.MaximumNArgs(1),
		Long: "Run one simulated camera. It takes these lines on standard input: " + simcam.CommandHelp + ".\nScenarios: " + simcam.Names() + ".",
		RunE: func(cmd *cobra.Command, args []string) error {
			scenario, err := findScenario(append(args, simcam.Scenarios()[0].Name)[0])
			if err != nil {
				return err
			}
			if err := simcam.Foreground(cmd.Context(), scenario, at, os.Stdin, cmd.OutOrStdout()); err != nil {
				return exit{exitFault, err.Error()}
			}
			return nil
		},
	}
	c.Flags().StringVar(&at.HTTP, "listen", "127.0.0.1:8080", "address to listen on")
	c.Flags().StringVar(&at.TLS, "tls", "", "address to listen on with TLS as well, such as 127.0.0.1:8443")
	c.Flags().BoolVar(&at.SADP, "sadp", false, "take part in discovery on this computer's networks, so that other programs find it")
	return c
}

func findScenario(name string) (simcam.Scenario, error) {
	s, found := simcam.Find(name)
	if !found || name == "" {
		return s, usage("%q is no scenario; there are: %s", name, simcam.Names())
	}
	return s, nil
}

func version() string {
	info, found := debug.ReadBuildInfo()
	if !found || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "(built from source)"
	}
	return info.Main.Version
}
