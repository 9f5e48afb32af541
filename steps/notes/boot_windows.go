package notes

import (
	"strconv"
	"time"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

// bootCounter is where Windows counts its starts (observed; not documented).
const bootCounter = `SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management\PrefetchParameters`

// SinceBoot tells which start of the computer this is and how long ago it was,
// asleep counted (GetTickCount64). Where the counter cannot be read, a start is
// seen when the time since then has become less.
func SinceBoot() (id string, up time.Duration) {
	id = "a start"
	if key, err := registry.OpenKey(registry.LOCAL_MACHINE, bootCounter, registry.QUERY_VALUE); err == nil {
		if n, _, err := key.GetIntegerValue("BootId"); err == nil {
			id = strconv.FormatUint(n, 10)
		}
		_ = key.Close()
	}
	return id, windows.DurationSinceBoot()
}
