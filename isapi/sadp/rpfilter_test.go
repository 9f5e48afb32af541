package sadp

import (
	"encoding/binary"
	"fmt"
	"maps"
	"net/netip"
	"testing"

	"camreset/isapi"
)

// The router of each interface is read from the kernel's table, in the byte order of
// this computer.
func TestDefaultRoutesOfLinux(t *testing.T) {
	number := func(ip string) string {
		b := netip.MustParseAddr(ip).As4()
		return fmt.Sprintf("%08X", binary.NativeEndian.Uint32(b[:]))
	}
	line := func(iface, to, by, mask string) string {
		return iface + "\t" + number(to) + "\t" + number(by) + "\t0003\t0\t0\t100\t" + number(mask) + "\t0\t0\t0\n"
	}
	none := "0.0.0.0"
	table := "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n" +
		line("eth0", none, "192.168.1.1", none) + line("eth0", none, "192.168.1.2", none) + line("eth0", "192.168.1.0", none, "255.255.255.0") +
		line("ppp0", none, none, none) + line("eth1", "10.0.0.0", "192.168.1.9", "255.0.0.0") + "eth2\t00000000\n"
	got := routesIn(table)
	if want := (map[string]netip.Addr{"eth0": netip.MustParseAddr("192.168.1.1"), "ppp0": {}}); !maps.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if filterOf("all") != "" && strict("eth0", nil) == isapi.Yes {
		t.Error("warns where no routes are known")
	}
}
