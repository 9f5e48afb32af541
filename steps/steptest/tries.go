package steptest

import (
	"slices"
	"strings"

	"camreset/isapi/simcam"
	"camreset/steps/owned"
	"camreset/steps/secure"
)

// Tries are the logins that a camera met but for those that read its settings: a bare
// request and a login for each page. The list of users and the capabilities are read for a
// new password too.
func Tries(c simcam.Counters) int {
	settings := 0
	for _, q := range slices.Concat(secure.Asked(), owned.Asked(false)) {
		path, _, _ := strings.Cut(q.Path, "?")
		read := c.ByPath[path]
		if path == "/ISAPI/Security/users" || path == "/ISAPI/Security/capabilities" {
			read = min(read, c.ByPath["/ISAPI/System/Network/UPnP"])
		}
		settings += read / 2
	}
	return c.Logins - settings
}
