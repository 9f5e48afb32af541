package steps

import (
	"errors"
	"strings"
	"testing"

	"camreset/isapi/sadp"
	"camreset/isapi/simcam"
	"camreset/steps/facts"
	"camreset/steps/lan"
)

// An address that is good on one cable only is asked about.
func TestAnAddressWithoutItsInterface(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", nil)
		a, _ := lan.ParseAddress("fe80::1")
		if r := Inspect(t.Context(), w.env, a); r.Verdict != "unreachable" || !strings.Contains(strings.Join(r.Lines(), "\n"), "Put the network interface behind it") {
			t.Errorf("%s: %s", r.Verdict, strings.Join(r.Lines(), "\n"))
		}
	})(t)
}

func TestSeek(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", audibly)
		if err := w.lan.Add("192.168.1.71", simcam.New(simcam.Scenario{Generation: simcam.Portal, Unit: 7, Address: "192.168.1.71"}, simcam.FastClock(factor))); err != nil {
			t.Fatal(err)
		}
		first := w.camera.Identity()
		at, key, err := w.env.Seek(t.Context(), lan.Target{MAC: first.MAC})
		if err != nil || at.IP != w.ip || key != sadp.KeyOf(first.MAC) {
			t.Errorf("by MAC: %v %s, %v", at, key, err)
		}
		if at, key, err = w.env.Seek(t.Context(), lan.Target{Serial: strings.ToUpper(first.Serial[len(first.Serial)-6:])}); err != nil || at.IP != w.ip || key != sadp.KeyOf(first.MAC) {
			t.Errorf("by serial %s: %v %s, %v", first.Serial, at, key, err)
		}
		var not lan.NotOneError
		if _, _, err = w.env.Seek(t.Context(), lan.Target{Serial: "000000000"}); !errors.As(err, &not) || not.ExitCode() != 3 || !strings.Contains(err.Error(), "ends in 000000000") {
			t.Errorf("nobody: %v", err)
		}
		if _, _, err = w.env.Seek(t.Context(), lan.Target{}); !errors.As(err, &not) || not.ExitCode() != 2 || len(not.Fit) != 2 || !strings.Contains(err.Error(), "192.168.1.71") {
			t.Errorf("several: %v", err)
		}
		end, log := w.tellFrom(t, BeginWith(w.env, at, first.MAC, facts.Flags{}), mine.with(script{"menu": {":quit"}}))
		if f := end.Facts(); f.Record.MAC != first.MAC {
			t.Errorf("%+v; %v", f.Record, log)
		}
	})(t)
}
