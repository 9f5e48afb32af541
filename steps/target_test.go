package steps

import (
	"camreset/steps/flow"
	"camreset/steps/lan"

	"errors"
	"net/netip"
	"strings"
	"testing"

	"camreset/isapi/simcam"
)

func TestParseTarget(t *testing.T) {
	for typed, want := range map[string]lan.Target{
		"44:19:B6:5b:00:10":                   {MAC: "44:19:b6:5b:00:10"},
		"44-19-b6-5b-00-10":                   {MAC: "44:19:b6:5b:00:10"},
		"4419.b65b.0010":                      {MAC: "44:19:b6:5b:00:10"},
		"4419B65B0010":                        {MAC: "44:19:b6:5b:00:10"},
		"e12345678":                           {Serial: "E12345678"},
		"5678":                                {Serial: "5678"},
		"DS-2CD2020F-20190101AAWR":            {Serial: "DS-2CD2020F-20190101AAWR"},
		"cam-2":                               {Address: lan.Address{Host: "cam-2"}},
		"DS-2CD2143G0-I20190101AAWRD00000001": {Serial: "DS-2CD2143G0-I20190101AAWRD00000001"},
		"192.168.1.64":                        {Address: lan.Address{Host: "192.168.1.64", IP: "192.168.1.64"}},
		"fe80::1%eth0":                        {Address: lan.Address{Host: "fe80::1%eth0", IP: "fe80::1%eth0"}},
		"http://cam12345":                     {Address: lan.Address{Scheme: "http", Host: "cam12345"}},
		"camera":                              {Address: lan.Address{Host: "camera"}},
		"nas.local:8080":                      {Address: lan.Address{Host: "nas.local", Port: 8080}},
	} {
		if got, bad := lan.ParseTarget(typed); !bad.IsZero() || got != want {
			t.Errorf("%q: %+v, %s; want %+v", typed, got, bad, want)
		}
	}
}

// A slip in an address is said, and never looked up as a host's name.
func TestASlipIsNoName(t *testing.T) {
	for _, typed := range []string{
		"192.168.1", "192.168.1.", "192.168..64", "192.168.1.64.", "192.168.1.6o", "192.168.1.o", "192.168.1.64a", "l92.168.1.64", "192.168.1.256", "192-168-1-64",
		"192.168.1.64.com", "http://192.168.1.x", "44:19:b6:5b:00", "45:19:b6:5b:00:10",
	} {
		target, bad := lan.ParseTarget(typed)
		if bad.IsZero() {
			t.Errorf("%q is taken as %+v", typed, target)
		}
	}
}

func TestAnAddressWithoutItsInterface(t *testing.T) {
	besides(func(t *testing.T) {
		own := map[string][]netip.Prefix{"wlan0": nil, "eth0": nil}
		a, _ := lan.ParseAddress("fe80::1")
		if text := lan.WithoutZone(a, own).String(); !strings.Contains(text, "fe80::1%eth0") || !strings.Contains(text, "eth0, wlan0") {
			t.Error(text)
		}
		for _, whole := range []string{"fe80::1%eth0", "fd00::1", "192.168.1.64", "camera"} {
			a, _ := lan.ParseAddress(whole)
			if text := lan.WithoutZone(a, own); !text.IsZero() {
				t.Errorf("%s: %s", whole, text)
			}
		}
		w := newWorld(t, "forgotten", nil)
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
		if err != nil || at.IP != w.ip || key != first.MAC {
			t.Errorf("by MAC: %v %s, %v", at, key, err)
		}
		if at, key, err = w.env.Seek(t.Context(), lan.Target{Serial: strings.ToUpper(first.Serial[len(first.Serial)-6:])}); err != nil || at.IP != w.ip || key != first.MAC {
			t.Errorf("by serial %s: %v %s, %v", first.Serial, at, key, err)
		}
		var not lan.NotOneError
		if _, _, err = w.env.Seek(t.Context(), lan.Target{Serial: "000000000"}); !errors.As(err, &not) || not.ExitCode() != 3 || !strings.Contains(err.Error(), "ends in 000000000") {
			t.Errorf("nobody: %v", err)
		}
		if _, _, err = w.env.Seek(t.Context(), lan.Target{}); !errors.As(err, &not) || not.ExitCode() != 2 || len(not.Fit) != 2 || !strings.Contains(err.Error(), "192.168.1.71") {
			t.Errorf("several: %v", err)
		}
		end, log := w.tellFrom(t, BeginWith(w.env, at, first.MAC), mine.with(script{"known-elsewhere": {flow.SayQuit}}))
		if f := end.Facts(); f.Record.MAC != first.MAC {
			t.Errorf("%+v; %v", f.Record, log)
		}
	})(t)
}
