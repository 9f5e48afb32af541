package sadp

import (
	"encoding/binary"
	"net/netip"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"camreset/isapi"
)

// strict tells whether Linux throws away what comes from a subnet that it has no
// route back to. Everybody may read the filter's two values, the larger of which
// counts: 1 wants the route back on the same interface, 2 on any. A default route
// leads to every subnet.
func strict(iface string, routes map[string]netip.Addr) isapi.Tri {
	if runtime.GOOS != "linux" {
		return isapi.Unknown
	}
	filter := max(filterOf("all"), filterOf(iface))
	if filter == "" {
		return isapi.Unknown
	}
	if routes == nil {
		return isapi.No // not known: then there is nothing to warn of
	}
	_, byThis := routes[iface]
	return isapi.Of(filter == "1" && !byThis || filter == "2" && len(routes) == 0)
}

func filterOf(which string) string {
	value, err := os.ReadFile(filepath.Join("/proc/sys/net/ipv4/conf", which, "rp_filter"))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(value))
}

// defaultRoutes are the interfaces by which a default route of Linux leaves, each with
// its router, if it has one; nil where they are not known.
func defaultRoutes() map[string]netip.Addr {
	table, err := os.ReadFile("/proc/net/route")
	if err != nil {
		return nil
	}
	return routesIn(string(table))
}

// routesIn reads that table. Of several routes of an interface the kernel lists the one
// that is taken first; an address stands there as the number that it is in memory.
func routesIn(table string) map[string]netip.Addr {
	routes := map[string]netip.Addr{}
	for line := range strings.Lines(table) {
		// Iface Destination Gateway Flags RefCnt Use Metric Mask …
		f := strings.Fields(line)
		if len(f) < 8 || f[1] != "00000000" || f[7] != "00000000" || routes[f[0]].IsValid() {
			continue
		}
		routes[f[0]] = netip.Addr{}
		if n, err := strconv.ParseUint(f[2], 16, 32); err == nil && n != 0 {
			var b [4]byte
			binary.NativeEndian.PutUint32(b[:], uint32(n))
			routes[f[0]] = netip.AddrFrom4(b)
		}
	}
	return routes
}
