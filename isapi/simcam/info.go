package simcam

import (
	"encoding/xml"
	"net/http"
	"strings"
)

// deviceInfo tells who the camera is, in the order of fields of real cameras.
func (c *Camera) deviceInfo(*call) reply {
	return xmlReply(http.StatusOK, struct {
		XMLName xml.Name `xml:"DeviceInfo"`
		document
		Name           string `xml:"deviceName"`
		ID             string `xml:"deviceID"`
		Description    string `xml:"deviceDescription"`
		Location       string `xml:"deviceLocation"`
		Contact        string `xml:"systemContact"`
		Model          string `xml:"model"`
		Serial         string `xml:"serialNumber"`
		MAC            string `xml:"macAddress"`
		Firmware       string `xml:"firmwareVersion"`
		Build          string `xml:"firmwareReleasedDate"`
		BootVersion    string `xml:"bootVersion"`
		BootReleased   string `xml:"bootReleasedDate"`
		Hardware       string `xml:"hardwareVersion"`
		Type           string `xml:"deviceType"`
		TelecontrolID  int    `xml:"telecontrolID"`
		Beep           bool   `xml:"supportBeep"`
		VideoLoss      bool   `xml:"supportVideoLoss"`
		FirmwareDetail string `xml:"firmwareVersionInfo,omitempty"`
	}{
		document: c.document(), Name: "IP CAMERA", ID: "7a1c0000-51b3-11e4-9c6a-" + strings.ReplaceAll(c.id.MAC, ":", ""),
		Description: "IPCamera", Location: "hangzhou", Contact: "Hikvision.China",
		Model: c.id.Model, Serial: c.id.Serial, MAC: c.id.MAC, Firmware: c.id.Firmware, Build: c.id.Build,
		BootVersion: "V1.3.4", BootReleased: "100316", Hardware: "0x0", Type: "IPCamera", TelecontrolID: 88,
		FirmwareDetail: c.id.Platform,
	})
}

func (c *Camera) language(*call) reply {
	return xmlReply(http.StatusOK, struct {
		XMLName xml.Name `xml:"Language"`
		document
		Type string `xml:"type"`
	}{document: c.document(), Type: "English"})
}

// limit is an element whose content is in its attributes.
type limit struct {
	Opt string `xml:"opt,attr,omitempty"`
	Def string `xml:"def,attr,omitempty"`
	Min string `xml:"min,attr,omitempty"`
	Max string `xml:"max,attr,omitempty"`
}

// securityCapabilities tells a logged-in client what the firmware can do.
func (c *Camera) securityCapabilities(*call) reply {
	caps := struct {
		XMLName xml.Name `xml:"SecurityCap"`
		document
		Users           int    `xml:"supportUserNums"`
		UserCheck       bool   `xml:"isSupportUserCheck"`
		KeyRounds       int    `xml:"keyIterateNum,omitempty"`
		SecurityVersion *limit `xml:"securityVersion"`
		RSAKey          limit  `xml:"RSAKeyLength"`
		PasswordLength  limit  `xml:"LoginPasswordLenLimit"`
		AnswerLength    *limit `xml:"SecurityAnswerLenLimit"`
		Questions       *bool  `xml:"isSupportSecurityQuestionConfig"`
		Irreversible    *bool  `xml:"isIrreversible"`
	}{
		document: c.document(), Users: 1, UserCheck: true,
		RSAKey: limit{Opt: "1024", Def: "1024"}, PasswordLength: limit{Min: "8", Max: "16"},
	}
	if c.sc.Generation.since(Session) {
		yes, no := true, false
		caps.KeyRounds, caps.SecurityVersion = keyRounds, &limit{Opt: "1"}
		caps.AnswerLength, caps.Questions, caps.Irreversible = &limit{Min: "1", Max: "128"}, &yes, &no
	}
	return xmlReply(http.StatusOK, caps)
}

// externCapabilities tells anybody which ways back are set up. The fields are those that the maker's web page
// reads; the name of the root element is not known.
func (c *Camera) externCapabilities(q *call) reply {
	if !c.sc.Generation.since(Session) {
		return c.notSupported(q)
	}
	return xmlReply(http.StatusOK, struct {
		XMLName xml.Name `xml:"externSecurityCap"`
		document
		Question bool `xml:"isSupportWithSecurityQuestion"`
		GUIDFile bool `xml:"isSupportWithGUIDFileData"`
		Email    bool `xml:"isSupportWithSecurityEmail"`
		App      bool `xml:"isSupportWithHCApp"`
		Least    int  `xml:"minResetAdminPassWordNum"`
	}{
		document: c.document(), Question: len(c.dev.questions) > 0, GUIDFile: c.dev.recovery.GUIDFile,
		Email: c.dev.recovery.Mailbox, App: c.dev.recovery.App, Least: 1,
	})
}
