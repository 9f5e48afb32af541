package halt_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"camreset/tui/halt"
)

// slow is a stream that takes nothing until it is let.
type slow struct {
	let  chan struct{}
	took strings.Builder
}

func (s *slow) Write(b []byte) (int, error) {
	<-s.let
	return s.took.Write(b)
}

func TestWriterWaitsForAReaderAsLongAsTheRunLasts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		to := &slow{let: make(chan struct{})}
		w := halt.NewWriter(ctx, to)
		go func() { time.Sleep(time.Hour); to.let <- struct{}{} }()
		if n, err := io.WriteString(w, "one\n"); n != 4 || err != nil || to.took.String() != "one\n" {
			t.Fatalf("%d bytes, %v, %q", n, err, to.took.String())
		}
		time.AfterFunc(time.Minute, cancel)
		begun := time.Now()
		if _, err := io.WriteString(w, "two\n"); !errors.Is(err, halt.ErrStalled) {
			t.Errorf("got %v", err)
		}
		if _, err := io.WriteString(w, "three\n"); !errors.Is(err, halt.ErrStalled) {
			t.Errorf("got %v", err)
		}
		if took := time.Since(begun) - time.Minute; took > time.Second {
			t.Errorf("the end was waited for for %v", took)
		}
		close(to.let)
		synctest.Wait()
		if took := to.took.String(); took != "one\ntwo\n" {
			t.Errorf("the stream has %q", took)
		}
	})
}

// The last words of a run still come, where somebody reads.
func TestWriterSaysTheLastWords(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var to strings.Builder
	if _, err := io.WriteString(halt.NewWriter(ctx, &to), "3 found\n"); err != nil || to.String() != "3 found\n" {
		t.Errorf("%v, %q", err, to.String())
	}
}

func TestScreenDropsFramesWhileTheTerminalIsStalled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		to, drawn := &slow{let: make(chan struct{})}, 0
		s := halt.NewScreen(to, func() { drawn++ })
		begun := time.Now()
		for _, frame := range []string{"one ", "two ", "three "} {
			if n, err := io.WriteString(s, frame); n != len(frame) || err != nil {
				t.Errorf("%q: %d, %v", frame, n, err)
			}
		}
		if took := time.Since(begun); took > time.Second {
			t.Errorf("three frames took %v", took)
		}
		close(to.let)
		synctest.Wait()
		_, _ = io.WriteString(s, "four")
		if took := to.took.String(); took != "one four" || drawn != 1 {
			t.Errorf("the terminal has %q, and was drawn anew %d times", took, drawn)
		}
	})
}
