package sadp

import (
	"bytes"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"camreset/isapi"
	"camreset/isapi/document"
)

// isONVIF tells an answer to it from the other protocol.
func isONVIF(datagram []byte) bool { return bytes.Contains(datagram, []byte("ProbeMatches")) }

// parseONVIF reads the first match of an answer from one of the maker's devices.
// The last twelve digits of the endpoint's id are the MAC (DS-2CD2385G1-I,
// DS-2CD3955FWD-IWS).
func parseONVIF(datagram []byte) (Device, error) {
	if len(datagram) > maxDatagram {
		return Device{}, ErrUnreadable
	}
	texts := onvifTexts(datagram)
	d := Device{Source: SourceONVIF}
	if id := texts["Address"]; len(id) >= 12 {
		d.MAC = isapi.MAC(id[len(id)-12:])
	}
	for _, scope := range strings.Fields(texts["Scopes"]) {
		d.readScope(scope)
	}
	for _, address := range strings.Fields(texts["XAddrs"]) {
		d.readAddress(address)
	}
	if d.MAC == "" || !d.isMakers(datagram) {
		return Device{}, ErrUnreadable
	}
	d.Kind = isapi.KindOf(d.Model, "")
	return d, nil
}

// isMakers keeps the cameras of others, printers and computers out of the list.
// OEM brands show the maker in the names of their XML (DFI6256TE).
func (d *Device) isMakers(datagram []byte) bool {
	return isapi.MakerOf(d.MAC) != "" || isapi.KindOf(d.Model, "") != isapi.KindUnknown ||
		bytes.Contains(bytes.ToLower(datagram), []byte("hikvision"))
}

// onvifTexts gathers the elements of the first match by their plain names, as
// far as the datagram can be read.
func onvifTexts(datagram []byte) map[string]string {
	texts := map[string]string{}
	if matches := tree(datagram).All("ProbeMatch"); len(matches) > 0 {
		gatherAll(texts, matches[0])
	}
	return texts
}

// gatherAll notes the elements of every level.
func gatherAll(texts map[string]string, n *document.Node) {
	for _, kid := range n.Kids {
		keep(texts, kid.Name, kid.Text)
		gatherAll(texts, kid)
	}
}

// readScope reads one of the scopes that say something.
func (d *Device) readScope(scope string) {
	_, fact, _ := strings.Cut(scope, "onvif://www.onvif.org/")
	name, text, _ := strings.Cut(fact, "/")
	if plain, err := url.PathUnescape(text); err == nil {
		text = plain
	}
	switch {
	case name == "hardware" && d.Model == "":
		d.Model = isapi.Clean(text)
	case name == "MAC" && d.MAC == "":
		d.MAC = isapi.MAC(text)
	}
}

// readAddress reads one of the web addresses; the first of each family counts.
func (d *Device) readAddress(text string) {
	u, err := url.Parse(text)
	if err != nil {
		return
	}
	address, err := netip.ParseAddr(u.Hostname())
	switch {
	case err != nil || address.IsUnspecified() || address.Zone() != "":
	case address.Is4() && !d.IPv4.IsValid():
		d.IPv4 = address
		if port, err := strconv.ParseUint(u.Port(), 10, 16); err == nil {
			d.HTTPPort = int(port)
		} else if u.Scheme == "http" {
			d.HTTPPort = 80
		}
	case address.Is6() && !d.IPv6.IsValid():
		d.IPv6 = address
	}
}
