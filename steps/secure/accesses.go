package secure

import (
	"strings"

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
		return Finding{Status: flow.OK, Detail: "HTTPS is on: its page can be used protected."}
	case isapi.No:
		return Finding{Status: flow.Warn, Detail: "HTTPS is off. What its page shows and is told can be read by others on this network.", Do: "Switch HTTPS on"}
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
		return Finding{Status: flow.OK, Detail: "Who opens its page without HTTPS is led to HTTPS."}
	case redirect == isapi.No && value.ParseTri(on) == isapi.Yes:
		return Finding{
			Status: flow.Warn, Do: "Lead its page to HTTPS",
			Detail: "Its page still opens without HTTPS, where a login can be watched. Before you change that, see whether your recorder and programs speak HTTPS.",
		}
	}
	return Finding{Status: flow.Skip, Detail: "It does not tell, or HTTPS is off."}
}

// ports names what it listens on. That is for the eye: which of them somebody needs is not
// known here.
func ports(_ Known, p Pages) Finding {
	var open []string
	for _, entry := range p[pageAccesses].Doc.All("AdminAccessProtocol") {
		name, port := isapi.Clean(entry.First("protocol")), isapi.Clean(entry.First("portNo"))
		if name == "" || port == "" || value.ParseTri(entry.First("enabled")) == isapi.No {
			continue
		}
		open = append(open, name+" "+port)
	}
	if len(open) == 0 {
		return Finding{Status: flow.Skip}
	}
	return Finding{Status: flow.OK, Detail: "It listens on " + strings.Join(open, ", ") + ". None of them belongs on the internet."}
}
