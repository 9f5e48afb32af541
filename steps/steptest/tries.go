package steptest

import (
	"slices"
	"strings"

	"camreset/isapi"
	"camreset/isapi/simcam"
	"camreset/steps/clients"
	"camreset/steps/owned"
	"camreset/steps/secure"
)

const pageUPnP = "/ISAPI/System/Network/UPnP"

// Tries are the logins that a camera met but for those that read its settings: a bare
// request and a login for each page. The list of users and the capabilities are read for a
// new password too.
func Tries(c simcam.Counters) int {
	settings := 0
	for _, path := range Settings() {
		read := c.ByPath[path]
		if path == "/ISAPI/Security/users" || path == "/ISAPI/Security/capabilities" {
			// read with the settings as often as another page, which a change reads before and after
			read = min(read, c.ByPath[pageUPnP]-6*c.WritesTo[pageUPnP])
		}
		settings += read / 2
	}
	return c.Logins - settings
}

// Settings are the paths, without a query, at which a camera's settings are read.
func Settings() []string {
	var all []string
	for _, q := range slices.Concat(secure.Asked(), owned.Asked(false), clients.Asked(), []isapi.PageRequest{{Path: "/ISAPI/ContentMgmt/logSearch"}}) {
		path, _, _ := strings.Cut(q.Path, "?")
		all = append(all, path)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
