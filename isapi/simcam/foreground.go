package simcam

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"
)

// Foreground runs one camera on a real socket until ctx ends: it tells on out where it listens and its secrets,
// and takes the words of Command as lines from in. The end of in does not end it.
func Foreground(ctx context.Context, s Scenario, listen string, in io.Reader, out io.Writer) error {
	camera := New(s, RealClock())
	at, err := camera.Listen(listen)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w; choose another address with --listen", listen, err)
	}
	fmt.Fprintf(out, "Simulated camera: %s\nListening on http://%s/ (Ctrl+C ends it)\n%s", s.Title, at, secretLines(camera))
	lines := make(chan string)
	go func() {
		for scan := bufio.NewScanner(in); scan.Scan(); {
			select {
			case lines <- scan.Text():
			case <-ctx.Done():
				return
			}
		}
	}()
	for {
		select {
		case <-ctx.Done():
			return camera.Close()
		case line := <-lines:
			obey(camera, line, out)
		}
	}
}

func obey(c *Camera, line string, out io.Writer) {
	if strings.TrimSpace(line) == "" {
		return
	}
	said, err := c.Command(line)
	if err != nil {
		said = err.Error()
	}
	fmt.Fprintln(out, said)
}
