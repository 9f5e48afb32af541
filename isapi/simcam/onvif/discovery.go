package onvif

import (
	"net/url"
	"strings"
)

// Device is what a device tells to those who look for it.
type Device struct {
	MAC     string // lower case with colons
	Model   string
	TellMAC bool   // among the scopes, as newer firmware does (observed)
	Service string // URL of its service, as it believes it to be
}

// Seeks tells whether a message looks for devices like cameras (WS-Discovery). One that names no type looks for all.
func (e *Envelope) Seeks() bool {
	if e.Action() != "Probe" {
		return false
	}
	types := strings.Fields(e.Body.Action.Types)
	for _, name := range types {
		if _, local, ok := strings.Cut(name, ":"); ok {
			name = local
		}
		if name == "NetworkVideoTransmitter" || name == "Device" {
			return true
		}
	}
	return len(types) == 0
}

// ProbeMatch is the answer (observed form). The last digits of the endpoint's name are the MAC (observed).
func ProbeMatch(e *Envelope, d Device) string {
	endpoint := "urn:uuid:7a1c0000-51b3-11e4-9c6a-" + strings.ReplaceAll(d.MAC, ":", "")
	return enveloped(fill("match", "endpoint", endpoint, "question", Escape(strings.TrimSpace(e.Header.MessageID)),
		"scopes", d.scopes(), "service", d.Service))
}

// scopes say what the device is.
func (d Device) scopes() string {
	list := []string{"type/video_encoder", "Profile/Streaming"}
	if d.TellMAC {
		list = append(list, "MAC/"+d.MAC)
	}
	list = append(list, "hardware/"+url.PathEscape(d.Model), "name/"+url.PathEscape("HIKVISION "+d.Model), "location/city/hangzhou")
	return "onvif://www.onvif.org/" + strings.Join(list, " onvif://www.onvif.org/")
}
