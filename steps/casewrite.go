package steps

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"strings"
	"unicode"
)

func caseWrite() Step {
	return Step{
		ID: "case-write", Phase: Reset, Title: T("Writing the case"), Say: say("The case is written into a folder of its own."),
		Fresh:  func(f *Facts) { f.Written = Written{} },
		Checks: []Check{caseFiles},
		Judge: func(f *Facts) Outcome {
			if f.Written.Folder != "" {
				return "written"
			}
			return "not-written"
		},
		May:  []Outcome{"written", "not-written"},
		Next: []Edge{{"written", "support-case"}, {"not-written", "support-case"}},
	}
}

var caseFiles = Check{
	ID: "case-files", Title: T("Case"),
	Run: func(_ context.Context, env Env, f *Facts) (func(*Facts), Result) {
		done, err := SupportCaseOf(f).write(env)
		change := func(f *Facts) { f.Written = done }
		if err != nil {
			return change, withError(fail(T("%s.", done.Problem), T("Copy the case by hand instead: it is shown here and at the end.")), err)
		}
		return change, ok(T("It was written into the folder %s: %s.", done.Folder, strings.Join(done.Files, ", ")))
	},
}

// write puts the case into its folder: mail.txt to send, case.txt as it was shown,
// case.json for programs.
func (c SupportCase) write(env Env) (Written, error) {
	var data bytes.Buffer
	plain := json.NewEncoder(&data)
	plain.SetIndent("", "  ")
	plain.SetEscapeHTML(false) // people read it too
	if err := plain.Encode(c); err != nil {
		return Written{Problem: "The case could not be put into a file"}, err
	}
	var done Written
	for _, file := range []struct {
		name string
		data []byte
	}{{"mail.txt", c.mail()}, {"case.txt", paper(c.lines())}, {"case.json", data.Bytes()}} {
		path, err := env.Save(c.folderName(), file.name, file.data)
		if err != nil {
			return Written{Problem: "The case could not be written: " + strings.TrimSuffix(printable(err.Error()), ".")}, err
		}
		done.Folder, done.Files = printable(filepath.Dir(path)), append(done.Files, file.name)
	}
	return done, nil
}

// writtenLines say where the case is, or why it is nowhere.
func writtenLines(w Written) []Text {
	switch {
	case w.Problem != "":
		return []Text{T("%s.", printable(w.Problem))}
	case w.Folder != "":
		return []Text{T("The case is in the folder %s", printable(w.Folder)), T("Files: %s", printable(strings.Join(w.Files, ", ")))}
	}
	return nil
}

// printable is a path or an error of this computer for a terminal. It is not cut:
// its end counts.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return -1
	}, text)
}
