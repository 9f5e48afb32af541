package simcam

import (
	"encoding/xml"
	"net/http"
)

type user struct {
	XMLName xml.Name `xml:"User"`
	document
	ID    int    `xml:"id"`
	Name  string `xml:"userName"`
	Level string `xml:"userLevel"`
}

func (c *Camera) admin() user {
	return user{document: c.document(), ID: 1, Name: AdminUser, Level: "Administrator"}
}

func (c *Camera) user(*call) reply { return xmlReply(http.StatusOK, c.admin()) }

func (c *Camera) users(*call) reply {
	return xmlReply(http.StatusOK, struct {
		XMLName xml.Name `xml:"UserList"`
		document
		Users []user
	}{document: c.document(), Users: []user{c.admin()}})
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
	if q.URL.Query().Get("security") == "1" {
		for _, field := range []*string{&sent.Name, &sent.Password, &sent.Present} {
			if err := c.openField(q, field); err != nil {
				return c.status(q, http.StatusInternalServerError, deviceError, "passwordDecodeError")
			}
		}
	}
	switch {
	case sent.ID != 1 || sent.Name != AdminUser || sent.Password == "":
		return c.status(q, http.StatusBadRequest, invalidContent, "badXmlContent")
	case c.sc.NeedLoginPassword && sent.Present != c.dev.password:
		return c.status(q, http.StatusForbidden, invalidOperation, "loginPasswordError")
	case c.sc.Generation.since(Session) && sent.Password == c.dev.password:
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
		return len(password) > maxPassword || !printable(password)
	}
	return risky(password)
}
