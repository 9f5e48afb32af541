//go:build !windows

package tui

import (
	"context"
	"strings"
	"testing"
	"time"

	"camreset/steps"
	"camreset/steps/facts"

	"github.com/creack/pty"
)

// TestPlainFormOnATerminal: somebody who can be asked again is, field by field.
func TestPlainFormOnATerminal(t *testing.T) {
	far, near, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer far.Close()
	defer near.Close()
	screen := &locked{}
	go func() {
		buffer := make([]byte, 4096)
		for {
			n, err := far.Read(buffer)
			_, _ = screen.Write(buffer[:n])
			if err != nil {
				return
			}
		}
	}()
	var given []string
	ctx, cancel := context.WithTimeout(t.Context(), 2*whenBusy)
	defer cancel()
	var last steps.Walk
	ended := make(chan error, 1)
	go func() {
		var err error
		last, err = Plain(ctx, toy(), start(login(&given), facts.Facts{}), Options{In: near, Out: near})
		ended <- err
	}()
	seen := 0
	for _, turn := range [][2]string{
		{"User: An empty line means admin.", "guest"},
		{`"guest" may not come in.`, ""},
		{"User:", ":help"},
		{"Ask the porter.", ""},
		{"User:", "2"},
		{"There are no stairs.", ""},
		{"User:", "root"},
		{"Password: What you type is not shown. An empty line leaves it.", "Mea"},
		{"Too short.", ""},
		{"Password:", "Meadow-17 "},
		{sendExactly, "no"},
		{"Password:", "Meadow-17 "},
		{sendExactly, "2"},
		{"That was all.", ""},
	} {
		for begun := time.Now(); !strings.Contains(screen.String()[seen:], turn[0]); time.Sleep(10 * time.Millisecond) {
			if time.Since(begun) > whenBusy {
				t.Fatalf("%q does not come:\n%s", turn[0], screen.String()[seen:])
			}
		}
		seen += strings.Index(screen.String()[seen:], turn[0]) + len(turn[0])
		if turn[1] != "" {
			time.Sleep(5 * typedAhead) // as a person, after the question
			_, _ = far.WriteString(turn[1] + "\n")
		}
	}
	if err := <-ended; err != nil || last.Step().ID != "end" || strings.Join(given, "|") != "root|Meadow-17 " {
		t.Errorf("at %s with %q, %v", last.Step().ID, given, err)
	}
	if strings.Contains(screen.String(), "Mea") {
		t.Errorf("a secret was shown:\n%s", screen.String())
	}
}
