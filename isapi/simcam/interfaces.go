package simcam

import "net/http"

// interfaceReads tell the one network interface and its settings, in three pages (observed forms).
func interfaceReads() routes {
	get := func(text func(*Camera) string) []route {
		return []route{{method: http.MethodGet, serve: func(c *Camera, _ *call) reply { return documentReply(text(c)) }}}
	}
	const list = "/ISAPI/System/Network/interfaces"
	return routes{
		list:                  get(func(c *Camera) string { return c.list("NetworkInterfaceList", c.networkInterface()) }),
		list + "/1":           get(func(c *Camera) string { return c.single(c.networkInterface()) }),
		list + "/1/ipAddress": get(func(c *Camera) string { return c.single(c.addressing()) }),
	}
}

func (c *Camera) networkInterface() string {
	return c.template("interface", "inner", c.addressing(), "mac", c.id.MAC)
}

func (c *Camera) addressing() string {
	net := c.settings.net
	return c.template("address", "addressing", choose(net.dhcp, "dynamic", "static"),
		"address", c.settings.address, "mask", net.mask, "gateway", net.gateway)
}
