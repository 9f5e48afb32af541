package sadp

import (
	"strings"
	"testing"
	"time"
)

// What keeps somebody from being heard is said beside a list that is not empty: the
// reverse-path filter of one of two networks, and a program that holds the port.
func TestNamespaceCausesBesideAList(t *testing.T) {
	t.Parallel()
	laptop, far := cable(t)
	end := start(t, far[0], "cameras", caseCamera+"unicast")
	defer end()
	time.Sleep(100 * time.Millisecond) // until it serves
	listed := func(want string, more ...string) {
		t.Helper()
		out, err := roleIn(laptop, "list", append(more, "SADP_TEST_FOR=2s")...).Output()
		text := string(out)
		if found, causes, _ := strings.Cut(text, "\n"); err != nil || !strings.Contains(found, "c0:56:e3:00:00:01") || strings.Contains(causes, "cause: ") != (want != "") || !strings.Contains(causes, want) {
			t.Errorf("%v: %s", err, text)
		}
	}
	listed("")
	listed("cause: port-taken: listening on l0 failed", "SADP_TEST_TAKEN=1")
	run(t, laptop, "sysctl -qw net.ipv4.conf.l1.rp_filter=1")
	listed("cause: strict-filter: rp_filter is on for l1")
}
