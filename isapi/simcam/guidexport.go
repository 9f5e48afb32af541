package simcam

import (
	"encoding/xml"
	"net/http"
	"strings"

	"camreset/isapi/simcam/crypt"
)

// guidFileData gives whoever knows the password a file that resets it later, as exportGUID does (maker's web client; a
// field report on the method).
func (c *Camera) guidFileData(q *call) reply {
	var sent struct {
		XMLName  xml.Name
		Password string `xml:"password"`
	}
	if xml.Unmarshal(q.body, &sent) != nil {
		return c.status(q, http.StatusBadRequest, invalidFormat, "badXmlFormat")
	}
	if sent.XMLName.Local != "LoginPassword" {
		return c.status(q, http.StatusBadRequest, invalidContent, "badXmlContent")
	}
	if refusal, may := c.openSecrets(q, &sent.Password); !may {
		return refusal
	}
	return reply{status: http.StatusOK, kind: "application/octet-stream", body: c.newGUID()}
}

// newGUID makes the file; the one before is void.
func (c *Camera) newGUID() string {
	c.settings.guid = strings.ToUpper(crypt.RandomHex(32))
	c.settings.recovery.GUIDFile = true
	return c.settings.guid
}
