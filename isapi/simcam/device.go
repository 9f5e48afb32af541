package simcam

import (
	"cmp"
	"encoding/xml"
	"strings"
)

// deviceInfo has the fields of cameras and recorders in the order that was observed; recorders lack those of the
// second block, and firmware before 5.7 those of the last.
type deviceInfo struct {
	XMLName xml.Name `xml:"DeviceInfo"`
	document
	Name string `xml:"deviceName"`
	ID   string `xml:"deviceID"`

	Description string `xml:"deviceDescription,omitempty"`
	Location    string `xml:"deviceLocation,omitempty"`
	Contact     string `xml:"systemContact,omitempty"`

	Model    string `xml:"model"`
	Serial   string `xml:"serialNumber"`
	MAC      string `xml:"macAddress"`
	Firmware string `xml:"firmwareVersion"`
	Build    string `xml:"firmwareReleasedDate"`

	BootVersion   string `xml:"bootVersion,omitempty"`
	BootReleased  string `xml:"bootReleasedDate,omitempty"`
	Hardware      string `xml:"hardwareVersion"`
	Type          string `xml:"deviceType"`
	TelecontrolID int    `xml:"telecontrolID"`
	Beep          *bool  `xml:"supportBeep"`
	VideoLoss     *bool  `xml:"supportVideoLoss"`

	Platform string `xml:"firmwareVersionInfo,omitempty"`
	Maker    string `xml:"manufacturer,omitempty"`
	Short    string `xml:"subSerialNumber,omitempty"`
	OEM      int    `xml:"OEMCode,omitempty"`
}

// deviceInfo tells who the camera is.
func (c *Camera) deviceInfo() string {
	d := deviceInfo{
		document: c.document(), Name: c.settings.deviceName, ID: "7a1c0000-51b3-11e4-9c6a-" + strings.ReplaceAll(c.id.MAC, ":", ""),
		Model: c.id.Model, Serial: c.id.Serial, MAC: c.id.MAC, Firmware: c.id.Firmware, Build: c.id.Build,
		Hardware: "0100000092010000", Type: "NVR", TelecontrolID: 255, Platform: c.id.Platform,
	}
	if c.sc.Generation != RecorderGen {
		no := false
		d.Description, d.Location, d.Contact = "IPCamera", "hangzhou", "Hikvision.China"
		d.BootVersion, d.BootReleased, d.Beep, d.VideoLoss = "V1.3.4", "100316", &no, &no
		d.Hardware, d.Type, d.TelecontrolID = "0x0", "IPCamera", 88
	}
	if c.sc.Generation == Portal {
		d.Maker, d.Short, d.OEM = "hikvision", c.id.short(), 1
	}
	d.Type = cmp.Or(c.sc.DeviceType, d.Type)
	text, _ := xml.Marshal(d) // has nothing that could not be written
	return string(text) + "\n"
}

// takeDeviceInfo takes the name; the rest is as it is (maker's guide).
func takeDeviceInfo(_ *Camera, v *values, s *settings) bool {
	v.line("deviceName", 1, 32, &s.deviceName)
	return true
}
