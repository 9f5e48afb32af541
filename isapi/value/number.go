package value

import (
	"strconv"
	"strings"
)

// Number reads a whole number from 0 to limit; ok is false for anything else.
func Number(text string, limit int) (n int, ok bool) {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n < 0 || n > limit {
		return 0, false
	}
	return n, true
}
