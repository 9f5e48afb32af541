package notes

import (
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// A window goes on while the computer sleeps. What that does to the clocks of Linux a
// namespace of time shows: the time since the start is a day more, and the other clocks
// stay as they are.
func TestRule1TimeAsleepCounts(t *testing.T) {
	const asleep = "CAMRESET_TEST_ASLEEP"
	_, up := SinceBoot()
	if os.Getenv(asleep) != "" {
		t.Logf("up %v", up)
		return
	}
	if err := exec.Command("unshare", "--time", "--boottime", "86400", "true").Run(); err != nil {
		t.Skipf("no namespace of time can be made here: %v", err)
	}
	inside := exec.Command("unshare", "--time", "--boottime", "86400", os.Args[0], "-test.v", "-test.run", "^TestRule1TimeAsleepCounts$")
	inside.Env = append(os.Environ(), asleep+"=1")
	said, err := inside.CombinedOutput()
	_, told, _ := strings.Cut(string(said), "up ")
	told, _, _ = strings.Cut(told, "\n")
	slept, bad := time.ParseDuration(told)
	if err != nil || bad != nil || slept < up+24*time.Hour {
		t.Errorf("up %v after a day asleep, %v before; %v, %s", slept, up, err, said)
	}
}
