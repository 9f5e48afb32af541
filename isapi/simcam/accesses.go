package simcam

import (
	"fmt"
)

// access is a port that a device is administered by.
type access struct {
	protocol string
	port     int
	open     bool
}

// adminAccesses lists them. Which there are and in what order differs by generation (observed).
func (c *Camera) adminAccesses(*call) reply {
	web := access{"HTTP", c.settings.net.httpPort, !c.sc.HTTPSOnly}
	secure := access{"HTTPS", 443, c.sc.TLS || c.sc.HTTPSOnly || c.sc.RedirectToTLS}
	maker, video := access{"DEV_MANAGE", c.settings.net.commandPort, true}, access{"RTSP", 554, true}
	list := []access{web, secure, maker, video}
	switch c.sc.Generation {
	case RecorderGen:
		list = []access{web, video, secure, maker, {"WebSocket", 7681, false}, {"SDK_OVER_TLS", 8443, true}}
	case Portal:
		list = append(list, access{"SDK_OVER_TLS", 8443, true}, access{"WebSocket", 7681, true}, access{"WebSocketS", 7682, false})
	}
	_, inside := c.attributes()
	var items []string
	for i, a := range list {
		items = append(items, fmt.Sprintf("<AdminAccessProtocol%s>\n<id>%d</id>\n%s<protocol>%s</protocol>\n<portNo>%d</portNo>\n</AdminAccessProtocol>\n",
			inside, i+1, c.openness(a), a.protocol, a.port))
	}
	return documentReply(c.list("AdminAccessProtocolList", items...))
}

// openness tells whether a port is open. Older firmware says so of HTTPS only (observed).
func (c *Camera) openness(a access) string {
	if !c.sc.Generation.since(Session) && a.protocol != "HTTPS" {
		return ""
	}
	return fmt.Sprintf("<enabled>%t</enabled>\n", a.open)
}
