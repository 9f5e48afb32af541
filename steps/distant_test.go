package steps

import (
	"net/netip"
	"testing"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/facts"
	"camreset/steps/lan"
)

// A camera that hangs on another cable than the network that its address belongs to
// is as far away as before: the look would send the walk back here.
func TestNearIsWhatTheLookCallsNear(t *testing.T) {
	f := &Facts{Camera: facts.Camera{Target: lan.Address{IP: "10.0.0.64"}}, Run: facts.Run{Own: []sadp.Interface{{Name: "eth0", Prefixes: []netip.Prefix{netip.MustParsePrefix("192.168.1.10/24")}}, {Name: "wlan0", Prefixes: []netip.Prefix{netip.MustParsePrefix("10.0.0.10/24")}}}}}
	f.Record = sadp.Device{MAC: "44:19:b6:5c:00:10", Interface: "eth0", IPv4: netip.MustParseAddr("10.0.0.64"), SameSubnet: isapi.No}
	f.Seen.Reach.State = isapi.ReachSilent
	if look, near := look().Judge(f), judgeNear(f); look != "other-subnet" || near != "" {
		t.Errorf("the look says %q, and other-subnet %q", look, near)
	}
	f.Record.SameSubnet = isapi.Yes
	if look, near := look().Judge(f), judgeNear(f); look == "other-subnet" || near != "reached" {
		t.Errorf("on the same cable the look says %q, and other-subnet %q", look, near)
	}
}
