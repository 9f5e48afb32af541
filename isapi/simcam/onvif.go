package simcam

import "net/http"

// ONVIF, as far as clients ask before everything else: who is there, what the clock says, what it can do, what it is.

// speaksONVIF tells whether it is switched on. A camera without password has it off, as after every reset (inference).
func (c *Camera) speaksONVIF() bool { return c.sc.ONVIF == ONVIFOn && c.dev.password != "" }

const onvifPath = "/onvif/device_service"

func onvifRoutes() map[string][]route {
	return map[string][]route{onvifPath: {{method: http.MethodPost, open: true, onvif: true, serve: (*Camera).deviceService}}}
}

// deviceService is the one service that every ONVIF device has. Clock and capabilities are told without a login (ONVIF
// core specification).
func (c *Camera) deviceService(q *call) reply {
	asked, err := readEnvelope(q.body)
	if err != nil {
		return c.fault(http.StatusBadRequest, "env:Sender", "ter:WellFormed", "Wellformed Error")
	}
	now := c.clock.Now().UTC()
	switch asked.Body.Action.XMLName.Local {
	case "GetSystemDateAndTime":
		return c.soap("time", "hour", now.Hour(), "minute", now.Minute(), "second", now.Second(),
			"year", now.Year(), "month", int(now.Month()), "day", now.Day())
	case "GetCapabilities":
		return c.soap("capabilities", "service", serviceAt(q))
	case "GetServices":
		return c.soap("services", "service", serviceAt(q))
	case "GetDeviceInformation":
		if refusal, may := c.mayAsk(q, asked.Header.Token); !may {
			return refusal
		}
		return c.soap("information", "model", c.id.Model, "serial", c.id.Serial, "firmware", c.id.Firmware+" "+c.id.Build)
	default:
		return c.fault(http.StatusInternalServerError, "env:Receiver", "ter:ActionNotSupported", "Optional Action Not Implemented")
	}
}

// serviceAt is the address that a client knows the service by.
func serviceAt(q *call) string {
	return whether(q.TLS == nil, "http://", "https://") + escaped(q.Host) + onvifPath
}
