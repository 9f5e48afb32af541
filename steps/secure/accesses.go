package secure

import (
	"fmt"

	"camreset/isapi"
	"camreset/isapi/document"
	"camreset/isapi/value"
	"camreset/steps/flow"
)

// httpsAt is a field of the entry HTTPS in the list of ports by which a device is
// administered. The order of the entries differs from device to device (18 replies), so
// that each is found by its name.
func httpsAt(name string) document.At {
	return document.At{In: "AdminAccessProtocol", Key: "protocol", Is: "HTTPS", Name: name}
}

func https(_ Known, p Pages) Finding {
	text, _ := p.text(pageAccesses, httpsAt("enabled"))
	switch value.ParseTri(text) {
	case isapi.Yes:
		return Finding{Status: flow.OK, Detail: "HTTPS is on: its page can be opened protected."}
	case isapi.No:
		return Finding{Status: flow.Warn, Detail: "HTTPS is off. Others on this network can read what its page shows, and what you type there.", Do: "Switch HTTPS on"}
	}
	return Finding{Status: flow.Skip}
}

func httpsOn(_ Known, p Pages) (isapi.Page, bool) {
	return p[pageAccesses].With(httpsAt("enabled"), "true")
}

// httpsRedirect has no fix here: programs and recorders that speak plain HTTP would lose
// the device without a word.
func httpsRedirect(_ Known, p Pages) Finding {
	on, _ := p.text(pageAccesses, httpsAt("enabled"))
	text, _ := p.text(pageAccesses, httpsAt("redirectToHttps"))
	switch redirect := value.ParseTri(text); {
	case redirect == isapi.Yes:
		return Finding{Status: flow.OK, Detail: "Opening its page without HTTPS leads to HTTPS."}
	case value.ParseTri(on) == isapi.No:
		return Finding{Status: flow.Skip, Detail: "HTTPS is off: its page can lead there only once that is on."}
	case redirect == isapi.No && value.ParseTri(on) == isapi.Yes:
		return Finding{
			Status: flow.Warn, Do: "Lead its page to HTTPS",
			Detail: "Its page still opens without HTTPS, where a login can be watched. Before you change that, see whether your recorder and programs speak HTTPS.",
		}
	}
	return Finding{Status: flow.Skip}
}

// ports names what it listens on. That is for the eye: which of them somebody needs is not
// known here.
func ports(_ Known, p Pages) Finding {
	var open []string
	for _, entry := range p[pageAccesses].Doc.All("AdminAccessProtocol") {
		port, known := value.Number(entry.First("portNo"), 65535)
		name := named(entry.First("protocol"))
		if name == "" || !known || value.ParseTri(entry.First("enabled")) == isapi.No {
			continue
		}
		open = append(open, fmt.Sprintf("%s %d", name, port))
	}
	if len(open) == 0 {
		return Finding{Status: flow.Skip}
	}
	return Finding{Status: flow.OK, Detail: "It listens on " + listed(open, maxPorts) + ". None of them belongs on the internet."}
}
