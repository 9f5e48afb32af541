package tui_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// A network card with escape codes in its name: the system lets it have one.
func TestHostileInterfaceNames(t *testing.T) {
	if os.Getenv(insideVariable) == "" {
		inNamespace(t, "ip link add \"$(printf 'e\\033[31m\\342\\200\\256')\" type veth peer name far && ip link set far up && "+
			"ip addr add 10.20.0.10/16 dev \"$(printf 'e\\033[31m\\342\\200\\256')\" && ip link set \"$(printf 'e\\033[31m\\342\\200\\256')\" up")
		return
	}
	for _, args := range [][]string{
		{"check", "--timeout=1s", "10.20.0.99"}, {"check", "--timeout=1s", "--json", "10.20.0.99"}, {"check", "--timeout=1s", "10.21.0.99"},
		{"discover", "--timeout=1s"}, {"discover", "--timeout=1s", "--json"}, {"discover", "--timeout=1s", "--csv"}, {"discover", "--timeout=1s", "--json", "--interface=e[31m"},
		{"--plain"},
	} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			t.Parallel()
			cmd := exec.Command(os.Getenv(insideVariable), args...)
			cmd.Env = append(os.Environ(), "CAMRESET_STATE="+t.TempDir())
			m := measure(t, cmd, "not-sure\n")
			switch {
			case strings.Contains(m.out, "{"):
				mustBeCleanJSON(t, "standard output", []byte(m.out))
			default:
				mustBeClean(t, "standard output", m.out)
			}
			mustBeClean(t, "standard error", m.errs)
			if !strings.Contains(m.out, "e[31m") && !strings.Contains(m.out, "mac,") {
				t.Errorf("the card is not named: %s%s", m.out, m.errs)
			}
			if args[0] == "discover" && strings.Contains(m.out+m.errs, "no such") {
				t.Errorf("the card is not found by its name: %s%s", m.out, m.errs)
			}
		})
	}
}
