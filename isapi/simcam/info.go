package simcam

import (
	"encoding/xml"
	"net/http"

	"camreset/isapi/simcam/crypt"
)

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
		Email           *bool  `xml:"isSupportSecurityEmail"`
		GUIDFile        *bool  `xml:"isSupportGUIDFileDataExport"`
		Irreversible    *bool  `xml:"isIrreversible"`
		Salt            string `xml:"salt,omitempty"`
	}{
		document: c.document(), Users: 1, UserCheck: true,
		RSAKey: limit{Opt: "1024", Def: "1024"}, PasswordLength: limit{Min: "8", Max: "16"},
	}
	if c.sc.Generation.since(Session) {
		yes, irreversible := true, c.sc.Session.irreversible()
		caps.KeyRounds, caps.SecurityVersion = crypt.KeyRounds, &limit{Opt: "1"}
		caps.AnswerLength, caps.Questions, caps.Irreversible = &limit{Min: "1", Max: "128"}, &yes, &irreversible
		caps.Salt, _ = c.id.salts(c.sc.Session)
		mail, file := c.sc.Generation == Portal, c.sc.exportsGUID()
		caps.Email, caps.GUIDFile = &mail, &file
	}
	return xmlReply(http.StatusOK, caps)
}

// externCapabilities tells anybody which ways back are set up. The fields are those that the maker's web page
// reads; the name of the root element is not known. A recorder refuses, with and without a login (observed).
func (c *Camera) externCapabilities(q *call) reply {
	if !c.sc.Generation.since(Session) || c.sc.Generation == RecorderGen {
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
		document: c.document(), Question: len(c.settings.questions) > 0, GUIDFile: c.settings.recovery.GUIDFile,
		Email: c.settings.recovery.Mailbox, App: c.settings.recovery.App, Least: 1,
	})
}

// cloud tells a logged-in client whether the maker's cloud knows the camera (observed form).
func (c *Camera) cloud(*call) reply {
	on := c.settings.recovery.HikConnect
	bind := "unbind"
	if on {
		bind = "bind"
	}
	return xmlReply(http.StatusOK, struct {
		XMLName xml.Name `xml:"EZVIZ"`
		document
		Enabled    bool   `xml:"enabled"`
		Registered bool   `xml:"registerStatus"`
		Code       string `xml:"verificationCode"`
		Bind       string `xml:"bindStatus"`
	}{document: c.document(), Enabled: on, Registered: on, Code: "******", Bind: bind})
}
