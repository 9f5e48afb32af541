package steps

import (
	"net/netip"
	"slices"
	"testing"
)

// In a simulated network the sweep meets the camera as the real one would.
func TestSweepOfASimulatedNetwork(t *testing.T) { besides(testSweepOfASimulatedNetwork)(t) }

func testSweepOfASimulatedNetwork(t *testing.T) {
	w := newWorld(t, "forgotten", nil)
	own := netip.MustParsePrefix("192.168.1.10/24")
	met := w.env.Sweep(t.Context(), own)
	if len(met) != 1 || met[0].Address.String() != w.ip || met[0].MAC != w.camera.Identity().MAC || !slices.Contains(met[0].Ports, 80) {
		t.Errorf("met %+v", met)
	}
	if got := w.camera.Counters(); got.Logins != 0 || got.Writes != 0 {
		t.Errorf("it cost %d logins and %d writes", got.Logins, got.Writes)
	}
	w.camera.PowerOff()
	if met := w.env.Sweep(t.Context(), own); len(met) != 0 {
		t.Errorf("met %+v without power", met)
	}
}
