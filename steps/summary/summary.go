package summary

import (
	"cmp"
	"time"

	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/methods"
	"camreset/steps/secure"
)

// Summary is what was done, as the file of that name holds it. What is not known is empty
// or null, never guessed; every text is cleaned and bounded.
type Summary struct {
	Schema int `json:"schema"` // 1
	// Date is RFC 3339, with the time zone of this computer.
	Date string `json:"date"`
	// Program is the version of camreset; empty where it was built from source.
	Program string `json:"program"`
	// Simulated is true where the device was one inside the program, to practise with.
	Simulated bool `json:"simulated"`
	// Result is the word of the run's last line.
	Result string `json:"result"`
	// Owner is who asked for it: mine, for-owner, or empty where that was not said.
	Owner  string `json:"owner"`
	Device Device `json:"device"`
	// AddressBefore is where it was before it was reset or moved; empty where it was neither.
	AddressBefore string `json:"address_before"`
	Address       string `json:"address"`
	Way           Way    `json:"way"`
	// Tries are the logins that this walk sent, the right one among them.
	Tries int `json:"tries"`
	// PasswordChanged is null where that is not known.
	PasswordChanged isapi.Tri `json:"password_changed"`
	// Erased is what is gone: settings, password, nothing, or unknown.
	Erased string `json:"erased"`
	// GivenBack is what was given back after a reset, or set up for the next loss, and
	// NotGivenBack what was lost by one.
	GivenBack    []Thing   `json:"given_back"`
	NotGivenBack []Missing `json:"not_given_back"`
	// Safer are the findings that were cured, Left is what is still to be done, and
	// DoneByHand what the user ticked.
	Safer      []Thing `json:"safer"`
	Left       []Task  `json:"left"`
	DoneByHand []Thing `json:"done_by_hand"`

	password string // in words
}

// Device is what it told of itself.
type Device struct {
	Model    string `json:"model"`
	Serial   string `json:"serial"`
	MAC      string `json:"mac"`
	Firmware string `json:"firmware"`
	Build    string `json:"build"`
	Kind     string `json:"kind"`

	short string // the serial number that the label has
}

// Way is the way in that was gone: one of the menu's, Activated, or none.
type Way struct {
	Key  flow.Outcome `json:"key"`
	Name string       `json:"name"`
}

// Activated is the way of a device that had no password, and got its first one.
const Activated flow.Outcome = "activate"

// Thing is something that was done, by its id.
type Thing struct {
	ID    string `json:"id"`
	Title string `json:"title"`

	words string // in the text, where they say more than the title
}

// Missing is a Thing that could not be done, and why.
type Missing struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Why   string `json:"why"`
}

// Task is a Thing that is left to do; How says where or how.
type Task struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	How   string `json:"how"`
}

// Guide is what the guide knows beside the facts.
type Guide struct {
	// Result is the word of the run's last line.
	Result string
	// Left are the things of its last list that are still to be done, Done those that the
	// user has ticked.
	Left []Task
	Done []Thing
}

// Of is the report as far as it is known.
func Of(f *facts.Facts, g Guide) Summary {
	d := f.Shown()
	r := Summary{
		Schema: 1, Date: f.Now.Local().Format(time.RFC3339), Program: short(f.Flags.Program), Simulated: f.Flags.Simulated, Result: short(g.Result), Owner: ownerOf(f),
		Device: Device{
			Model: short(cmp.Or(d.Model, f.Record.Model)), Serial: short(cmp.Or(d.Serial, f.Record.Serial)), MAC: short(cmp.Or(d.MAC, f.Record.MAC)),
			Firmware: short(d.Firmware), Build: short(d.Build), Kind: kindOf(f),
			short: short(cmp.Or(d.ShortSerial, f.Record.ShortSerial)),
		},
		Address: addressOf(f.Target), AddressBefore: addressOf(cmp.Or(f.OldTarget, f.MovedFrom)), Way: wayOf(f),
		Tries: f.Tries + f.TriesBefore, PasswordChanged: passwordChanged(f), Erased: erased(f), password: passwordWords(f),
		GivenBack: []Thing{}, NotGivenBack: []Missing{}, Safer: []Thing{}, Left: []Task{}, DoneByHand: []Thing{},
	}
	r.addReturned(f)
	r.addFindings(f)
	r.addRequest(f)
	for _, t := range g.Left {
		r.Left = append(r.Left, Task{t.ID, line(t.Title), line(t.How)})
	}
	for _, t := range g.Done {
		r.DoneByHand = append(r.DoneByHand, Thing{ID: t.ID, Title: line(t.Title)})
	}
	return r
}

// addFindings tells what was made safer, what is open, and what of that was ticked.
func (r *Summary) addFindings(f *facts.Facts) {
	ticked := map[flow.Outcome]bool{}
	for _, key := range f.Answers.Ticked {
		ticked[key] = true
	}
	for _, x := range f.Safety.Findings {
		switch {
		case x.Fixed && !x.Open():
			r.Safer = append(r.Safer, Thing{ID: short(x.ID), Title: line(x.Title), words: saferWords(x)})
		case !x.Open():
		case ticked[flow.Outcome(x.ID)]:
			r.DoneByHand = append(r.DoneByHand, Thing{ID: short(x.ID), Title: taskWords(x)})
		default:
			r.Left = append(r.Left, Task{short(x.ID), taskWords(x), line(x.Place)})
		}
	}
}

// saferWords say what was changed.
func saferWords(x secure.Finding) string {
	if c := secure.Of(x.ID); c != nil && c.Sends != "" {
		return line(c.Sends)
	}
	return ""
}

func taskWords(x secure.Finding) string { return line(cmp.Or(x.Do, x.Title)) }

// addRequest reminds of a request that waits for its answer.
func (r *Summary) addRequest(f *facts.Facts) {
	if f.Pending.Waits(f.Now) {
		r.Left = append(r.Left, Task{"request", "Enter the answer to the request for a new password", line("Keep the device powered until then: a restart makes the request useless. It is " + f.Pending.Words(f.Now) + ".")})
	}
}

// kindOf is what sort of device it is, one of isapi's words.
func kindOf(f *facts.Facts) string {
	switch kind := f.Kind(); kind {
	case isapi.KindCamera, isapi.KindRecorder, isapi.KindDoorbell, isapi.KindAccess, isapi.KindPanel:
		return kind
	}
	return isapi.KindUnknown
}

func ownerOf(f *facts.Facts) string {
	switch f.Answers.Owner {
	case "mine", "for-owner":
		return string(f.Answers.Owner)
	}
	return ""
}

func wayOf(f *facts.Facts) Way {
	key := f.Answers.Method
	if f.ResetSeen {
		key = "reset-button"
	}
	if m, found := methods.Find(key); found {
		return Way{m.Key, m.Label}
	}
	if f.NewSent {
		return Way{Activated, "It had no password, and got its first one"}
	}
	return Way{}
}

func addressOf(a lan.Address) string {
	if a == (lan.Address{}) {
		return ""
	}
	return short(a.String())
}

// mostShort bounds a word of a device in characters, so that it fits a line of the text;
// the longest serial numbers have some 50.
const mostShort = 60

func short(text string) string { return isapi.CleanTo(text, mostShort) }

// mostLine bounds a sentence.
const mostLine = 400

func line(text string) string { return isapi.CleanTo(text, mostLine) }
