package summary

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"camreset/isapi"
	"camreset/steps/methods"
	"camreset/steps/text"
)

const (
	// paperWidth is what every terminal, printer and mail program shows.
	paperWidth = 80
	// valuesAt is the column of the values.
	valuesAt = 18
)

// resultWords say how the run ended.
var resultWords = map[string]string{
	"regained":    "Back in: the password was accepted.",
	"already-in":  "The password that was known is the right one. It was not changed.",
	"unreachable": "Not back in: nothing answered at the end.",
	"case-ready":  "Not back in yet: a case for support was made.",
	"gave-up":     "Not back in yet.",
}

var ownerWords = map[string]string{"mine": "its owner", "for-owner": "somebody whom its owner has asked to help"}

var erasedWords = map[string]string{
	erasedSettings: "all settings", erasedPassword: "the old password, and nothing else", erasedNothing: "nothing", erasedUnknown: "not known",
}

// Text is the report for the customer. No line is wider than paperWidth, but where one word is.
func (r Summary) Text() string {
	p := paper{}
	p.WriteString("Report of what was done\n\n")
	if r.Simulated {
		p.value("Practice", "with a simulated device: nothing was done to a real one")
	}
	p.value("Date", dateWords(r.Date))
	p.value("Result", cmp.Or(resultWords[r.Result], r.Result))
	p.value("Done by", ownerWords[r.Owner])
	p.heading("The device")
	p.value("Model", cmp.Or(r.Device.Model, notKnown))
	p.value("Serial number", cmp.Or(r.Device.Serial, notKnown))
	p.value("MAC", cmp.Or(r.Device.MAC, notKnown))
	p.value("Firmware", cmp.Or(firmwareWords(r.Device), notKnown))
	if r.Device.Kind != isapi.KindUnknown {
		p.value("Kind", r.Device.Kind)
	}
	p.value("Address", cmp.Or(r.Address, notKnown))
	if r.AddressBefore != r.Address {
		p.value("Address before", r.AddressBefore)
	}
	p.heading("What was done")
	p.value("Way", cmp.Or(wayWords(r.Way), "none"))
	p.value("Password", r.password)
	p.value("Password tries", triesWords(r.Tries))
	p.value("Erased", erasedWords[r.Erased])
	p.things("Given back, and set up for the next time", r.GivenBack)
	if len(r.NotGivenBack) > 0 {
		p.heading("Not given back")
		for _, x := range r.NotGivenBack {
			p.item(x.Title + ": " + uncapitalized(x.Why))
		}
	}
	p.things("Made safer", r.Safer)
	p.things("Said to be done, not checked", r.DoneByHand)
	if len(r.Left) > 0 {
		p.heading("Left to do")
		for _, x := range r.Left {
			p.item(x.Title)
			p.broken("  ", "  ", capitalized(x.How))
		}
	}
	p.WriteString("\n")
	p.broken("", "", strings.TrimSpace("Written by camreset "+r.Program)+". No password is in this report.")
	return p.String()
}

const notKnown = "not known"

// paper is a text that is being written.
type paper struct{ strings.Builder }

func (p *paper) heading(words string) { p.WriteString("\n" + words + "\n") }

// value writes a name and its value; nothing where there is none.
func (p *paper) value(name, value string) {
	if value != "" {
		p.broken(name+strings.Repeat(" ", valuesAt-len(name)), strings.Repeat(" ", valuesAt), value)
	}
}

func (p *paper) item(words string) { p.broken("- ", "  ", words) }

// things writes a list under its heading; nothing where it is empty.
func (p *paper) things(heading string, all []Thing) {
	if len(all) == 0 {
		return
	}
	p.heading(heading)
	for _, x := range all {
		p.item(cmp.Or(x.words, x.Title))
	}
}

// broken writes words in lines, the first behind one text, the others behind another.
func (p *paper) broken(first, other, words string) {
	if words == "" {
		return
	}
	for i, part := range text.Broken(words, paperWidth-len(other)) {
		if i > 0 {
			first = other
		}
		p.WriteString(first + part + "\n")
	}
}

func dateWords(date string) string {
	at, err := time.Parse(time.RFC3339, date)
	if err != nil {
		return notKnown
	}
	return at.Format("2 January 2006, 15:04 (UTC-07:00)")
}

func firmwareWords(d Device) string {
	if d.Build == "" {
		return d.Firmware
	}
	return strings.TrimSpace(d.Firmware + " build " + d.Build)
}

func wayWords(w Way) string {
	if m, found := methods.Find(w.Key); found && m.OfGuide() {
		return text.T("%d. %s", m.Number, w.Name).String()
	}
	return w.Name
}

func triesWords(n int) string {
	if n == 0 {
		return "none"
	}
	return strconv.Itoa(n)
}

func capitalized(words string) string {
	if words == "" {
		return ""
	}
	return strings.ToUpper(words[:1]) + words[1:]
}

// uncapitalized is a sentence that goes on behind a colon.
func uncapitalized(words string) string {
	if words == "" {
		return ""
	}
	return strings.ToLower(words[:1]) + words[1:]
}
