package summary

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"path/filepath"
	"strings"
	"time"

	"camreset/steps/notes"
)

// The endings of a report's file, by which its form is told.
const (
	textFile = ".txt"
	jsonFile = ".json"
)

// ErrEnding refuses a file whose name does not tell the form.
var ErrEnding = errors.New("a report is a text or JSON: the name of its file ends in " + textFile + " or " + jsonFile)

// form is the ending of a file's name.
func form(path string) string { return strings.ToLower(filepath.Ext(path)) }

// CanSave says why a report cannot be written to a file that the user named; nil where it
// can. It leaves nothing behind.
func CanSave(path string) error {
	if f := form(path); f != textFile && f != jsonFile {
		return ErrEnding
	}
	return notes.CanSave(path)
}

// File is the report in the form that the file's name tells.
func (r Summary) File(path string) ([]byte, error) {
	switch form(path) {
	case textFile:
		return []byte(r.Text()), nil
	case jsonFile:
		return r.JSON()
	}
	return nil, ErrEnding
}

// JSON is the report for programs; people read it too.
func (r Summary) JSON() ([]byte, error) {
	var data bytes.Buffer
	to := json.NewEncoder(&data)
	to.SetIndent("", "  ")
	to.SetEscapeHTML(false)
	err := to.Encode(r)
	return data.Bytes(), err
}

// FileName is the name of the text where the user named none: by the number that tells the
// device from others of its model, and by the minute at which it was done, so that no
// report takes the place of an earlier one of that day.
func (r Summary) FileName(done time.Time) string {
	const most = 20 // the longest short serial number has nine characters, a MAC twelve
	number := notes.PlainName(cmp.Or(r.Device.short, lastOf(r.Device.Serial, most), strings.ReplaceAll(r.Device.MAC, ":", "")))
	return "camreset-report-" + cmp.Or(number[:min(len(number), most)], "device") + "-" + done.Local().Format("2006-01-02-1504") + textFile
}

// lastOf is the end of a text, where it differs most from others.
func lastOf(text string, most int) string {
	all := []rune(text)
	return string(all[max(0, len(all)-most):])
}
