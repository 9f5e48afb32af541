package isapi

import "testing"

func TestMaker(t *testing.T) {
	for mac, want := range map[string]bool{"44-47-CC-37-CE-81": true, "58:50:ed:00:00:01": true, "02:00:00:00:00:01": false, "": false, "xx": false} {
		if got := MakerOf(mac); (got != "") != want {
			t.Errorf("MakerOf(%q) = %q", mac, got)
		}
	}
	if len(makers()) != 103 {
		t.Errorf("%d prefixes", len(makers()))
	}
}
