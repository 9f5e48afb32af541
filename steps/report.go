package steps

import (
	"camreset/steps/lan"

	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
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
	Next      string         `json:"next"`
	Device    ReportDevice   `json:"device"`
	Login     ReportLogin    `json:"login"`
	Methods   []ReportMethod `json:"methods"`
	Checks    []ReportCheck  `json:"checks"`
	Evidence  []string       `json:"evidence"`
	ElapsedMS int64          `json:"elapsed_ms"`
}

// ReportDevice is what is known of the device; a text that it did not tell is empty.
type ReportDevice struct {
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

// ReportLogin is the state of the login; AttemptsSpent is the ledger's count.
type ReportLogin struct {
	Schemes       []isapi.Scheme `json:"schemes"`
	AttemptsLeft  *int           `json:"attempts_left"`
	UnlockSeconds *int           `json:"unlock_seconds"`
	AttemptsSpent *int           `json:"attempts_spent"`
}

// ReportMethod is one of the answers of the menu; those that are no method of the guide
// have no number. One is recommended where choosing is next, else none.
type ReportMethod struct {
	Key         Outcome `json:"key"`
	Number      *int    `json:"number"`
	Open        bool    `json:"open"`
	Why         string  `json:"why"`
	Needs       string  `json:"needs"`
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

// Inspect looks at one address without a login, until ctx ends: at its page, and over
// UDP at the same time.
func Inspect(ctx context.Context, env Env, typed lan.Address) Report {
	env = env.Until(ctx)
	begun := time.Now()
	f := Facts{Answers: Answers{Typed: typed, Given: true}, RunFacts: RunFacts{System: env.OS}}
	rows := runChecks(ctx, env, &f, resolve().Checks)
	if f.Target == (lan.Address{}) {
		f.Seen.Reach.State = isapi.ReachNoName
	} else {
		rows = append(rows, lookAndListen(ctx, env, &f)...)
	}
	f.Now = env.Now()
	r := reportOf(&f)
	r.Address, r.Checks = typed.String(), reportRows(&f, rows)
	r.ElapsedMS = time.Since(begun).Milliseconds()
	return r
}

// lookAndListen looks at the page while the device is asked over UDP. Where it tells
// that its page is at another port, the look is made there; where a port was typed, that
// one is only knocked at.
func lookAndListen(ctx context.Context, env Env, f *Facts) []Reply {
	looked := make(chan struct{})
	asked := *f
	heard := make(chan Reply, 1)
	go func() { heard <- RunCheck(ctx, env, 0, recordWhile(looked), &asked) }()
	rows := runChecks(ctx, env, f, lookChecks)
	close(looked)
	told, before := <-heard, f.Target
	told.Change(f)
	switch {
	case f.Target != before:
		rows = runChecks(ctx, env, f, lookChecks)
	case f.Usual == (lan.Address{}) && !slices.Contains([]int{0, 80, f.Target.Port}, f.toldPort()):
		f.Usual = usualDoor(ctx, env, f, f.Seen.Reach)
	}
	return append(rows, told)
}

// runChecks runs checks at the same time and applies what they learned.
func runChecks(ctx context.Context, env Env, f *Facts, checks []Check) []Reply {
	replies := make([]Reply, len(checks))
	var wait sync.WaitGroup
	for i, c := range checks {
		wait.Go(func() { replies[i] = RunCheck(ctx, env, 0, c, f) })
	}
	wait.Wait()
	for _, r := range replies {
		r.Change(f)
	}
	return replies
}

// reportRows are the rows, as all that is known in the end tells them.
func reportRows(f *Facts, replies []Reply) []ReportCheck {
	rows := make([]ReportCheck, 0, len(replies))
	for _, r := range replies {
		result := r.Check.Told(f, r.Result)
		rows = append(rows, ReportCheck{
			ID: r.Check.ID, Title: r.Check.Title.String(), Status: result.Status,
			Detail: result.Detail.String(), Hint: result.Hint.String(), MS: result.Took.Milliseconds(),
		})
	}
	return rows
}

func reportOf(f *Facts) Report {
	lock, d := f.lockNow(), f.shown()
	r := Report{
		Schema: 2, Hikvision: f.hikvision(), Verdict: f.verdict(), Next: f.next(),
		Device: ReportDevice{
			Model: d.Model, Serial: d.Serial, MAC: d.MAC,
			Firmware: d.Firmware, Build: d.Build, Kind: f.kind(), Generation: f.Seen.Generation(),
			HTTPPort: ListedPort(f.httpPort()), SameSubnet: f.sameSubnet(), OEM: d.OEM,
		},
		Login:    ReportLogin{Schemes: f.Seen.Schemes(), AttemptsLeft: lock.Left},
		Evidence: f.evidence(),
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
	for _, m := range append(slices.Clone(Methods), otherAnswers...) {
		r.Methods = append(r.Methods, reportMethod(m, f, r.Next))
	}
	return r
}

func reportMethod(m Method, f *Facts, next string) ReportMethod {
	why, cost := m.Shut(f).String(), m.Cost(f).(Cost)
	r := ReportMethod{
		Key: m.Key, Open: why == "", Why: why, Needs: m.Needs, Loss: cost.Loss, Time: cost.Time,
		Recommended: next == NextChoose && bestOf(f) == m.Key,
	}
	if m.Number > 0 {
		r.Number = &m.Number
	}
	return r
}

// bestOf is the answer of the menu that is recommended: what stands on a label costs
// least.
func bestOf(f *Facts) Outcome {
	if f.ezviz() && shutTry(f).IsZero() {
		return "try-password"
	}
	return Recommend(f).Method
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
	lines = append(lines, "", "verdict: "+r.Verdict+"  (It is "+verdictWords[r.Verdict]+".)", "next: "+r.Next+"  ("+nextWords[r.Next]+")")
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
func (m ReportMethod) line() string {
	mark, number := " ", "- "
	if m.Recommended {
		mark = "*"
	}
	if m.Number != nil {
		number = fmt.Sprintf("%d.", *m.Number)
	}
	line := mark + " " + number + " " + methodName(m.Key)
	if !m.Open {
		return line + "  (not possible: " + m.Why + ")"
	}
	return line + "  [" + Cost{Loss: m.Loss, Time: m.Time}.short() + "]"
}

// short is the price without the tries.
func (c Cost) short() string { return "loses " + string(c.Loss) + ", takes " + c.Time }
