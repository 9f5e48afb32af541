package sadp

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"camreset/isapi"
)

// strict tells whether Linux throws away what comes from a subnet that it has no
// route back to. Everybody may read the filter's two values, the larger of which
// counts: 1 wants the route back on the same interface, 2 on any. A default route
// leads to every subnet.
func strict(iface string) isapi.Tri {
	if runtime.GOOS != "linux" {
		return isapi.Unknown
	}
	filter := max(filterOf("all"), filterOf(iface))
	if filter == "" {
		return isapi.Unknown
	}
	byThis, byAny := defaultRoutes(iface)
	return isapi.Of(filter == "1" && !byThis || filter == "2" && !byAny)
}

func filterOf(which string) string {
	value, err := os.ReadFile(filepath.Join("/proc/sys/net/ipv4/conf", which, "rp_filter"))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(value))
}

// defaultRoutes tells whether a default route leaves by an interface, or by any.
func defaultRoutes(iface string) (byThis, byAny bool) {
	table, err := os.ReadFile("/proc/net/route")
	if err != nil {
		return true, true // not known: then there is nothing to warn of
	}
	for line := range strings.Lines(string(table)) {
		// Iface Destination Gateway Flags RefCnt Use Metric Mask …
		if f := strings.Fields(line); len(f) > 7 && f[1] == "00000000" && f[7] == "00000000" {
			byAny = true
			byThis = byThis || f[0] == iface
		}
	}
	return byThis, byAny
}
