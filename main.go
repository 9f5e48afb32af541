// Command camreset gets people back into a Hikvision camera whose password is
// lost, by official ways only.
package main

import (
	"io"
	"log"
	"os"
	"runtime/debug"

	_ "camreset/tui/ahead" // must run before bubbletea's own init

	"camreset/tui"
	"camreset/tui/cli"
	"camreset/tui/halt"

	"github.com/spf13/cobra"
)

// softMemory is when memory is tidied up more often, in bytes: what devices and
// files can make of it stays small.
const softMemory = 20 << 20

func main() {
	debug.SetMemoryLimit(softMemory)
	code := run(halt.New(), os.Args[1:])
	tui.HoldWindow()
	os.Exit(code)
}

// run runs the command that the arguments name, and gives the exit code.
func run(guard *halt.Guard, args []string) int {
	ctx := guard.Context()
	cobra.MousetrapHelpText = "" // a double click starts the wizard
	log.SetOutput(io.Discard)    // net/http logs what a device sends unasked; nothing of a device goes to a terminal unread
	root := cli.Command(guard)
	root.SetArgs(args)
	root.SetOut(halt.NewWriter(ctx, os.Stdout))
	return cli.Code(ctx, root.ExecuteContext(ctx), os.Stderr)
}
