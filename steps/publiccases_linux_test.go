package steps

import (
	"fmt"
	"strings"
	"testing"
)

// A camera whose firmware upgrade failed sits in its boot loader: it has an address and
// refuses every port (https://github.com/scottlamb/hikvision-tftpd/issues/7).
func TestPublicCaseBootLoaderOnACable(t *testing.T) {
	t.Parallel()
	c := newCables(t)
	c.cable("l0", "192.0.0.128/24", c.Camera, "c0:56:e3:44:11:07")
	c.IP(c.Camera, "addr add 192.0.0.64/24 dev eth0")
	out, err := c.Role(c.Computer, "check 192.0.0.64").Output()
	if told := string(out); err != nil || !strings.Contains(told, "exit 3") || !strings.Contains(told, "refuses") || !strings.Contains(told, "firmware is damaged") {
		t.Errorf("%v: %s", err, told)
	}
}

// checkRole looks at one address with the system's own sockets, as `check` does.
func checkRole(t *testing.T, typed string) {
	r := inspect(t, typed)
	fmt.Println(strings.Join(r.Lines(), "\n"))
	fmt.Println("exit", r.ExitCode())
}
