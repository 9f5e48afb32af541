package lan

import (
	"net/netip"
	"strings"
	"testing"

	"camreset/isapi/sadp"
)

// tableOf reads "address MAC" pairs.
func tableOf(pairs ...string) map[netip.Addr]string {
	table := map[netip.Addr]string{}
	for _, p := range pairs {
		address, mac, _ := strings.Cut(p, " ")
		table[netip.MustParseAddr(address)] = mac
	}
	return table
}

func TestHints(t *testing.T) {
	table := tableOf("10.0.0.10 44:19:b6:00:00:01", "10.0.0.9 3c:a6:2f:10:20:30", "10.0.0.7 44:47:cc:00:00:02", "10.0.0.8 c0:56:e3:00:00:03")
	known := []sadp.Device{{MAC: "c0:56:e3:00:00:03"}, {MAC: "44:19:b6:99:99:99", IPv4: netip.MustParseAddr("10.0.0.11")}}
	var got []string
	for _, h := range HintsOf(table, known) {
		got = append(got, h.Address.String()+" "+h.MAC)
		if !strings.Contains(h.Maker, "Hikvision") {
			t.Errorf("maker %q", h.Maker)
		}
	}
	if text := strings.Join(got, ", "); text != "10.0.0.7 44:47:cc:00:00:02, 10.0.0.10 44:19:b6:00:00:01" {
		t.Error(text)
	}
	if left := HintsOf(table, append(known, sadp.Device{IPv4: netip.MustParseAddr("10.0.0.7")}, sadp.Device{MAC: "44:19:b6:00:00:01"})); len(left) != 0 {
		t.Errorf("known already: %v", left)
	}
}
