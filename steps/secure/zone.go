package secure

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// posixZone is the beginning of a POSIX time zone, as devices write it: CST-8:00:00, or
// CET-1:00:00DST01:00:00,M3.5.0/02:00:00,M10.5.0/03:00:00.
var posixZone = regexp.MustCompile(`^[A-Za-z<>+0-9-]*?[A-Za-z>]([+-]?\d{1,2})(?::(\d{2}))?(?::\d{2})?`)

// ZoneOffset is how far a POSIX zone is ahead of UTC, daylight saving left out.
func ZoneOffset(zone string) (time.Duration, bool) {
	found := posixZone.FindStringSubmatch(zone)
	if found == nil {
		return 0, false
	}
	hours, err := strconv.Atoi(found[1])
	if err != nil || hours < -14 || hours > 14 {
		return 0, false
	}
	minutes, _ := strconv.Atoi("0" + found[2])
	if found[1][0] == '-' {
		minutes = -minutes
	}
	return -(time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute), true
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
