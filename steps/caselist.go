package steps

import (
	"errors"
	"fmt"
	"io"

	"camreset/steps/facts"
	"camreset/steps/report"
	"camreset/steps/saved"
	"camreset/steps/text"
)

// listedCase is the walk as it stands in a list.
func listedCase(c saved.Walk) facts.SavedWalk {
	return facts.SavedWalk{ID: c.ID, IDs: c.IDs, At: c.Places(), Camera: c.Camera(), Saved: c.Saved, Pending: c.Facts.Pending, Title: titleOf(c)}
}

// listCases are walks as they stand in a list.
func listCases(all []saved.Walk) []facts.SavedWalk {
	var list []facts.SavedWalk
	for _, c := range all {
		list = append(list, listedCase(c))
	}
	return list
}

// titleOf is the title of the step at which the walk stands.
func titleOf(c saved.Walk) string {
	s, found := Guide().Step(c.Step)
	if !found {
		return "a step that this version has not"
	}
	return s.Title.String()
}

// ListCases prints one line for each saved walk.
func ListCases(env Env, out io.Writer) error {
	all, err := env.store().Walks()
	if errors.Is(err, saved.ErrUnread) {
		_, _ = fmt.Fprintf(out, "Note: %s.\n", err)
	} else if err != nil {
		return err
	}
	if len(all) == 0 {
		_, err := fmt.Fprintln(out, "No walks are saved. One is saved by itself once a camera was looked at, and removed when it has led back in.")
		return err
	}
	for _, c := range all {
		line := fmt.Sprintf("%s  %s  %s  %s", c.ID, c.Camera(), text.Ago(c.Saved, env.Now()), titleOf(c))
		if p := c.Facts.Pending; p.Kind != "" {
			line += "  " + p.Words(env.Now())
		}
		if _, err := fmt.Fprintln(out, line); err != nil {
			return err
		}
	}
	return nil
}

// Cases are the saved walks for programs. Where not all could be read the error is
// saved.ErrUnread, and the others are told all the same.
func Cases(env Env) (report.Cases, error) {
	all, err := env.store().Walks()
	told := report.Cases{Schema: 1, Cases: []report.Case{}}
	for _, c := range all {
		told.Cases = append(told.Cases, report.CaseOf(c.ID, c.Saved, &c.Facts, c.Step, titleOf(c)))
	}
	return told, err
}

// ForgetCase removes the walk of that id; saved.ErrNoWalk when there is none.
func ForgetCase(env Env, id string) error {
	return env.store().Forget(func(c saved.Walk) bool { return c.ID == id })
}
