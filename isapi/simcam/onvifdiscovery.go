package simcam

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"camreset/isapi/simcam/udp"
)

// ONVIFGroup is where ONVIF clients look for devices (WS-Discovery).
var ONVIFGroup = netip.MustParseAddrPort("239.255.255.250:3702")

// HearONVIF takes in what came to the group of ONVIF, and answers its sender if he looks for devices like this one.
func (c *Camera) HearONVIF(d udp.Datagram) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.phase < phaseBusy || !c.speaksONVIF() || !udp.Accepts(c.dev.prefix(), d.To) {
		return
	}
	asked, err := readEnvelope(d.Data)
	if err != nil || asked.Body.Action.XMLName.Local != "Probe" || !isSought(asked.Body.Action.Types) {
		return
	}
	c.count.Probes++
	message, own := []byte(c.probeMatch(asked.Header.MessageID)), c.dev.prefix()
	if send := func() { d.Via.Unicast(own, d.From, message) }; c.sc.Delay > 0 {
		c.after(c.sc.Delay, send)
	} else {
		send()
	}
}

// isSought tells whether a camera is among the types that a client looks for; none means all.
func isSought(types string) bool {
	if strings.TrimSpace(types) == "" {
		return true
	}
	for _, name := range strings.Fields(types) {
		if _, local, ok := strings.Cut(name, ":"); ok {
			name = local
		}
		if name == "NetworkVideoTransmitter" || name == "Device" {
			return true
		}
	}
	return false
}

// probeMatch is the answer (observed form). The last digits of the endpoint's name are the MAC (observed).
func (c *Camera) probeMatch(question string) string {
	endpoint := "urn:uuid:7a1c0000-51b3-11e4-9c6a-" + strings.ReplaceAll(c.id.MAC, ":", "")
	return c.enveloped(c.sheet("onvif-match", "endpoint", endpoint, "question", escaped(strings.TrimSpace(question)),
		"scopes", c.scopes(), "service", c.announcedService()))
}

// scopes say what it is; newer firmware tells the MAC among them (observed).
func (c *Camera) scopes() string {
	list := []string{"type/video_encoder", "Profile/Streaming"}
	if c.sc.Generation.since(Session) {
		list = append(list, "MAC/"+c.id.MAC)
	}
	list = append(list, "hardware/"+url.PathEscape(c.id.Model), "name/"+url.PathEscape("HIKVISION "+c.id.Model), "location/city/hangzhou")
	return "onvif://www.onvif.org/" + strings.Join(list, " onvif://www.onvif.org/")
}

// announcedService is where the camera believes its service to be.
func (c *Camera) announcedService() string {
	host := c.dev.address
	if c.dev.net.httpPort != 80 {
		host += ":" + strconv.Itoa(c.dev.net.httpPort)
	}
	return "http://" + host + onvifPath
}
