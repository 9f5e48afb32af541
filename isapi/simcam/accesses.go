package simcam

import (
	"fmt"
	"maps"
	"slices"
)

// access is a port that a device is administered by.
type access struct {
	protocol string
	port     int
	open     bool
}

// accesses lists them. Which there are and in what order differs by generation (observed).
func (c *Camera) accesses() []access {
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
	for i, a := range list {
		list[i].open = c.switched(a.protocol, a.open)
	}
	return list
}

// switched tells how a switch of this page stands: as it was set, else as usual.
func (c *Camera) switched(name string, usual bool) bool {
	if set, there := c.settings.accesses[name]; there {
		return set
	}
	return usual
}

// redirects tells whether plain HTTP only leads to HTTPS.
func (c *Camera) redirects() bool { return c.switched(redirectSwitch, c.sc.RedirectToTLS) }

// The switches of the entry of HTTPS, as newer firmware has them (observed).
const (
	redirectSwitch = "redirectToHttps"
	oldTLSSwitch   = "TLS1_1Enable"
)

// adminAccesses writes the list.
func (c *Camera) adminAccesses() string {
	_, inside := c.attributes()
	var items []string
	for i, a := range c.accesses() {
		redirect, versions := c.secureSwitches(a)
		items = append(items, fmt.Sprintf("<AdminAccessProtocol%s>\n<id>%d</id>\n%s<protocol>%s</protocol>\n%s<portNo>%d</portNo>\n%s</AdminAccessProtocol>\n",
			inside, i+1, c.openness(a), a.protocol, redirect, a.port, versions))
	}
	return c.list("AdminAccessProtocolList", items...)
}

// openness tells whether a port is open. Older firmware says so of HTTPS only (observed).
func (c *Camera) openness(a access) string {
	if !c.sc.Generation.since(Session) && a.protocol != "HTTPS" {
		return ""
	}
	return fmt.Sprintf("<enabled>%t</enabled>\n", a.open)
}

// secureSwitches are what only the entry of HTTPS has.
func (c *Camera) secureSwitches(a access) (redirect, versions string) {
	if a.protocol != "HTTPS" || !c.sc.Generation.since(Session) {
		return "", ""
	}
	for i, name := range c.tlsSwitches() {
		versions += fmt.Sprintf("<%s>%t</%[1]s>\n", name, c.switched(name, i > 0))
	}
	return fmt.Sprintf("<%s>%t</%[1]s>\n", redirectSwitch, c.redirects()), versions
}

// tlsSwitches are those of the versions; 1.1 is off as a rule. That of 1.3 is the newest firmware's.
func (c *Camera) tlsSwitches() []string {
	list := []string{oldTLSSwitch, "TLS1_2Enable"}
	if c.sc.Generation == Portal {
		list = append(list, "TLS1_3Enable")
	}
	return list
}

// takeAccesses opens and closes ports. That of HTTP may move, the others don't; one of the two that a browser knows
// stays open.
func takeAccesses(c *Camera, v *values, s *settings) bool {
	set := maps.Clone(s.accesses)
	if set == nil {
		set = map[string]bool{}
	}
	own := c.accesses()
	for _, item := range v.inner {
		sent := &values{element: item}
		protocol, _ := sent.find("protocol")
		at := slices.IndexFunc(own, func(a access) bool { return a.protocol == protocol })
		if at < 0 {
			continue
		}
		a := own[at]
		sent.flag("enabled", &a.open)
		least, most := a.port, a.port
		if protocol == "HTTP" {
			least, most = 1, 65535
		}
		sent.number("portNo", least, most, &a.port)
		for _, name := range append(c.tlsSwitches(), redirectSwitch) {
			if _, there := sent.find(name); there && protocol == "HTTPS" {
				on := false
				sent.flag(name, &on)
				set[name] = on
			}
		}
		v.bad = v.bad || sent.bad
		set[protocol] = a.open
		if protocol == "HTTP" {
			s.net.httpPort = a.port
		}
	}
	s.accesses = set
	return set["HTTP"] || set["HTTPS"]
}

// applySettings opens and closes the ports of the web as they are set. Calls that run are answered.
func (c *Camera) applySettings() {
	if c.switched("HTTPS", false) && c.addr(true) == "" && c.addr(false) != "" {
		if _, err := c.open(loopback, true); err == nil {
			c.listeners[len(c.listeners)-1].added = true
		}
	}
	if c.phase >= phaseBusy {
		c.closeUnused()
		c.openListeners(10)
	}
}
