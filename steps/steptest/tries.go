package steptest

import (
	"camreset/isapi/simcam"
	"camreset/steps/secure"
)

// Tries are the logins that a camera met but for those that read its settings: a bare
// request and a login for each page. The list of users is read for a new password too, so
// that another page, which every camera has, stands in for it.
func Tries(c simcam.Counters) int {
	settings := 0
	for _, q := range secure.Asked() {
		if q.Path == "/ISAPI/Security/users" {
			q.Path = "/ISAPI/System/Network/UPnP"
		}
		settings += c.ByPath[q.Path] / 2
	}
	return c.Logins - settings
}
