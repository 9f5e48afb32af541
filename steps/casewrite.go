package steps

import (
	"camreset/steps/text"

	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"strings"
)

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
			return Written{Problem: "The case could not be written: " + strings.TrimSuffix(text.Printable(err.Error()), ".")}, err
		}
		done.Folder, done.Files = text.Printable(filepath.Dir(path)), append(done.Files, file.name)
	}
	return done, nil
}

// writtenLines say where the case is, or why it is nowhere.
func writtenLines(w Written) []Text {
	switch {
	case w.Problem != "":
		return []Text{T("%s.", text.Printable(w.Problem))}
	case w.Folder != "":
		return []Text{T("The case is in the folder %s", text.Printable(w.Folder)), T("Files: %s", text.Printable(strings.Join(w.Files, ", ")))}
	}
	return nil
}
