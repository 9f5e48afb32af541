package simcam

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Foreground runs one camera on real sockets until ctx ends: on listen, and with TLS on listenTLS unless that is
// empty. It tells on out where it listens and its secrets, and takes the words of Command as lines from in. The end
// of in does not end it.
func Foreground(ctx context.Context, s Scenario, listen, listenTLS string, in io.Reader, out io.Writer) error {
	camera := New(s, RealClock())
	at, err := camera.Listen(listen)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w; choose another address with --listen", listen, err)
	}
	fmt.Fprintf(out, "Simulated camera: %s\nListening on http://%s/ (Ctrl+C ends it)\n", s.Title, at)
	if listenTLS != "" {
		if at, err = camera.ListenTLS(listenTLS); err != nil {
			return errors.Join(fmt.Errorf("cannot listen on %s: %w; choose another address with --tls", listenTLS, err), camera.Close())
		}
		fmt.Fprintf(out, "Listening on https://%s/\n", at)
	}
	fmt.Fprint(out, secretLines(camera))
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
