package isapi

import (
	"context"
	"encoding/json"

	"camreset/isapi/seal"
)

const (
	pathMailbox = "/ISAPI/Security/email/parameter?format=json"
	opMailbox   = "set the recovery e-mail"
)

// SetMailbox sets the mailbox to which the maker's server sends a code when the password
// is forgotten (ISAPI guide, chapter 5; not seen on a device). It carries the current
// password, protected as SetQuestions does it; the address itself is no secret, and goes
// as it is. Errors are those of ChangePassword.
func (c *Client) SetMailbox(ctx context.Context, login Login, address string, clear bool) error {
	ch, err := c.change(ctx, opMailbox, login, clear)
	if err != nil {
		return err
	}
	_, err = ch.send(ctx, call{method: "PUT", path: pathMailbox, kind: kindJSON}, func(s seal.Fields) string {
		type information struct {
			Address string `json:"emailAddress"`
		}
		type email struct {
			Information []information `json:"SecurityInformation"`
			Password    string        `json:"password"`
		}
		password := login.Password.Reveal() // JSON escapes it, where XML would be wrong
		if s.Encrypted() {
			password = s.Text(password)
		}
		body, _ := json.Marshal(map[string]email{"SecurityEmail": {[]information{{address}}, password}}) // texts always can be
		return string(body)
	}, (*answer).succeeded)
	return err
}
