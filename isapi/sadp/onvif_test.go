package sadp_test

import (
	"net/netip"
	"testing"
	"testing/synctest"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/isapi/simcam"
)

// TestONVIFAlone is a camera whose own discovery is switched off: ONVIF still
// finds it, and without ONVIF nobody does.
func TestONVIFAlone(t *testing.T) {
	for form, found := range map[simcam.ONVIFForm]int{simcam.ONVIFOn: 1, simcam.ONVIFOff: 0} {
		w := newWorld(t, simcam.Scenario{ONVIF: form, SADP: simcam.SADPForm{Off: true}})
		synctest.Test(t, func(t *testing.T) {
			r, err := sadp.Discover(t.Context(), w.net(), sadp.Options{}, func(sadp.Device) {})
			if err != nil || len(r.Devices) != found {
				t.Fatalf("%s: %+v %v", form, r.Devices, err)
			}
			for _, d := range r.Devices {
				id := w.cam.Identity()
				if d.MAC != id.MAC || d.Model != id.Model || d.IPv4 != netip.MustParseAddr("192.168.1.64") || d.HTTPPort != 80 ||
					d.Kind != "camera" || d.Source != sadp.SourceONVIF || d.Activated != isapi.Unknown || d.SameSubnet != isapi.Unknown {
					t.Errorf("%+v", d)
				}
			}
		})
		if n := w.cam.Counters(); (n.Probes > 0) != (found > 0) || n.Datagrams != 0 || n.Logins != 0 {
			t.Errorf("%s: %+v", form, n)
		}
	}
}
