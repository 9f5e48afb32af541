package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"camreset/tui/halt"
)

func TestCodeOfAnEnd(t *testing.T) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range []struct {
		ctx  context.Context
		err  error
		code int
		says string
	}{
		{t.Context(), nil, 0, ""},
		{t.Context(), Exit{Code: 7}, 7, ""},
		{t.Context(), Usage("%d were given", 2), WrongUsage, "camreset: 2 were given\n"},
		{t.Context(), fmt.Errorf("while it ran: %w", fault(errors.New("no disk"))), Fault, "camreset: no disk\n"},
		{t.Context(), errors.New("unknown flag: --nonsense"), WrongUsage, "camreset: unknown flag: --nonsense\n"},
		{t.Context(), fmt.Errorf("asked: %w", context.Canceled), halt.Interrupted, ""},
		{ended, nil, halt.Interrupted, ""},
		{ended, Usage("late"), halt.Interrupted, ""},
	} {
		var errs strings.Builder
		if code := Code(c.ctx, c.err, &errs); code != c.code || errs.String() != c.says {
			t.Errorf("%v ends with %d and %q, want %d and %q", c.err, code, errs.String(), c.code, c.says)
		}
	}
}

func TestWordsOfTheWizard(t *testing.T) {
	alike := func(word string) []string {
		return map[string][]string{"chekc": {"check"}, "c": {"check", "cases"}}[word]
	}
	for _, c := range []struct {
		words, says string
		demo        bool
	}{
		{words: ""},
		{words: "192.168.1.64"},
		{words: "c"}, // the host of that name: both commands are much longer
		{words: "http://chekc"},
		{words: "chekc", says: "did you mean check?"},
		{words: "192.168.1.64 192.168.1.65", says: "2 were given"},
		{words: "factory-default", demo: true, says: "--demo=factory-default"},
		{words: "192.168.1.64", demo: true, says: "--demo=forgotten"},
	} {
		o := Wizard{Demo: "forgotten"}
		err := o.Read(strings.Fields(c.words), c.demo, alike)
		if said := fmt.Sprint(err); c.says == "" && err != nil || !strings.Contains(said, c.says) {
			t.Errorf("%q: %v, want %q", c.words, err, c.says)
		}
	}
	if err := (&Wizard{Demo: "nowhere"}).Read(nil, true, alike); err == nil || !strings.Contains(err.Error(), "no scenario") {
		t.Errorf("an unknown scenario: %v", err)
	}
}
