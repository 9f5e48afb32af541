package steps

import (
	"net/netip"
	"slices"
	"strings"
	"testing"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/isapi/simcam"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/report"
)

// box are new cameras on the cable of a computer in another network: two at the address
// of the factory, and one that has its address already.
func box(t *testing.T) (w *world, all []*simcam.Camera) {
	w = newWorld(t, "inactive", func(s *simcam.Scenario) {
		audibly(s)
		s.Generation, s.Computer = simcam.Portal, "10.0.0.10/24"
	})
	all = append(all, w.camera)
	for i, at := range []string{w.ip, "10.0.0.103"} {
		c := simcam.New(simcam.Scenario{Generation: simcam.Portal, Inactive: true, Unit: 10 + i}, simcam.FastClock(factor))
		if err := w.lan.Add(at, c); err != nil {
			t.Fatal(err)
		}
		all = append(all, c)
	}
	return w, all
}

// After a camera whose address was typed, only the address of the next one is asked for,
// and the same password is one key: whose they are, mask and gateway stay. What it has
// already is not sent.
func TestTheNextCameraIsAskedForItsAddressOnly(t *testing.T) {
	besides(func(t *testing.T) {
		w, all := box(t)
		end, log := w.tellFrom(t, Begin(w.env, lan.Address{}), script{
			"find": {all[0].Identity().MAC, all[1].Identity().MAC, all[2].Identity().MAC, flow.SayQuit}, "owner": {"mine"}, "other-subnet": {"activate"},
			"new-password": {"own", "prior"}, "own-password": {strong}, "restore-network": {"typed"},
			"typed-network":   {"10.0.0.101|255.255.255.0|10.0.0.1|80", "10.9.0.102", "10.0.0.102", "10.0.0.103"},
			"confirm-network": {"send"}, "done": {"next"},
		})
		said := strings.Join(log, " ")
		for answer, times := range map[string]int{"owner=": 1, "own-password=": 1, "restore-network=": 1, "typed-network=": 4, "confirm-network=": 2, "refused:": 1} {
			if n := strings.Count(said, answer); n != times {
				t.Errorf("%q is there %d times, want %d: %s", answer, n, times, said)
			}
		}
		for i, c := range all {
			s, count, moves := c.State(), c.Counters(), 1
			if i == 2 {
				moves = 0
			}
			if want := []string{"10.0.0.101", "10.0.0.102", "10.0.0.103"}[i]; s.Address != want || s.Gateway != "10.0.0.1" || s.Password != strong || count.SADP["update"] != moves || count.Activations != 1 || count.WrongSecrets+count.Wrong != 0 {
				t.Errorf("camera %d is at %s, gateway %s; %v", i, s.Address, s.Gateway, count.SADP)
			}
		}
		if Ended(end) != Regained || len(end.Facts().Earlier) != len(all) {
			t.Errorf("%s, %v", Ended(end), end.Facts().Earlier)
		}
	})(t)
}

// What holds for the others need not hold for this one: another way to an address, and
// none at all.
func TestTheNextCameraMayGetAnotherKindOfAddress(t *testing.T) {
	besides(func(t *testing.T) {
		w, all := box(t)
		_, log := w.tellFrom(t, Begin(w.env, lan.Address{}), script{
			"find": {all[0].Identity().MAC, all[1].Identity().MAC, all[2].Identity().MAC, flow.SayQuit}, "owner": {"mine"}, "other-subnet": {"activate"},
			"new-password": {lastFour}, "restore-network": {"typed", "free"},
			"typed-network":   {"10.0.0.101|255.255.255.0||80", "other", "leave"},
			"confirm-network": {"send"}, "done": {"next"},
		})
		if second, third := all[1].State(), all[2].State(); second.Address == simcam.FactoryAddress || second.Password == all[0].State().Password || third.Address != "10.0.0.103" || third.Password == "" {
			t.Errorf("%s and %s; %v", second.Address, third.Address, log)
		}
	})(t)
}

// The address of the next camera begins as that of the last one does.
func TestNetworkPart(t *testing.T) {
	for typed, want := range map[string]string{"10.1.2.3/24": "10.1.2.", "10.1.2.3/16": "10.1.", "10.1.2.2/30": "10.1.2.", "10.1.2.3/8": "10."} {
		plan, _ := facts.ReadPlan(typed, nil)
		if got := facts.NetworkPart(plan); got != want {
			t.Errorf("%s: %q, want %q", typed, got, want)
		}
	}
}

// Back at the list the next device without a password is lit, and an address that a
// finished one had before is no line of its own.
func TestTheListAfterTheFirstCamera(t *testing.T) {
	device := func(last byte, mac string, activated isapi.Tri) sadp.Device {
		return sadp.Device{MAC: mac, IPv4: netip.AddrFrom4([4]byte{10, 0, 0, last}), HTTPPort: 80, Activated: activated}
	}
	f := &Facts{Run: facts.Run{
		Heard: lan.Heard{Devices: []sadp.Device{device(9, "44:19:b6:00:00:09", isapi.Yes), device(101, "44:19:b6:00:00:01", isapi.Yes), device(64, "44:19:b6:00:00:02", isapi.No)}},
		Hints: []lan.Hint{{Address: netip.MustParseAddr("10.0.0.70"), MAC: "44:19:b6:00:00:01"}, {Address: netip.MustParseAddr("10.0.0.71"), MAC: "44:19:b6:00:00:07"}},
	}}
	if lit := nextWithout(f); lit != "" {
		t.Errorf("%s is lit before the first", lit)
	}
	f.Earlier = []facts.FinishedCamera{{Key: "44-19-b6-00-00-01", IP: "10.0.0.101", Result: "regained"}}
	if lit := nextWithout(f); lit != "44-19-b6-00-00-02" {
		t.Errorf("%s is lit", lit)
	}
	var lines []string
	for _, e := range report.Listed(f) {
		lines = append(lines, e.Cells[2])
	}
	if want := []string{"10.0.0.9", "10.0.0.101", "10.0.0.64", "10.0.0.71"}; !slices.Equal(lines, want) {
		t.Errorf("listed are %v, want %v", lines, want)
	}
}
