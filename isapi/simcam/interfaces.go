package simcam

import "net/http"

// interfaces tells the one network interface and its settings (observed form).
func (c *Camera) interfaces(*call) reply {
	return c.tell(branch("NetworkInterfaceList", c.networkInterface()))
}

func (c *Camera) oneInterface(*call) reply { return c.tell(c.networkInterface()) }

func (c *Camera) ipAddress(*call) reply { return c.tell(c.addressing()) }

func (c *Camera) networkInterface() node {
	return c.part("NetworkInterface", leaf("id", 1), c.addressing(),
		c.part("Link", leaf("MACAddress", c.id.MAC), leaf("MTU", 1500)))
}

func (c *Camera) addressing() node {
	kind := map[bool]string{true: "dynamic", false: "static"}[c.dev.net.dhcp]
	return c.part("IPAddress",
		leaf("ipVersion", "dual"), leaf("addressingType", kind),
		leaf("ipAddress", c.dev.address), leaf("subnetMask", c.dev.net.mask),
		leaf("ipv6Address", "::"), leaf("bitMask", 0),
		branch("DefaultGateway", leaf("ipAddress", c.dev.net.gateway), leaf("ipv6Address", "::")),
		branch("PrimaryDNS", leaf("ipAddress", "8.8.8.8")), branch("SecondaryDNS", leaf("ipAddress", "8.8.4.4")),
		branch("Ipv6Mode", leaf("ipV6AddressingType", "ra")))
}

// interfaceReads are the paths of these pages.
func interfaceReads() map[string][]route {
	get := func(serve func(*Camera, *call) reply) []route { return []route{{method: http.MethodGet, serve: serve}} }
	return map[string][]route{
		"/ISAPI/System/Network/interfaces":             get((*Camera).interfaces),
		"/ISAPI/System/Network/interfaces/1":           get((*Camera).oneInterface),
		"/ISAPI/System/Network/interfaces/1/ipAddress": get((*Camera).ipAddress),
	}
}
