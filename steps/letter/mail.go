package letter

import (
	"cmp"
	"strings"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/text"
)

// Mail is a letter that is ready to be sent, but for the gaps. Where no address is
// known that takes mails from everybody, the first line says where it goes.
func (c Letter) Mail() []byte {
	to := cmp.Or(c.to.Mail, "("+c.to.To+")")
	about := "Password reset request: " + cmp.Or(c.Model, "camera")
	if serial := cmp.Or(c.ShortSerial, c.Serial); serial != "" {
		about += ", serial number " + serial
	}
	head := "To: " + isapi.Clean(to) + "\nSubject: " + isapi.Clean(about) + "\n\n"
	return append([]byte(head), paper(c.letter())...)
}

func (c Letter) letter() []string {
	who := "I am the owner of this device."
	if !c.owner {
		who = "I act for the owner of this device and with their permission."
	}
	lines := []string{"Hello,", "", "the administrator's password of the device below is lost, and I ask for an official reset of it. " + who, "", "THE DEVICE"}
	lines = append(append(lines, c.deviceLines()...), "", "WHAT WAS TRIED")
	lines = append(append(lines, bullets(c.Tried)...), "", "WHAT THE DEVICE ANSWERED")
	lines = append(append(lines, bullets(c.Answers)...), "", "WHAT I ASK FOR")
	lines = append(lines, askWords[c.ResetClass])
	lines = append(lines, "", "ATTACHED", "- a photo of the label with model and serial number", "- a proof of purchase")
	if request := c.requestLine(); request != "" {
		lines = append(lines, "- "+request)
	}
	return append(lines, "", "ABOUT ME", "Name: "+Gap, "Mail and phone: "+Gap, "Company, if any: "+Gap,
		strings.TrimSpace("Country: "+Gap+" "+bracketed(c.Country)), "I am (owner, installer, other): "+Gap,
		"Bought from, and when: "+Gap, "", "Thank you.")
}

// askWords are what is asked of support, by the device's class of reset.
var askWords = map[string]string{
	sadp.ClassActivate: "The device has no password; please tell me if anything else is needed to use it.",
	sadp.ClassA:        "Please send the security codes for the serial number and start time above, each with its date.",
	sadp.ClassB:        "Please send the answer to the attached request, which restores the default password.",
	sadp.ClassC:        "Please send the file that answers the attached request.",
	sadp.ClassD:        "Please send the file or the key that answers the attached request.",
	"":                 "Please tell me which request this device needs, and send the file, key or code that answers it.",
}

func bracketed(words string) string {
	if words == "" {
		return ""
	}
	return "(" + words + ")"
}

// paperWidth is what mail programs show without breaking lines.
const paperWidth = 76

// paper is lines as a text file: broken at words, cleaned, the rest of a list's
// item indented.
func paper(lines []string) []byte {
	var b strings.Builder
	for _, line := range lines {
		indent := ""
		for _, part := range text.Broken(line, paperWidth) {
			b.WriteString(indent + isapi.Clean(part) + "\n")
			if strings.HasPrefix(line, "- ") {
				indent = "  "
			}
		}
	}
	return []byte(b.String())
}
