package simcam

// adminAccesses lists the ports that a device is administered by. Which there are and in what order differs by
// generation (observed); the old list does not say of every port whether it is open.
func (c *Camera) adminAccesses(*call) reply {
	web, secure := access{"HTTP", c.dev.net.httpPort, !c.sc.HTTPSOnly}, access{"HTTPS", 443, c.sc.TLS || c.sc.HTTPSOnly || c.sc.RedirectToTLS}
	maker, video := access{"DEV_MANAGE", c.dev.net.commandPort, true}, access{"RTSP", 554, true}
	list := []access{web, secure, maker, video}
	switch c.sc.Generation {
	case RecorderGen:
		list = []access{web, video, secure, maker, {"WebSocket", 7681, false}, {"SDK_OVER_TLS", 8443, true}}
	case Portal:
		list = append(list, access{"SDK_OVER_TLS", 8443, true}, access{"WebSocket", 7681, true}, access{"WebSocketS", 7682, false})
	}
	var parts []node
	for i, a := range list {
		parts = append(parts, c.part("AdminAccessProtocol", c.accessParts(i+1, a)...))
	}
	return c.tell(branch("AdminAccessProtocolList", parts...))
}

type access struct {
	protocol string
	port     int
	open     bool
}

func (c *Camera) accessParts(id int, a access) []node {
	parts := []node{leaf("id", id)}
	if c.sc.Generation.since(Session) || a.protocol == "HTTPS" {
		parts = append(parts, leaf("enabled", a.open))
	}
	parts = append(parts, leaf("protocol", a.protocol))
	if a.protocol == "HTTPS" && c.sc.Generation.since(Session) {
		parts = append(parts, leaf("redirectToHttps", c.sc.RedirectToTLS))
	}
	return append(parts, leaf("portNo", a.port))
}
