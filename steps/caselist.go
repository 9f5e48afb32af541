package steps

import (
	"camreset/steps/facts"

	"camreset/steps/lan"
	"camreset/steps/text"

	"errors"
	"fmt"
	"io"

	"camreset/isapi"
)

// camera is the camera's name for a person, and where it is.
func (c Case) camera() string {
	f := c.Facts
	if f.Target == (lan.Address{}) && f.Device.Model == "" {
		return "no camera in reach"
	}
	return isapi.Clean(f.Header())
}

// listed is the case as it stands in a list.
func (c Case) listed() facts.SavedWalk {
	return facts.SavedWalk{ID: c.ID, Camera: c.camera(), Saved: c.Saved, Pending: c.Facts.Pending, Title: c.title()}
}

// listCases are cases as they stand in a list.
func listCases(all []Case) []facts.SavedWalk {
	var list []facts.SavedWalk
	for _, c := range all {
		list = append(list, c.listed())
	}
	return list
}

// title is the title of the step at which the walk stands.
func (c Case) title() string {
	s, found := Guide().Step(c.Step)
	if !found {
		return "a step that this version has not"
	}
	return s.Title.String()
}

// isAt says whether a case is about the camera at an address.
func (c Case) isAt(given lan.Address) bool {
	for _, a := range []lan.Address{c.Facts.Target, c.Facts.OldTarget, c.Facts.Answers.Typed} {
		same := a.IP == given.IP && a.IP != "" || a.Host == given.Host && a.Host != ""
		if same && ownPort(a) == ownPort(given) {
			return true
		}
	}
	return false
}

// ListCases prints one line for each saved case.
func ListCases(env Env, out io.Writer) error {
	all, err := env.cases()
	if errors.Is(err, errCases) {
		_, _ = fmt.Fprintf(out, "Note: %s.\n", err)
	} else if err != nil {
		return err
	}
	if len(all) == 0 {
		_, err := fmt.Fprintln(out, "No cases are saved. A walk is saved by itself once a camera was looked at, and removed when it has led back in.")
		return err
	}
	for _, c := range all {
		line := fmt.Sprintf("%s  %s  %s  %s", c.ID, c.camera(), text.Ago(c.Saved, env.Now()), c.title())
		if p := c.Facts.Pending; p.Kind != "" {
			line += "  " + p.Words(env.Now())
		}
		if _, err := fmt.Fprintln(out, line); err != nil {
			return err
		}
	}
	return nil
}

// ForgetCase removes the case of that id; ErrNoCase when there is none.
func ForgetCase(env Env, id string) error {
	return env.forgetCases(func(c Case) bool { return c.ID == id })
}
