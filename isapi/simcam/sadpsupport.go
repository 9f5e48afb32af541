package simcam

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"time"

	"camreset/isapi/simcam/crypt"
	"camreset/isapi/simcam/sadpxml"
)

// The reset with the help of the maker's support: the camera exports a request, support answers it, and the answer
// sets a new password. The real texts are the maker's secret; these are made up and open nothing but a simulation.

// requestLife is how long the answer to a request is taken (maker's guides).
const requestLife = 48 * time.Hour

// requestCode exports the request that is sent to support as a file.
func (c *Camera) requestCode(*sadpxml.Request) []sadpxml.Field {
	return result(success, sadpxml.Text("Code", c.export()))
}

// requestString exports the request of newer firmware, sent as a file or shown as a QR code.
func (c *Camera) requestString(*sadpxml.Request) []sadpxml.Field {
	return result(success, sadpxml.Text("EncryptString", c.export()))
}

func (c *Camera) export() string {
	raw, _ := hex.DecodeString(crypt.RandomHex(48))
	c.ram.request = exported{base64.StdEncoding.EncodeToString(raw), c.clock.Now()}
	c.requests = append(c.requests, c.ram.request.text)
	return c.ram.request.text
}

// resetSADP takes support's answer: with it comes a new password, but on the two oldest classes, which go back to the
// default one.
func (c *Camera) resetSADP(p *sadpxml.Request) []sadpxml.Field {
	random := c.takeExchange()
	if c.lockedOut(secretCode) {
		return c.refuse(secretCode, p, locked)
	}
	request := c.ram.request
	switch {
	case c.sc.SADP.Reset == ResetByDate:
		request = exported{c.id.Serial, c.clock.Now()}
	case request.text == "":
		return result(emptyEncryptString)
	case c.clock.Now().Sub(request.at) > requestLife:
		return result(exportFileOverDue)
	}
	if strings.TrimSpace(p.Code) != c.supportAnswer(request.text) {
		return c.miss(secretCode, p, failed)
	}
	c.ram.lockout(secretCode).hit(anyone)
	word := success
	if c.defaultsBack() {
		c.setPassword(DefaultPassword)
		c.count.PasswordChanges++
	} else {
		word = c.takeNew(random, p.Password.Text)
	}
	if word == success {
		c.ram.request = exported{}
	}
	return result(word)
}

func (c *Camera) defaultsBack() bool {
	return c.sc.SADP.Reset == ResetByDate || c.sc.SADP.Reset == ResetByCode
}

var errRequest = errors.New("simcam: this camera has exported no such request")

// SupportAnswer plays the maker's support: it answers a request that this camera exported at any time with the key or
// the content of the file to bring in, the text of a QR code with the code that comes by e-mail, and the full serial
// of a camera of the oldest class with the code of the camera's day. Whether the camera still takes it is another
// question.
func (c *Camera) SupportAnswer(request string) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	request = strings.TrimSpace(request)
	old := c.sc.SADP.Reset == ResetByDate && request == c.id.Serial
	if !old && !slices.Contains(c.requests, request) {
		return "", errRequest
	}
	return c.supportAnswer(request), nil
}

// supportAnswer is made from the request, so that nothing has to be kept: eight letters and digits for newer firmware
// and for codes by e-mail, a longer text for files and codes of older firmware.
func (c *Camera) supportAnswer(request string) string {
	secret := "support answers " + c.id.Serial + " " + request
	if c.sc.SADP.Reset == ResetByDate {
		secret += c.clock.Now().Format(time.DateOnly)
	}
	sum, _ := hex.DecodeString(crypt.Hash(secret))
	if c.sc.SADP.Reset == ResetByKey || strings.HasPrefix(request, qrPrefix) {
		return strings.ToUpper(hex.EncodeToString(sum[:4]))
	}
	return base64.StdEncoding.EncodeToString(sum)
}
