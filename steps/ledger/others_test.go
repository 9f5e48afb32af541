package ledger

import (
	"testing"
	"time"

	"camreset/isapi"
)

func TestOthersAreTakenFromTheShrinkingCount(t *testing.T) {
	type word struct {
		after time.Duration
		left  *int
		spent int
	}
	locked := -1
	for _, c := range []struct {
		name  string
		words []word
		tries int
	}{
		{"one word", []word{{0, told(3), 0}}, 0},
		{"the same", []word{{0, told(5), 0}, {time.Minute, told(5), 0}}, 0},
		{"fewer", []word{{0, told(5), 0}, {time.Minute, told(3), 0}}, 2},
		{"fewer and fewer", []word{{0, told(5), 1}, {time.Minute, told(4), 1}, {2 * time.Minute, told(2), 1}}, 3},
		{"to the lock", []word{{0, told(2), 0}, {time.Minute, &locked, 0}}, 2},
		{"ours", []word{{0, told(5), 0}, {time.Minute, told(4), 1}}, 0},
		{"more again", []word{{0, told(2), 0}, {time.Minute, told(5), 0}}, 0},
		{"our window is over", []word{{0, told(4), 1}, {time.Minute, told(3), 0}}, 0},
		{"too long ago", []word{{0, told(5), 0}, {time.Hour, told(3), 0}}, 0},
		{"not told between", []word{{0, told(5), 0}, {time.Minute, nil, 0}, {2 * time.Minute, told(4), 0}}, 1},
		{"an old word again", []word{{time.Minute, told(5), 0}, {0, told(3), 0}}, 0},
	} {
		begun := time.Date(2025, 5, 1, 12, 0, 0, 0, time.UTC)
		var o Others
		for _, w := range c.words {
			lock := isapi.Lock{Left: w.left}
			if w.left == &locked {
				lock = isapi.Lock{Locked: isapi.Yes}
			}
			o = o.Hear(lock, w.spent, begun.Add(w.after))
		}
		if o.Tries != c.tries {
			t.Errorf("%s: %d tries of others, want %d", c.name, o.Tries, c.tries)
		}
	}
}

func TestWordsOfOthers(t *testing.T) {
	now := time.Date(2025, 5, 1, 12, 0, 0, 0, time.UTC)
	for want, o := range map[string]Others{
		"": {Seen: now},
		"Something else is trying passwords: there were 5 tries left, then 3, and camreset used none of them.":    {Tries: 2, From: 5, To: 3, Seen: now},
		"Something else is trying passwords: there were 3 tries left, then none, and camreset used none of them.": {Tries: 3, From: 3, To: 0, Seen: now},
	} {
		sheet := ""
		for _, line := range o.Sheet(now) {
			sheet += line.String()
		}
		if got := o.Words(now).String(); got != want || want != "" && sheet != want+" "+Silence.String() || want == "" && sheet != "" {
			t.Errorf("%q, %q; want %q", got, sheet, want)
		}
		if later := o.Words(now.Add(Window)); !later.IsZero() || o.Trying(now.Add(Window)) {
			t.Errorf("half an hour later: %s", later)
		}
	}
}

func TestSameTries(t *testing.T) {
	for _, c := range []struct {
		a, b isapi.Lock
		want bool
	}{
		{isapi.Lock{}, isapi.Lock{}, true},
		{isapi.Lock{Left: told(3)}, isapi.Lock{Left: told(3)}, true},
		{isapi.Lock{Left: told(3)}, isapi.Lock{Left: told(2)}, false},
		{isapi.Lock{Left: told(3)}, isapi.Lock{}, false},
		{isapi.Lock{}, isapi.Lock{Locked: isapi.Yes}, false},
		{isapi.Lock{Left: told(0)}, isapi.Lock{Left: told(0), Locked: isapi.Yes}, false},
	} {
		if SameTries(c.a, c.b) != c.want || SameTries(c.b, c.a) != c.want {
			t.Errorf("%+v and %+v: %v", c.a, c.b, !c.want)
		}
	}
}
