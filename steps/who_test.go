package steps

import (
	"testing"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/facts"
)

func TestOlder(t *testing.T) {
	for version, want := range map[string]bool{
		"V5.2.5": true, "V5.2.9": true, "v4.9.0": true, "V5.3.0": false, "V5.10.1": false, "V10.0.0": false, "V5.2": false, "": false, "5.2.8": true, "V5.x.2": false,
	} {
		if got := facts.Older(version, [3]int{5, 3, 0}); got != want {
			t.Errorf("%q: %v, want %v", version, got, want)
		}
	}
}

// Whether a factory password can be on a camera goes by what it tells over UDP,
// where its page says nothing.
func TestMayHaveDefault(t *testing.T) {
	for _, c := range []struct {
		name string
		r    sadp.Device
		kind string
		want isapi.Tri
	}{
		{"nothing is known", sadp.Device{}, "", isapi.Unknown},
		{"it knows no activation", sadp.Device{MAC: "44:19:b6:00:00:01", Old: true, Activated: isapi.Yes}, isapi.KindCamera, isapi.Yes},
		{"firmware before 5.3.0", sadp.Device{MAC: "44:19:b6:00:00:01", Firmware: "V5.2.5"}, isapi.KindCamera, isapi.Yes},
		{"a recorder before 3.3.0", sadp.Device{MAC: "44:19:b6:00:00:01", Firmware: "V3.1.2"}, isapi.KindRecorder, isapi.Yes},
		{"a recorder after it", sadp.Device{MAC: "44:19:b6:00:00:01", Firmware: "V3.4.2", Activated: isapi.Yes}, isapi.KindRecorder, isapi.No},
		{"an intercom counts otherwise", sadp.Device{MAC: "44:19:b6:00:00:01", Firmware: "V1.4.1"}, isapi.KindDoorbell, isapi.Unknown},
		{"activated by its owner", sadp.Device{MAC: "44:19:b6:00:00:01", Firmware: "V5.5.6", Made: "20180919", Activated: isapi.Yes}, isapi.KindCamera, isapi.No},
		{"made before, updated since", sadp.Device{MAC: "44:19:b6:00:00:01", Firmware: "V5.4.5", Made: "20140919", Activated: isapi.Yes}, isapi.KindCamera, isapi.Unknown},
	} {
		f := &Facts{Camera: facts.Camera{Record: c.r}}
		f.Device.Kind = c.kind
		if got := f.MayHaveDefault(); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
