package notes

import (
	"time"

	"golang.org/x/sys/unix"
)

// SinceBoot tells which start of the computer this is and how long ago it was,
// asleep counted: that is what the monotonic clock of macOS does
// (clock_gettime(3)).
func SinceBoot() (id string, up time.Duration) {
	var t unix.Timespec
	boot, err := unix.Sysctl("kern.bootsessionuuid")
	if err != nil || unix.ClockGettime(unix.CLOCK_MONOTONIC, &t) != nil {
		return "", 0
	}
	return boot, time.Duration(t.Nano())
}
