package facts

import (
	"errors"
	"net/netip"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/lan"
)

// Consent is what the user agreed to for the next command over UDP.
func (f *Facts) Consent() sadp.Consent {
	c := sadp.Consent{Unsalted: f.Answers.Unsalted}
	if f.Answers.Despite {
		c.Despite = f.Doubt
	}
	return c
}

// Doubted keeps what spoke against the camera when a command was to be sent. An agreement
// is good for one command.
func (f *Facts) Doubted(command Command, err error) {
	f.Answers.Despite, f.Doubt, f.DoubtOf = false, sadp.Doubt{}, ""
	if e := (*sadp.Error)(nil); errors.As(err, &e) && errors.Is(err, sadp.ErrDoubt) {
		f.Doubt, f.DoubtOf = e.Doubt, command
	}
}

// SendsOverUDP says whether the new password goes out over UDP.
func (f *Facts) SendsOverUDP() bool {
	if f.Activated() == isapi.No {
		return f.UDPOnly()
	}
	return f.Answers.Way != "" && !f.Answers.Code.IsZero()
}

// Sanitized drops answers that nobody can have given.
func (a Answers) Sanitized() Answers {
	if a.Typed != (lan.Address{}) && !a.Typed.Sound() {
		a.Typed, a.Given = lan.Address{}, false
	}
	if a.Way != "import" && a.Way != "mail" && a.Way != "guid" {
		a.Way = ""
	}
	if !UnfitUser(a.User).IsZero() {
		a.User = ""
	}
	if a.Delay < 0 || a.Delay > longestDelay {
		a.Delay = 0
	}
	for _, ip := range []*string{&a.Network.Mask, &a.Network.Gateway} {
		if parsed, err := netip.ParseAddr(*ip); err != nil || !parsed.Is4() {
			*ip = ""
		}
	}
	typed := sadp.Settings{DHCP: isapi.No, IPv4: a.Plan.IPv4, Mask: a.Plan.Mask, Gateway: a.Plan.Gateway, HTTPPort: a.Plan.HTTPPort}
	if a.Plan != typed || !typed.IPv4.Is4() || !typed.Mask.Is4() || !typed.Gateway.Is4() {
		a.Plan = sadp.Settings{}
	}
	return a
}

// longestDelay is the most that can be added to the clock of a reset.
const longestDelay = 5 * time.Minute
