package letter

import (
	"cmp"
	"strings"
	"time"

	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/lan"
	"camreset/steps/notes"
)

// Letter is what the maker's or a brand's support asks for (maker's forms of
// 2016 and later), as the file case.json holds it. What is not known is empty or
// null, never guessed; there is no secret in it, and every text is cleaned.
type Letter struct {
	Schema      int    `json:"schema"` // 1
	Kind        string `json:"kind"`   // camera, recorder, doorbell, access, panel; empty when not known
	Model       string `json:"model"`
	Serial      string `json:"serial"`       // whole: model, date, letters, short serial
	ShortSerial string `json:"short_serial"` // the nine characters of the label
	Firmware    string `json:"firmware"`
	Build       string `json:"build"`
	MAC         string `json:"mac"`
	BootTime    string `json:"boot_time"` // by the device's own clock, as it tells it
	// DeviceDate is the date of the device's clock now. Without a login no device
	// was seen to tell it: it is empty, and the letter says where to read it.
	DeviceDate string `json:"device_date"`
	Address    string `json:"address"`
	Country    string `json:"country"`
	Brand      string `json:"brand"`
	// Responsible is who has to help: Hikvision, a brand, or the seller.
	Responsible string `json:"responsible"`
	// Tried and Answers are sentences: what was done, and what the device said.
	Tried   []string `json:"tried"`
	Answers []string `json:"answers"`
	// ResetClass is A, B, C, D or activate (maker's library), empty when not known.
	ResetClass string `json:"reset_class"`
	// Request is a request that the device made and that waits for its answer, or
	// null.
	Request *Request `json:"request"`
	// SendTo says where to write, Confidence how well that is known.
	SendTo     string `json:"send_to"`
	Confidence string `json:"confidence"`

	to      Destination
	pending facts.Pending
	owner   bool
}

// Request is a request that was made: its Kind is support or mail, its times
// are RFC 3339, File is a name in the folder of the case. Empty is not known.
type Request struct {
	Kind  string `json:"kind"`
	Since string `json:"since"`
	Until string `json:"until"`
	File  string `json:"file"`
}

func addressOf(f *facts.Facts) string {
	if f.Target == (lan.Address{}) {
		return ""
	}
	return f.Target.String()
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

func cleaned(lines []string) []string {
	out := make([]string, 0, len(lines))
	for _, line := range lines {
		out = append(out, isapi.Clean(line))
	}
	return out
}

// FolderName is the folder for the case: by the device's model and the number that
// tells it from others of that model.
func (c Letter) FolderName() string {
	model, number := notes.PlainName(c.Model), notes.PlainName(cmp.Or(c.ShortSerial, strings.ReplaceAll(c.MAC, ":", "")))
	// The longest real ones have some 20 and 12 characters.
	model, number = model[:min(len(model), 24)], number[:min(len(number), 12)]
	name := "camreset-case"
	for _, part := range []string{model, number} {
		if part != "" {
			name += "-" + part
		}
	}
	if model+number == "" {
		name += "-camera"
	}
	return strings.TrimRight(name, ".") // Windows drops a dot at the end
}
