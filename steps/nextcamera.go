package steps

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"camreset/isapi"
	"camreset/steps/access"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/notes"
	"camreset/steps/saved"
)

// nextCamera is over with this camera, and goes back to the list. What holds for all of
// them is kept: whose they are, where reports go, and what this one was given.
var nextCamera = &Action{Check: Check{ID: "next", Title: T("Next camera"), Run: func(_ context.Context, env Env, f *Facts) (func(*Facts), Result) {
	r := Result{Status: OK}
	if env.Report != "" && Altered(f) {
		path, err := SaveReport(env, f, reportBeside(env.Report, f))
		if err != nil {
			return access.Nothing, fail(T("%s.", sentence(err)), T("The report is not written; nothing else is lost. Choose it once more when that is put right.")).With(err)
		}
		r = ok(T("The report is in %s.", path))
	}
	id, err := env.leave(f)
	return func(f *Facts) {
		run := f.Run
		run.Earlier = append(slices.Clip(run.Earlier), facts.FinishedCamera{Key: f.Record.Key(), IP: f.Target.IP, Result: string(facts.ResultOf(f))})
		run.Cases = slices.DeleteFunc(slices.Clone(run.Cases), func(c facts.SavedWalk) bool { return c.ID == id })
		run.Flags.Owner, run.Prior = f.Answers.Owner, priorOf(f)
		run.Tries, run.TriesBefore, run.TriedBefore, run.Writes, run.Secrets = 0, 0, false, 0, 0
		run.Won, run.FirstTry, run.WasIn, run.CaseShown = false, false, false, false
		run.Heard, run.Hints, run.Resume = lan.Heard{}, nil, flow.Place{At: "find"}
		*f = Facts{Clock: f.Clock, Run: run}
	}, r.With(err)
}}}

// priorOf is what the next camera may be given as well.
func priorOf(f *Facts) facts.Prior {
	p := f.Prior
	if f.NewTaken == isapi.Yes {
		p.New = f.Answers.New
	}
	if f.Moved && f.Answers.Give == "typed" {
		p.Plan = f.Answers.Plan
	}
	return p
}

func nextLabel(f *Facts) Text {
	if f.IsRecorder() {
		return T("Next device")
	}
	return T("Next camera")
}

// leave ends what this run keeps of a walk: one that has led back in needs nothing more.
func (e Env) leave(f *Facts) (id string, err error) {
	if e.kept == nil {
		return "", nil
	}
	e.kept.mu.Lock()
	defer e.kept.mu.Unlock()
	if f.GotIn() {
		id, err = e.kept.id, e.forget(f)
	}
	e.kept.id = ""
	return id, err
}

// forget removes what is saved of a walk that is over.
func (e Env) forget(f *Facts) error {
	ids := e.caseIDs(f)
	err := e.store().Forget(func(c saved.Walk) bool {
		return c.ID == e.kept.id && !c.IDs.Contradicts(ids) || ids.Owns(c.IDs) && c.About(ids, f.Target)
	})
	if errors.Is(err, saved.ErrNoWalk) {
		return nil
	}
	return err
}

// ReportPath is where the report of a camera goes: into the FILE that was named, and where
// the run is about several, into one beside it for each.
func ReportPath(path string, f *Facts) string {
	if len(f.Earlier) == 0 {
		return path
	}
	return reportBeside(path, f)
}

func reportBeside(path string, f *Facts) string {
	name := f.Record.Key()
	if name == "" {
		name = f.Target.IP
	}
	end := filepath.Ext(path)
	return strings.TrimSuffix(path, end) + "-" + strings.ReplaceAll(notes.PlainName(name), ".", "-") + end
}
