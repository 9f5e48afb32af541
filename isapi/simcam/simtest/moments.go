package simtest

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Moment prints when something happened, for Moments in another process.
func Moment(word string, at time.Time) { fmt.Println(word, at.UnixMicro()) }

// Moments reads what Moment has printed among other lines.
func Moments(lines string) map[string]time.Time {
	all := map[string]time.Time{}
	for line := range strings.Lines(lines) {
		word, at, _ := strings.Cut(strings.TrimSpace(line), " ")
		if n, err := strconv.ParseInt(at, 10, 64); err == nil {
			all[word] = time.UnixMicro(n)
		}
	}
	return all
}
