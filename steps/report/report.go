package report

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/methods"
	"camreset/steps/sentences"
)

// Report is what `check` tells about one address; it never spends a try. The
// fields are a contract with scripts: unknown numbers and yes/no facts are
// null. Schema rises when a field goes or changes its meaning, not when one comes.
type Report struct {
	Schema    int       `json:"schema"`
	Address   string    `json:"address"`
	Hikvision isapi.Tri `json:"hikvision"`
	Verdict   string    `json:"verdict"`
	Next      string    `json:"next"`
	Device    Device    `json:"device"`
	Login     Login     `json:"login"`
	Methods   []Method  `json:"methods"`
	Checks    []Check   `json:"checks"`
	Evidence  []string  `json:"evidence"`
	ElapsedMS int64     `json:"elapsed_ms"`
}

// Device is what is known of the device; a text that it did not tell is empty.
type Device struct {
	Model      string     `json:"model"`
	Serial     string     `json:"serial"`
	MAC        string     `json:"mac"`
	Firmware   string     `json:"firmware"`
	Build      string     `json:"build"`
	Kind       string     `json:"kind"`
	Generation string     `json:"generation"`
	HTTPPort   ListedPort `json:"http_port"`
	SameSubnet isapi.Tri  `json:"same_subnet"`
	OEM        string     `json:"oem"`
}

// Login is the state of the login; AttemptsSpent is the ledger's count.
type Login struct {
	Schemes       []isapi.Scheme `json:"schemes"`
	AttemptsLeft  *int           `json:"attempts_left"`
	UnlockSeconds *int           `json:"unlock_seconds"`
	AttemptsSpent *int           `json:"attempts_spent"`
}

// Method is one of the answers of the menu; those that are no method of the guide
// have no number. One is recommended where choosing is next, else none.
type Method struct {
	Key         flow.Outcome `json:"key"`
	Number      *int         `json:"number"`
	Open        bool         `json:"open"`
	Why         string       `json:"why"`
	Needs       string       `json:"needs"`
	Loss        methods.Loss `json:"loss"`
	Time        string       `json:"time"`
	Recommended bool         `json:"recommended"`
}

// Check is one check; the list of ids stands in tui/help/checks.txt.
type Check struct {
	ID     string      `json:"id"`
	Title  string      `json:"title"`
	Status flow.Status `json:"status"`
	Detail string      `json:"detail"`
	Hint   string      `json:"hint"`
	MS     int64       `json:"ms"`
}

// Of is the report of what a look at one device has found.
func Of(f *facts.Facts) Report {
	lock, d := f.LockNow(), f.Shown()
	r := Report{
		Schema: 2, Hikvision: f.Hikvision(), Verdict: f.Verdict(), Next: f.Next(),
		Device: Device{
			Model: d.Model, Serial: d.Serial, MAC: d.MAC,
			Firmware: d.Firmware, Build: d.Build, Kind: f.Kind(), Generation: f.Seen.Generation(),
			HTTPPort: ListedPort(f.HTTPPort()), SameSubnet: f.SameSubnet(), OEM: d.OEM,
		},
		Login:    Login{Schemes: f.Seen.Schemes(), AttemptsLeft: lock.Left},
		Evidence: f.Evidence(),
	}
	if lock.Unlock != nil {
		seconds := int(lock.Unlock.Seconds())
		r.Login.UnlockSeconds = &seconds
	}
	if f.Spent.Problem == "" && f.Spent.Budget > 0 {
		r.Login.AttemptsSpent = &f.Spent.Count
	}
	if r.Login.Schemes == nil {
		r.Login.Schemes = []isapi.Scheme{}
	}
	for _, m := range methods.All {
		r.Methods = append(r.Methods, reportMethod(m, f, r.Next))
	}
	return r
}

func reportMethod(m methods.Method, f *facts.Facts, next string) Method {
	why, cost := m.Shut(f).String(), m.Cost(f).(methods.Cost)
	r := Method{
		Key: m.Key, Open: why == "", Why: why, Needs: m.Needs, Loss: cost.Loss, Time: cost.Time,
		Recommended: next == facts.NextChoose && methods.Recommend(f).Method == m.Key,
	}
	if m.OfGuide() {
		r.Number = &m.Number
	}
	return r
}

// ExitCode is the exit code of `check`.
func (r Report) ExitCode() int {
	switch r.Verdict {
	case "unreachable":
		return 3
	case "not-hikvision":
		return 4
	case "locked":
		return 5
	case "unknown":
		return 6
	}
	return 0
}

// Print writes the report: as one JSON object, or as lines for a person.
func (r Report) Print(out io.Writer, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(out).Encode(r)
	}
	_, err := io.WriteString(out, strings.Join(r.Lines(), "\n")+"\n")
	return err
}

// Lines are the report for a person.
func (r Report) Lines() []string {
	var lines []string
	for _, c := range r.Checks {
		line := fmt.Sprintf("%-4s  %s", c.Status, c.Title)
		if c.Detail != "" {
			line += ": " + c.Detail
		}
		lines = append(lines, line)
		if c.Hint != "" {
			lines = append(lines, "      "+c.Hint)
		}
	}
	lines = append(lines, "", "verdict: "+r.Verdict+"  (It is "+sentences.VerdictWords[r.Verdict]+".)", "next: "+r.Next+"  ("+sentences.NextWords[r.Next]+")")
	for _, m := range r.Methods {
		lines = append(lines, m.line())
	}
	if len(r.Evidence) > 0 {
		lines = append(lines, "", "seen:")
		for _, e := range r.Evidence {
			lines = append(lines, "  "+e)
		}
	}
	return lines
}

// line is the method for a person.
func (m Method) line() string {
	mark, number := " ", "- "
	if m.Recommended {
		mark = "*"
	}
	if m.Number != nil {
		number = fmt.Sprintf("%d.", *m.Number)
	}
	line := mark + " " + number + " " + methods.Name(m.Key)
	if !m.Open {
		return line + "  (not possible: " + m.Why + ")"
	}
	return line + "  [" + methods.Cost{Loss: m.Loss, Time: m.Time}.Short() + "]"
}
