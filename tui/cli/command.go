package cli

import (
	"fmt"
	"strings"
	"time"

	"camreset/isapi/simcam"
	"camreset/steps/facts"
	"camreset/steps/report"
	"camreset/steps/schema"
	"camreset/tui/halt"
	"camreset/tui/help"

	"github.com/spf13/cobra"
)

// Command is the wizard, with the commands below it.
func Command(guard *halt.Guard) *cobra.Command {
	o := Wizard{Guard: guard}
	root := &cobra.Command{
		Use:   "camreset [TARGET]",
		Short: "Get back into a Hikvision camera whose password is lost, by official ways only",
		Long: "camreset walks you through the official ways back into a Hikvision camera, with live checks at every step.\n" +
			"It never guesses passwords, never uses a back door, and never locks a camera.\n" +
			"TARGET is an address, a host name, a MAC, or the end of a serial number (four digits or more).",
		Example:       "  camreset                    the wizard\n  camreset --demo             practise with a simulated camera\n  camreset check 192.168.1.64 look at one address, without a login",
		SilenceErrors: true, SilenceUsage: true,
		Version: Version(),
		Args: func(cmd *cobra.Command, words []string) error {
			for _, name := range []string{"owner", "method", "new-password-file", "set-address"} {
				if f := cmd.Flags().Lookup(name); f.Changed && f.Value.String() == "" {
					return Usage("--%s is empty", name)
				}
			}
			if err := o.Read(words, cmd.Flags().Changed("demo"), cmd.SuggestionsFor); err != nil {
				return err
			}
			return o.canReport(cmd)
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return o.Run(cmd.Context(), cmd.OutOrStdout()) },
	}
	root.SuggestionsMinimumDistance = 2
	root.Flags().BoolVar(&o.Plain, "plain", false, "ask and tell in plain lines: screen readers, serial consoles, scripts")
	root.Flags().BoolVar(&o.Keys, "keys", false, "plain lines as a script gets them through a pipe, with the names of steps and answers")
	root.Flags().StringVar(&o.Demo, "demo", "", "use a simulated camera: "+simcam.Names())
	root.Flags().Lookup("demo").NoOptDefVal = simcam.Scenarios()[0].Name
	o.reportFlag(root, "write what was done")
	root.Flags().StringVar(&o.Owner, "owner", "", "whose the cameras are: mine or for-owner; with one TARGET it is not asked")
	root.Flags().StringVar(&o.Method, "method", "", "go to the way in of this `KEY` where the camera allows it, such as reset-button")
	root.Flags().StringVar(&o.PasswordFile, "new-password-file", "", "the new password is the first line of `FILE`; - for standard input")
	root.Flags().StringVar(&o.Address, "set-address", "", "give the camera this `ADDRESS`: IP/PREFIX[,GATEWAY]")
	for name, words := range map[string][]string{"owner": {"mine", "for-owner"}, "method": methodKeys(), "demo": strings.Split(simcam.Names(), ", ")} {
		_ = root.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp)) // they are there
	}
	root.AddCommand(discoverCommand(), checkCommand(), secureCommand(guard), casesCommand(guard), simulateCommand(), treeCommand(), schemaCommand())
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		switch c.Name() { // cobra's own two take wrong words for a wish to read help
		case "help":
			helpCommand(c, root)
		case "completion":
			c.RunE = func(*cobra.Command, []string) error {
				return Usage("completion needs a shell: bash, zsh, fish or powershell")
			}
		}
	}
	return root
}

// helpCommand makes cobra's help one of topics as well.
func helpCommand(c, root *cobra.Command) {
	topics := strings.Join(help.Topics(), ", ")
	c.Use, c.Short = "help [COMMAND | TOPIC]", "Tell about a command, or about a topic: "+topics
	c.Long = "Tell about a command, or about a topic.\nTopics: " + topics + "."
	commands := c.ValidArgsFunction
	c.ValidArgsFunction = func(cmd *cobra.Command, words []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
		all, directive := commands(cmd, words, begun)
		for _, topic := range help.Topics() {
			if len(words) == 0 && strings.HasPrefix(topic, begun) {
				all = append(all, topic)
			}
		}
		return all, directive
	}
	c.Run, c.RunE = nil, func(cmd *cobra.Command, words []string) error {
		text := help.Text(strings.Join(words, " "))
		about, _, err := root.Find(words)
		isCommand := err == nil && (len(words) == 0 || about != root)
		switch {
		case isCommand && text != "": // simulate is both
			text += "\n"
		case !isCommand && text == "":
			return Usage("there is no command or topic %q to help with; the topics are: %s", strings.Join(words, " "), topics)
		}
		fmt.Fprint(cmd.OutOrStdout(), text)
		if !isCommand {
			return nil
		}
		return about.Help()
	}
}

func discoverCommand() *cobra.Command {
	s, out := report.Search{}, report.Output{}
	c := &cobra.Command{
		Use: "discover", Short: "List the devices on this computer's networks, without a login", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return Discover(cmd.Context(), s, out, cmd.OutOrStdout())
		},
	}
	c.Flags().BoolVar(&out.JSON, "json", false, "print one JSON object; with --watch one a line for each event")
	c.Flags().BoolVar(&out.CSV, "csv", false, "print a table for a spreadsheet")
	c.Flags().BoolVar(&s.Watch, "watch", false, "keep listening until Ctrl+C, and mark what came (+), changed (~) and went (-)")
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
		RunE: func(cmd *cobra.Command, words []string) error {
			return Check(cmd.Context(), words, timeout, asJSON, cmd.OutOrStdout())
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	c.Flags().DurationVar(&timeout, "timeout", 10*time.Second, "how long to look at most")
	return c
}

func secureCommand(guard *halt.Guard) *cobra.Command {
	o := Secure{Guard: guard}
	c := &cobra.Command{
		Use: "secure TARGET", Short: "Say how safely a device is set up, and mend it; needs its password",
		Long: "Say how safely a device is set up. It logs in once, reads the settings, and asks before each change.\n" +
			"Exit code 0: all is well; 10: something is left to do; 9: the password was not accepted; 3 to 6 as check.",
		RunE: func(cmd *cobra.Command, words []string) error { return o.Run(cmd.Context(), words, cmd.OutOrStdout()) },
	}
	c.Flags().BoolVar(&o.JSON, "json", false, "print one JSON object, and change nothing")
	c.Flags().StringVar(&o.User, "user", facts.DefaultUser, "the account to log in with")
	c.Flags().StringVar(&o.PasswordFile, "password-file", "", "read the password from the first line of this file; - for standard input")
	return c
}

func casesCommand(guard *halt.Guard) *cobra.Command {
	var asJSON bool
	o := Wizard{Guard: guard}
	c := &cobra.Command{
		Use: "cases [forget ID | resume ID]", Short: "List the saved walks, remove one, or continue one",
		RunE: func(cmd *cobra.Command, words []string) error {
			resume := len(words) == 2 && words[0] == "resume"
			if resume && !asJSON {
				o.Resume = words[1]
				if err := o.canReport(cmd); err != nil {
					return err
				}
				return o.Run(cmd.Context(), cmd.OutOrStdout())
			}
			for _, name := range []string{"plain", "keys", "report"} {
				if cmd.Flags().Changed(name) && !resume {
					return Usage("--%s goes with cases resume ID", name)
				}
			}
			return Cases(cmd.Context(), words, asJSON, cmd.OutOrStdout())
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print the list as one JSON object")
	c.Flags().BoolVar(&o.Plain, "plain", false, "with resume: ask and tell in plain lines")
	c.Flags().BoolVar(&o.Keys, "keys", false, "with resume: plain lines as a script gets them through a pipe")
	o.reportFlag(c, "with resume: write what was done")
	return c
}

// reportFlag gives a command the flag for a report; does says what that is for.
func (o *Wizard) reportFlag(c *cobra.Command, does string) {
	c.Flags().StringVar(&o.Report, "report", "", does+" to `FILE` at the end: .txt for people, .json for programs")
	_ = c.MarkFlagFilename("report", "txt", "json") // it is there
}

// canReport looks, before anything is asked, whether the report can be written.
func (o *Wizard) canReport(cmd *cobra.Command) error {
	if !cmd.Flags().Changed("report") {
		return nil
	}
	return CanReport(o.Report)
}

func simulateCommand() *cobra.Command {
	at := simcam.Sockets{}
	c := &cobra.Command{
		Use: "simulate [SCENARIO]", Short: "Run one simulated camera until Ctrl+C", Args: cobra.MaximumNArgs(1),
		Long: "Run one simulated camera. It takes these lines on standard input: " + simcam.CommandHelp + ".\nScenarios: " + simcam.Names() + ".",
		RunE: func(cmd *cobra.Command, words []string) error {
			name := append(words, simcam.Scenarios()[0].Name)[0]
			return Simulate(cmd.Context(), name, at, cmd.OutOrStdout())
		},
	}
	c.Flags().StringVar(&at.HTTP, "listen", "127.0.0.1:8080", "address to listen on")
	c.Flags().StringVar(&at.TLS, "tls", "", "address to listen on with TLS as well, such as 127.0.0.1:8443")
	c.Flags().BoolVar(&at.SADP, "sadp", false, "take part in discovery on this computer's networks, so that other programs find it")
	return c
}

func treeCommand() *cobra.Command {
	var format string
	c := &cobra.Command{
		Use: "tree", Short: "Print the whole guide as a tree", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return Tree(format, cmd.OutOrStdout()) },
	}
	c.Flags().StringVar(&format, "format", "text", "text or mermaid")
	return c
}

func schemaCommand() *cobra.Command {
	names := schema.Names()
	return &cobra.Command{
		Use: "schema " + strings.Join(names, "|"), Short: "Print the JSON Schema of what a command prints as JSON", ValidArgs: names,
		RunE: func(cmd *cobra.Command, words []string) error { return Schema(words, cmd.OutOrStdout()) },
	}
}
