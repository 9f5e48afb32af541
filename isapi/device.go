package isapi

import (
	"regexp"
	"strings"

	"camreset/isapi/document"
)

// Device is what a device tells about itself after a login. Texts are cleaned;
// what it doesn't tell is empty.
type Device struct {
	Name, Model, Serial string
	ShortSerial         string // the nine characters that Hik-Connect and support ask for
	MAC, Firmware       string // "V5.7.17"
	Build               string // "240606", YYMMDD
	Type                string // deviceType: IPCamera, IPDome, NVR, DVR, …
	Manufacturer, OEM   string
	Kind                string // KindCamera and its neighbours
}

// shortSerial finds the short serial at the end of a long one: market letters,
// then nine characters; recorders add WCVU (DS-7608NXI-I2), indoor stations CLU
// (DS-KH8301-WT), and access terminals have EN for the market (DS-K1T320MFWX).
var shortSerial = regexp.MustCompile(`(?:WR|RR|CH|EN)([0-9A-Z]{9})(?:WCVU|CLU)?$`)

// leastSerial is the length of a short serial number.
const leastSerial = 9

// SameSerial compares two serial numbers. Over UDP, after a login and on the label a
// device may leave out what stands before or behind the short one, or put blanks
// into it (DS-TCG406-E).
func SameSerial(a, b string) bool {
	a, b = strings.ToUpper(strings.Join(strings.Fields(a), "")), strings.ToUpper(strings.Join(strings.Fields(b), ""))
	if len(a) < len(b) {
		a, b = b, a
	}
	return a == b || len(b) >= leastSerial && strings.Contains(a, b)
}

// deviceOf reads DeviceInfo. The fields are those of 25 real replies.
func deviceOf(doc *document.Node) Device {
	get := func(name string) string { return Clean(doc.First(name)) }
	d := Device{
		Name: get("deviceName"), Model: get("model"), Serial: get("serialNumber"),
		ShortSerial: get("subSerialNumber"), MAC: MAC(get("macAddress")),
		Firmware: get("firmwareVersion"), Type: get("deviceType"),
		Build:        strings.TrimSpace(strings.TrimPrefix(strings.ToLower(get("firmwareReleasedDate")), "build")),
		Manufacturer: get("manufacturer"), OEM: get("OEMCode"),
	}
	if found := shortSerial.FindStringSubmatch(d.Serial); d.ShortSerial == "" && found != nil {
		d.ShortSerial = found[1]
	}
	d.Kind = KindOf(d.Model, d.Type)
	return d
}
