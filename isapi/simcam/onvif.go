package simcam

import (
	"cmp"
	"net/http"
	"net/netip"
	"strconv"

	"camreset/isapi/simcam/onvif"
	"camreset/isapi/simcam/udp"
)

// ONVIFGroup is where ONVIF clients look for devices (WS-Discovery).
var ONVIFGroup = netip.MustParseAddrPort("239.255.255.250:3702")

// onvif tells how the switch stands.
func (c *Camera) onvif() ONVIFForm { return cmp.Or(c.settings.onvif, c.sc.ONVIF) }

// speaksONVIF tells whether it is switched on. A camera without password has it off, as after every reset (inference).
func (c *Camera) speaksONVIF() bool { return c.onvif() == ONVIFOn && c.settings.password != "" }

func onvifRoutes() routes {
	return routes{onvif.Path: {{method: http.MethodPost, open: true, onvif: true, serve: (*Camera).deviceService}}}
}

// deviceService is the one service that every ONVIF device has. Clock and capabilities are told without a login (ONVIF
// Core Specification: access class PRE_AUTH).
func (c *Camera) deviceService(q *call) reply {
	asked, err := onvif.Read(q.body)
	if err != nil {
		return soapFault(http.StatusBadRequest, "env:Sender", "ter:WellFormed", "Wellformed Error")
	}
	now := c.now().UTC()
	switch asked.Action() {
	case "GetSystemDateAndTime":
		return soap("time", "hour", now.Hour(), "minute", now.Minute(), "second", now.Second(),
			"year", now.Year(), "month", int(now.Month()), "day", now.Day())
	case "GetCapabilities":
		return soap("capabilities", "service", serviceAt(q))
	case "GetServices":
		return soap("services", "service", serviceAt(q))
	case "GetDeviceInformation":
		if refusal, may := c.mayAsk(q, asked.Header.Token); !may {
			return refusal
		}
		return soap("information", "model", c.id.Model, "serial", c.id.Serial, "firmware", c.id.Firmware+" "+c.id.Build)
	default:
		return soapFault(http.StatusInternalServerError, "env:Receiver", "ter:ActionNotSupported", "Optional Action Not Implemented")
	}
}

// serviceAt is the address that a client knows the service by.
func serviceAt(q *call) string {
	return choose(q.TLS == nil, "http://", "https://") + onvif.Escape(q.Host) + onvif.Path
}

// soap answers a request.
func soap(name string, marks ...any) reply {
	return reply{status: http.StatusOK, kind: onvif.ContentType, body: onvif.Answer(name, marks...)}
}

// soapFault refuses one (observed statuses).
func soapFault(status int, code, subcode, reason string) reply {
	return reply{status: status, kind: onvif.ContentType, body: onvif.Fault(code, subcode, reason)}
}

// mayAsk tells whether a request has a good login: in its message, or a digest as everywhere. The accounts of ONVIF are
// a list of their own on newer firmware; here admin is in it with the same password, and tries of both count together.
func (c *Camera) mayAsk(q *call, token onvif.UsernameToken) (reply, bool) {
	if token == (onvif.UsernameToken{}) {
		v := c.authenticate(q)
		if v == right {
			return reply{}, true
		}
		return c.unauthorized(q, v), false
	}
	if c.try(q.caller, token.Username, c.settings.password != "" && token.Proves(AdminUser, c.settings.password)) == right {
		return reply{}, true
	}
	return soapFault(http.StatusBadRequest, "env:Sender", "ter:NotAuthorized",
		"The action requested requires authorization and the sender is not authorized"), false
}

// HandleONVIF takes in what came to the group of ONVIF, and answers its sender if he looks for devices like this one.
func (c *Camera) HandleONVIF(d udp.Datagram) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.phase < phaseBusy || !c.speaksONVIF() || !udp.Accepts(c.settings.prefix(), d.To) {
		return
	}
	asked, err := onvif.Read(d.Data)
	if err != nil || !asked.Seeks() {
		return
	}
	c.count.Probes++
	device := onvif.Device{MAC: c.id.MAC, Model: c.id.Model, TellMAC: c.sc.Generation.since(Session), Service: c.announcedService()}
	message, own := []byte(onvif.ProbeMatch(asked, device)), c.settings.prefix()
	if send := func() { d.Via.Unicast(own, d.From, message) }; c.sc.Delay > 0 {
		c.after(c.sc.Delay, send)
	} else {
		send()
	}
}

// announcedService is where the camera believes its service to be.
func (c *Camera) announcedService() string {
	host := c.settings.address
	if c.settings.net.httpPort != 80 {
		host += ":" + strconv.Itoa(c.settings.net.httpPort)
	}
	return "http://" + host + onvif.Path
}
