package steps

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"camreset/isapi"
)

// Report is what `check` tells about one address; it never spends a try. The
// fields are a contract with scripts: unknown numbers and yes/no facts are
// null.
type Report struct {
	Schema    int            `json:"schema"`
	Address   string         `json:"address"`
	Hikvision isapi.Tri      `json:"hikvision"`
	Verdict   string         `json:"verdict"`
	Device    ReportDevice   `json:"device"`
	Login     ReportLogin    `json:"login"`
	Methods   []ReportMethod `json:"methods"`
	Checks    []ReportCheck  `json:"checks"`
	Evidence  []string       `json:"evidence"`
	ElapsedMS int64          `json:"elapsed_ms"`
}

// ReportDevice is what is known of the device; most tell no model without a
// login, and then it stays empty.
type ReportDevice struct {
	Model      string `json:"model"`
	Serial     string `json:"serial"`
	MAC        string `json:"mac"`
	Firmware   string `json:"firmware"`
	Build      string `json:"build"`
	Kind       string `json:"kind"`
	Generation string `json:"generation"`
}

// ReportLogin is the state of the login; AttemptsSpent is the ledger's count.
type ReportLogin struct {
	Schemes       []isapi.Scheme `json:"schemes"`
	AttemptsLeft  *int           `json:"attempts_left"`
	UnlockSeconds *int           `json:"unlock_seconds"`
	AttemptsSpent *int           `json:"attempts_spent"`
}

// ReportMethod is one of the five ways in.
type ReportMethod struct {
	Key         Outcome `json:"key"`
	Number      int     `json:"number"`
	Open        bool    `json:"open"`
	Why         string  `json:"why"`
	Loss        Loss    `json:"loss"`
	Time        string  `json:"time"`
	Recommended bool    `json:"recommended"`
}

// ReportCheck is one check; the list of ids stands in the README.
type ReportCheck struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Status Status `json:"status"`
	Detail string `json:"detail"`
	Hint   string `json:"hint"`
	MS     int64  `json:"ms"`
}

// Inspect looks at one address without a login, until ctx ends.
func Inspect(ctx context.Context, env Env, typed Address) Report {
	env = env.Until(ctx)
	begun := time.Now()
	facts := Facts{System: env.OS, Answers: Answers{Typed: typed, Given: true}}
	rows := inspectWith(ctx, env, &facts, resolve().Checks)
	if facts.Target != (Address{}) {
		rows = append(rows, inspectWith(ctx, env, &facts, lookChecks)...)
	} else {
		facts.Seen.Reach.State = isapi.ReachNoName
	}
	r := reportOf(&facts)
	r.Address, r.Checks = typed.String(), rows
	r.ElapsedMS = time.Since(begun).Milliseconds()
	return r
}

// inspectWith runs checks at the same time and applies what they learned.
func inspectWith(ctx context.Context, env Env, facts *Facts, checks []Check) []ReportCheck {
	replies := make([]Reply, len(checks))
	var wait sync.WaitGroup
	for i, c := range checks {
		wait.Go(func() { replies[i] = RunCheck(ctx, env, 0, c, facts) })
	}
	wait.Wait()
	rows := make([]ReportCheck, 0, len(checks))
	for _, r := range replies {
		r.Change(facts)
		rows = append(rows, ReportCheck{
			ID: r.Check.ID, Title: r.Check.Title.String(), Status: r.Result.Status,
			Detail: r.Result.Detail.String(), Hint: r.Result.Hint.String(), MS: r.Result.Took.Milliseconds(),
		})
	}
	return rows
}

func reportOf(f *Facts) Report {
	lock := f.lock()
	r := Report{
		Schema: 1, Hikvision: f.Seen.Hikvision(), Verdict: f.Seen.Verdict(),
		Device: ReportDevice{
			Model: f.Device.Model, Serial: f.Device.Serial, MAC: f.Device.MAC,
			Firmware: f.Device.Firmware, Build: f.Device.Build, Kind: f.kind(), Generation: f.Seen.Generation(),
		},
		Login:    ReportLogin{Schemes: f.Seen.Schemes(), AttemptsLeft: lock.Left},
		Evidence: f.Seen.Evidence(),
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
	if r.Evidence == nil {
		r.Evidence = []string{}
	}
	for _, m := range Methods {
		r.Methods = append(r.Methods, reportMethod(m, f, r.Verdict))
	}
	return r
}

func reportMethod(m Method, f *Facts, verdict string) ReportMethod {
	why, cost := m.Shut(f).String(), m.Cost(f)
	nobody := verdict == "unreachable" || verdict == "not-hikvision"
	return ReportMethod{
		Key: m.Key, Number: m.Number, Open: why == "", Why: why, Loss: cost.Loss, Time: cost.Time,
		Recommended: !nobody && Recommend(f).Method == m.Key,
	}
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
		if c.Hint != "" && c.Status != OK {
			lines = append(lines, "      "+c.Hint)
		}
	}
	lines = append(lines, "", "verdict: "+r.Verdict+"  ("+verdictWords[r.Verdict]+")")
	for _, m := range r.Methods {
		mark := " "
		if m.Recommended {
			mark = "*"
		}
		line := fmt.Sprintf("%s %d. %s", mark, m.Number, methodName(m.Key))
		if m.Open {
			line += "  [" + Cost{Loss: m.Loss, Time: m.Time}.short() + "]"
		} else {
			line += "  (not possible: " + m.Why + ")"
		}
		lines = append(lines, line)
	}
	if len(r.Evidence) > 0 {
		lines = append(lines, "", "seen:")
		for _, e := range r.Evidence {
			lines = append(lines, "  "+e)
		}
	}
	return lines
}

// short is the price without the tries.
func (c Cost) short() string { return "loses " + string(c.Loss) + ", takes " + c.Time }

var verdictWords = map[string]string{
	"active":        "a Hikvision device with a password",
	"inactive":      "a Hikvision device without a password: it only has to be activated",
	"locked":        "a Hikvision device; logins are locked for now",
	"legacy":        "an old Hikvision device, from before activation",
	"not-hikvision": "something answers, but it is no Hikvision device",
	"unreachable":   "no camera answers",
	"unknown":       "the state cannot be told from outside",
}
