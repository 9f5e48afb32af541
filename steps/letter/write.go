package letter

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"

	"camreset/steps/facts"
	"camreset/steps/text"
)

// Save writes a file for the user into a folder of that name, and tells its path.
type Save func(folder, name string, data []byte) (path string, err error)

// Write puts the case into its folder: mail.txt to send, case.txt as it was shown,
// case.json for programs.
func (c Letter) Write(save Save) (facts.Written, error) {
	var data bytes.Buffer
	plain := json.NewEncoder(&data)
	plain.SetIndent("", "  ")
	plain.SetEscapeHTML(false) // people read it too
	if err := plain.Encode(c); err != nil {
		return facts.Written{Problem: "The case could not be put into a file"}, err
	}
	var done facts.Written
	for _, file := range []struct {
		name string
		data []byte
	}{{"mail.txt", c.Mail()}, {"case.txt", paper(c.Lines())}, {"case.json", data.Bytes()}} {
		path, err := save(c.FolderName(), file.name, file.data)
		if err != nil {
			return facts.Written{Problem: "The case could not be written: " + strings.TrimSuffix(text.Printable(err.Error()), ".")}, err
		}
		done.Folder, done.Files = text.Printable(filepath.Dir(path)), append(done.Files, file.name)
	}
	return done, nil
}

// WrittenLines say where the case is, or why it is nowhere.
func WrittenLines(w facts.Written) []text.Text {
	switch {
	case w.Problem != "":
		return []text.Text{text.T("%s.", text.Printable(w.Problem))}
	case w.Folder != "":
		return []text.Text{text.T("The case is in the folder %s", text.Printable(w.Folder)), text.T("Files: %s", text.Printable(strings.Join(w.Files, ", ")))}
	}
	return nil
}
