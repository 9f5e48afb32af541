package simcam

import (
	"encoding/xml"
	"net/http"

	"camreset/isapi/simcam/crypt"
)

type user struct {
	XMLName xml.Name `xml:"User"`
	document
	ID    int    `xml:"id"`
	Name  string `xml:"userName"`
	Level string `xml:"userLevel"`
}

// admin is the user that everything is about. Others are only in the list, see Safety.
func (c *Camera) admin(q *call) user {
	return user{document: c.document(), ID: 1, Name: c.sealedName(q, AdminUser), Level: "Administrator"}
}

// sealedName is a name as the list has it. Newer firmware encrypts it when it is asked to (maker's web client).
func (c *Camera) sealedName(q *call, name string) string {
	if iv := q.URL.Query().Get("iv"); c.sc.Generation == Portal && sealedFields(q) {
		return crypt.SealField(c.fieldKey(), iv, name)
	}
	return name
}

// sealedFields tells whether the secret fields of a request and its reply are encrypted.
func sealedFields(q *call) bool { return q.URL.Query().Get("security") == "1" }

func (c *Camera) user(q *call) reply { return xmlReply(http.StatusOK, c.admin(q)) }

func (c *Camera) users(q *call) reply {
	list := []user{c.admin(q)}
	for i, name := range c.settings.accounts {
		list = append(list, user{document: c.document(), ID: i + 2, Name: c.sealedName(q, name), Level: "Operator"})
	}
	return xmlReply(http.StatusOK, struct {
		XMLName xml.Name `xml:"UserList"`
		document
		Users []user
	}{document: c.document(), Users: list})
}

// changePassword takes the plain form, and from Session on the encrypted one (?security=1&iv=).
func (c *Camera) changePassword(q *call) reply {
	var sent struct {
		ID       int    `xml:"id"`
		Name     string `xml:"userName"`
		Password string `xml:"password"`
		Present  string `xml:"loginPassword"`
	}
	if xml.Unmarshal(q.body, &sent) != nil {
		return c.status(q, http.StatusBadRequest, invalidFormat, "badXmlFormat")
	}
	if sealedFields(q) {
		for _, field := range []*string{&sent.Name, &sent.Password, &sent.Present} {
			if err := c.openField(q, field); err != nil {
				return c.status(q, http.StatusInternalServerError, deviceError, "passwordDecodeError")
			}
		}
	}
	switch {
	case sent.ID != 1 || sent.Name != AdminUser || sent.Password == "":
		return c.status(q, http.StatusBadRequest, invalidContent, "badXmlContent")
	case c.sc.NeedLoginPassword && sent.Present != c.settings.password:
		return c.status(q, http.StatusForbidden, invalidOperation, "loginPasswordError")
	case c.sc.Generation.since(Session) && sent.Password == c.settings.password:
		return c.status(q, http.StatusForbidden, invalidOperation, "cannotSameAsOldPassword")
	case c.weak(sent.Password):
		return c.riskPassword(q)
	}
	c.setPassword(sent.Password)
	c.count.PasswordChanges++
	return c.ok(q)
}

// weak tells whether this firmware refuses a password. Rules came together with activation.
func (c *Camera) weak(password string) bool {
	if c.sc.Generation == Legacy {
		return len(password) > maxPassword || !crypt.Printable(password)
	}
	return risky(password)
}
