package cli

import (
	"context"
	"io"
	"os"

	"camreset/isapi/simcam"
)

// findScenario finds the simulated camera of that name.
func findScenario(name string) (simcam.Scenario, error) {
	s, found := simcam.Find(name)
	if !found || name == "" {
		return s, Usage("%q is no scenario; there are: %s", name, simcam.Names())
	}
	return s, nil
}

// Simulate runs the simulated camera of that name until ctx ends; it takes lines from
// standard input.
func Simulate(ctx context.Context, name string, at simcam.Sockets, out io.Writer) error {
	scenario, err := findScenario(name)
	if err != nil {
		return err
	}
	if err := simcam.Foreground(ctx, scenario, at, os.Stdin, out); err != nil {
		return fault(err)
	}
	return nil
}
