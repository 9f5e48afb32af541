package clients

import (
	"testing"
	"time"

	"camreset/isapi"
)

// FuzzLook reads any log, and any list of who is logged in: it comes to an end, and what
// is listed can be shown.
func FuzzLook(f *testing.F) {
	f.Add("<OnlineUserList><OnlineUser><userName>admin</userName><clientAddress><ipAddress>192.168.1.9</ipAddress></clientAddress></OnlineUser></OnlineUserList>")
	f.Add("<CMSearchResult><responseStatusStrg>MORE</responseStatusStrg><matchList>" + entry(illegal, "192.168.1.30", time.Minute) + "</matchList></CMSearchResult>")
	f.Add("<CMSearchResult><responseStatusStrg>MORE</responseStatusStrg></CMSearchResult>")
	f.Fuzz(func(t *testing.T, body string) {
		l, asked := opened(body), 0
		for _, more := l.Next(); more; _, more = l.Next() {
			if asked++; asked > 100 {
				t.Fatalf("%q is asked for without end", body)
			}
			l.Add(page(pageLog, body))
		}
		for _, c := range (Seen{}).Take(l, now.Add(-time.Hour)).Listed() {
			if isapi.Clean(c.User) != c.User || isapi.Clean(c.Address) != c.Address {
				t.Errorf("%+v", c)
			}
		}
	})
}
