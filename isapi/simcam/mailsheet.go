package simcam

import (
	"encoding/json"
	"net/http"
	"strings"
)

// The mailbox that codes for a new password go to (two texts of one origin; what is encrypted is an inference).

// securityEmail is the document, which is always JSON.
type securityEmail struct {
	Information []mailAddress `json:"SecurityInformation"`
	Password    string        `json:"password,omitempty"`
}

type mailAddress struct {
	Address string `json:"emailAddress"`
}

// emailParameter tells the mailbox; an empty one if none is set.
func (c *Camera) emailParameter(*call) reply {
	told := securityEmail{Information: []mailAddress{{}}}
	if c.settings.recovery.Mailbox {
		told.Information[0].Address = c.mailbox()
	}
	return jsonReply(http.StatusOK, member{"SecurityEmail", told})
}

// mailbox is the owner's, where there is one.
func (c *Camera) mailbox() string {
	if c.settings.mailbox != "" {
		return c.settings.mailbox
	}
	return c.sc.SADP.MailBox
}

// setEmail takes one mailbox.
func (c *Camera) setEmail(q *call) reply {
	var sent struct {
		Email *securityEmail `json:"SecurityEmail"`
	}
	if json.Unmarshal(q.body, &sent) != nil {
		return c.status(q, http.StatusBadRequest, invalidFormat, "badJsonFormat")
	}
	if sent.Email == nil || len(sent.Email.Information) != 1 {
		return c.badParameters(q)
	}
	address := &sent.Email.Information[0].Address
	if refusal, may := c.openSecrets(q, &sent.Email.Password); !may {
		return refusal
	}
	if name, host, ok := strings.Cut(*address, "@"); !ok || name == "" || !strings.Contains(host, ".") || len(*address) > 64 {
		return c.badParameters(q)
	}
	c.settings.mailbox, c.settings.recovery.Mailbox = *address, true
	return c.ok(q)
}
