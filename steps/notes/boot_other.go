//go:build !linux && !darwin && !windows

package notes

import "time"

// SinceBoot does not know: the clock has to do.
func SinceBoot() (id string, up time.Duration) { return "", 0 }
