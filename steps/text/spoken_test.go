package text

import (
	"strings"
	"testing"
	"time"
)

func TestClock(t *testing.T) {
	for d, want := range map[time.Duration]string{0: "0:00", 1500 * time.Millisecond: "0:02", 29 * time.Minute: "29:00", time.Hour: "1:00:00", -time.Second: "0:00"} {
		if got := Clock(d); got != want {
			t.Errorf("clock(%v) = %s, want %s", d, got, want)
		}
	}
}

func TestAgo(t *testing.T) {
	now := time.Date(2025, 5, 2, 12, 0, 0, 0, time.Local)
	for want, passed := range map[string]time.Duration{
		"just now": 20 * time.Second, "1 minute ago": 90 * time.Second, "3 hours ago": 3*time.Hour + time.Minute,
		"yesterday 14:05": 21*time.Hour + 55*time.Minute, "30 April 12:00": 48 * time.Hour,
	} {
		if got := Ago(now.Add(-passed), now); got != want {
			t.Errorf("%v: %s, want %s", passed, got, want)
		}
	}
}

func TestSpan(t *testing.T) {
	for want, d := range map[string]time.Duration{
		"0 minutes": 59 * time.Second, "1 minute": time.Minute, "59 minutes": time.Hour - 1, "1 hour": time.Hour, "71 hours": 72*time.Hour - 1, "3 days": 72 * time.Hour,
	} {
		if got := Span(d); got != want {
			t.Errorf("%v: %s, want %s", d, got, want)
		}
	}
	if got := Span(2*time.Hour, "more ", "full "); got != "2 more full hours" {
		t.Error(got)
	}
}

func TestCount(t *testing.T) {
	for n, want := range map[int]string{0: "0 tries", 1: "1 try", 2: "2 tries"} {
		if got := Count(n, "try", "tries"); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// What goes to a terminal steers none, and its end is kept.
func TestPrintable(t *testing.T) {
	long := strings.Repeat("x", 5000)
	for text, want := range map[string]string{"/home/é/日本 1": "/home/é/日本 1", "a\x1b[31mb\u202ec\n\xff": "a[31mbc\ufffd", long + "\x07end": long + "end"} {
		if got := Printable(text); got != want {
			t.Errorf("%.40q: %.40q, want %.40q", text, got, want)
		}
	}
}

func TestFingerprint(t *testing.T) {
	for hex, want := range map[string]string{
		"ab01": "AB:01...", "": "...", "ab0": "AB...", strings.Repeat("0f", 32): strings.Repeat("0F:", 15) + "0F...",
	} {
		if got := Fingerprint(hex); got != want {
			t.Errorf("%s: %s, want %s", hex, got, want)
		}
	}
}
