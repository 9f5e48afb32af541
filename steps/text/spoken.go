package text

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Clock writes a duration as a person reads a countdown: 29:05, or 1:02:03.
func Clock(d time.Duration) string {
	s := int((max(d, 0) + time.Second - 1) / time.Second)
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

// Span is a duration in its largest unit, as "31 hours"; more stands between
// the number and the unit.
func Span(d time.Duration, more ...string) string {
	n, unit := int(d/time.Minute), "minute"
	switch {
	case d >= 72*time.Hour:
		n, unit = int(d/(24*time.Hour)), "day"
	case d >= time.Hour:
		n, unit = int(d/time.Hour), "hour"
	}
	if n != 1 {
		unit += "s"
	}
	return strconv.Itoa(n) + " " + strings.Join(more, "") + unit
}

// Ago is a time in the past as a person says it.
func Ago(at, now time.Time) string {
	at, now = at.Local(), now.Local()
	year, month, day := now.Date()
	midnight := time.Date(year, month, day, 0, 0, 0, 0, now.Location())
	switch passed := now.Sub(at); {
	case passed < time.Minute:
		return "just now"
	case !at.Before(midnight) || passed < time.Hour:
		return Span(passed) + " ago"
	case !at.Before(midnight.AddDate(0, 0, -1)):
		return "yesterday " + at.Format("15:04")
	}
	return Dated(at)
}

// Dated is a time with its day, without a year.
func Dated(at time.Time) string { return at.Local().Format("2 January 15:04") }

// Count is a number with its noun: "1 try", "3 tries".
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// Printable is a path or an error of this computer for a terminal. It is not cut:
// its end counts.
func Printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return -1
	}, text)
}

// Fingerprint shows the first half of a SHA-256, in pairs: enough to compare
// by eye with what a browser shows.
func Fingerprint(hex string) string {
	var pairs []string
	for i := 0; i+2 <= len(hex) && i < 32; i += 2 {
		pairs = append(pairs, strings.ToUpper(hex[i:i+2]))
	}
	return strings.Join(pairs, ":") + "..."
}
