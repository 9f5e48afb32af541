package sadp

import (
	"errors"
	"fmt"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"camreset/isapi"
)

func TestNoNetwork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLan(Interface{Name: "eth0", Skipped: SkippedNoLink}, Interface{Name: "tun0", Skipped: SkippedTunnel})
		start := time.Now()
		r, err := Discover(t.Context(), l.net(), Options{}, func(Device) {})
		if !errors.Is(err, ErrNoInterface) || time.Since(start) > 0 || len(r.Causes) == 0 || r.Causes[0].ID != "no-network" || !strings.Contains(r.Causes[0].How, "eth0: no link") {
			t.Errorf("%v after %v: %+v", err, time.Since(start), r)
		}
	})
}

func TestCauses(t *testing.T) {
	for name, c := range map[string]struct {
		set    func(*lan, *Net)
		want   string
		phrase string
	}{
		"nothing answers":   {func(*lan, *Net) {}, "other-segment silent-device", "eth0"},
		"a firewall":        {func(l *lan, n *Net) { l.deaf = true; n.OS = "windows" }, "firewall silent-device", "Windows Security"},
		"a firewall, macOS": {func(l *lan, n *Net) { l.deaf = true; n.OS = "darwin" }, "firewall silent-device", "Network > Firewall > Options"},
		"Windows asked":     {func(_ *lan, n *Net) { n.OS = "windows" }, "other-segment firewall silent-device", "After Cancel"},
		"macOS asked":       {func(_ *lan, n *Net) { n.OS = "darwin" }, "other-segment permission silent-device", "Privacy & Security > Local Network"},
		"Linux asks nobody": {func(_ *lan, n *Net) { n.OS = "linux" }, "other-segment silent-device", "another VLAN"},
		"macOS says no":     {func(l *lan, n *Net) { l.refuse = syscall.EHOSTUNREACH; n.OS = "darwin" }, "permission silent-device", "Local Network"},
		"nothing leaves":    {func(l *lan, _ *Net) { l.refuse = syscall.EPERM }, "sending silent-device", "firewall on this computer does not let the search out"},
		"the port is taken": {func(l *lan, _ *Net) { l.taken = true }, "port-taken silent-device", "iVMS"},
		"in WSL":            {func(_ *lan, n *Net) { n.Inside = "wsl" }, "wsl other-segment silent-device", "Windows version"},
		"in a container":    {func(_ *lan, n *Net) { n.Inside = "container" }, "container other-segment silent-device", "--network host"},
		"a strict filter":   {func(l *lan, _ *Net) { l.faces[0].Strict = isapi.Yes }, "other-segment strict-filter silent-device", "ip addr del 192.168.1.10/24 dev eth0"},
		"a VPN":             {func(l *lan, _ *Net) { l.faces = append(l.faces, Interface{Name: "tun0", Skipped: SkippedTunnel}) }, "other-segment vpn silent-device", "tun0"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := newLan(face("eth0", "10.0.0.5/24"))
				n := l.net()
				c.set(l, &n)
				r, err := Discover(t.Context(), n, Options{}, func(Device) {})
				var ids []string
				for _, cause := range r.Causes {
					ids = append(ids, cause.ID)
					if cause.Why == "" || cause.How == "" || cause.Fix == "" {
						t.Errorf("%+v", cause)
					}
				}
				if text := fmt.Sprint(r.Causes); err != nil || strings.Join(ids, " ") != c.want || !strings.Contains(text, c.phrase) {
					t.Errorf("%v, got %s, want %s\n%s", err, ids, c.want, text)
				}
			})
		})
	}
}
