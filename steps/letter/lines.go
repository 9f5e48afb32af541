package letter

import (
	"cmp"
	"path/filepath"
	"strings"

	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/text"
)

// Gap is where the user writes by hand.
const Gap = "________"

// Sheet is the whole case, as case.txt holds it.
func (c Letter) Sheet() []text.Text { return textsOf(c.Lines()) }

// Lines are the case as a person reads it.
func (c Letter) Lines() []string {
	lines := c.whereLines()
	lines = append(lines, c.deviceLines()...)
	lines = append(lines, "Tried:")
	lines = append(lines, bullets(c.Tried)...)
	lines = append(lines, "The device answered:")
	lines = append(lines, bullets(c.Answers)...)
	lines = append(lines, c.resetLines()...)
	return append(lines, c.rulesLines()...)
}

// whereLines say who helps, and how well that is known.
func (c Letter) whereLines() []string {
	lines := []string{"Send it to: " + c.to.To, "Who has to help: " + c.to.Responsible}
	if c.to.Takes != "" {
		lines = append(lines, "An answer takes: "+c.to.Takes)
	}
	if c.to.Says != "" {
		lines = append(lines, c.to.Says)
	}
	lines = append(lines, "How sure this is: "+c.to.Sure+".")
	forAll := regionOf("").Destination
	if c.Country == "" && strings.HasSuffix(c.to.To, forAll.To) {
		lines = append(lines, "The country is left open. If you name it, there may be somebody nearer.")
	}
	if c.to.Responsible == facts.TheMaker && c.to.To != forAll.To {
		lines = append(lines, "If that leads nowhere: "+forAll.To+" ("+forAll.Sure+").")
	}
	return lines
}

// deviceLines are the device as support wants it named.
func (c Letter) deviceLines() []string {
	or := func(value, where string) string { return cmp.Or(value, Gap+" ("+where+")") }
	lines := []string{}
	if c.Kind != "" && c.Kind != isapi.KindCamera {
		lines = append(lines, "Kind of device: "+c.Kind)
	}
	return append(lines,
		"Model: "+or(c.Model, "on the label"),
		"Serial number, whole: "+or(c.Serial, "on the label and the box"),
		"Short serial number: "+or(c.ShortSerial, "the last 9 characters, on the label"),
		"Firmware: "+or(firmwareWords(c), "if known"),
		"MAC: "+or(c.MAC, "on the label"),
		"Address in its network: "+or(c.Address, "if known"),
		"Start time, by its own clock: "+or(c.BootTime, "SADP shows it, column Start Time"),
		"Date of its own clock: "+or(c.DeviceDate, "SADP's start time, or the device's page or picture"),
		"Date on the label: "+Gap,
		"Name on the device: "+or(c.Brand, "the brand on the label, if any"),
	)
}

func firmwareWords(c Letter) string {
	if c.Build == "" {
		return c.Firmware
	}
	return strings.TrimSpace(c.Firmware + " build " + c.Build)
}

// requestLine is the request that has to be answered.
func (c Letter) requestLine() string {
	p := c.pending
	switch {
	case !c.exports():
		return ""
	case p.Kind == facts.PendingSupport && p.File != "":
		return "the request of " + p.Since.Format("2006-01-02 15:04") + ": " + c.Request.File + ", or its QR code " + isapi.Clean(filepath.Base(p.Picture))
	case p.Kind == facts.PendingSupport:
		return "the request of " + p.Since.Format("2006-01-02 15:04") + ", as a photo of its QR code"
	}
	return "the request that the device makes, as a file or QR code"
}

// rulesLines are what goes with the case, and what would make it useless.
func (c Letter) rulesLines() []string {
	lines := []string{"Attach: a photo of the label with model and serial number, a proof of purchase (where and when it was bought)."}
	if request := c.requestLine(); request != "" {
		lines = append(lines, "Attach also "+request+".")
		switch {
		case c.pending.Kind == facts.PendingSupport:
		case c.ResetClass != "":
			lines = append(lines, "camreset can make it (5. Support, Make the request), and so can the maker's SADP tool (Forgot Password).")
		default:
			lines = append(lines, "The maker's SADP tool makes it (Forgot Password).")
		}
		lines = append(lines, "After that no second request: it makes the first one and its answer useless.")
	}
	return append(lines, "Until the answer comes do not restart the device: that makes the answer useless.")
}

func bullets(lines []string) []string {
	out := make([]string, 0, len(lines))
	for _, line := range lines {
		out = append(out, "- "+line)
	}
	return out
}

func textsOf(lines []string) []text.Text {
	out := make([]text.Text, 0, len(lines))
	for _, line := range lines {
		out = append(out, text.T("%s", line))
	}
	return out
}
