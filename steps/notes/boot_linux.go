package notes

import (
	"os"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// SinceBoot tells which start of the computer this is and how long ago it was,
// asleep counted (proc_sys_kernel(5), clock_gettime(2)).
func SinceBoot() (id string, up time.Duration) {
	var t unix.Timespec
	boot, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil || unix.ClockGettime(unix.CLOCK_BOOTTIME, &t) != nil {
		return "", 0
	}
	return strings.TrimSpace(string(boot)), time.Duration(t.Nano())
}
