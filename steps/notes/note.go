package notes

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"camreset/isapi"
)

// The files of our notes may be from another machine or from anybody: what is read
// of them is bounded, and cleaned like the texts of a device.

const (
	// MostValues bounds the values of one note: a value of two bytes in the file can
	// take a thousand in memory.
	MostValues = 8000
	// mostNamed bounds the texts that have to stay whole: names of a device, paths, a
	// request to support (maker's header: 1024).
	mostNamed = 2048
	// plainLength is well below where any text is cut.
	plainLength = 150
)

var errNote = errors.New("it is far longer than any note of ours")

// ReadNote reads one note.
func ReadNote(file []byte, note any) error {
	if len(file) > MaxState || ValuesIn(file) > MostValues {
		return errNote
	}
	if isPlain(file) {
		return json.Unmarshal(file, note)
	}
	clean, err := cleanJSON(file)
	if err != nil {
		return err
	}
	return json.Unmarshal(clean, note)
}

// isPlain tells what most notes are: short texts of visible ASCII that stand as they
// are, which cleaning leaves alone.
func isPlain(file []byte) bool {
	begun := -1 // where the text that is read begins, -1 between texts
	for i := 0; i < len(file); i++ {
		switch b := file[i]; {
		case b < ' ' || b > '~':
			return false
		case b == '\\': // of a quote only
			if i++; i == len(file) || file[i] != '"' {
				return false
			}
		case b != '"':
		case begun < 0:
			begun = i + 1
		default:
			if text := file[begun:i]; len(text) > plainLength || len(bytes.TrimSpace(text)) < len(text) {
				return false
			}
			begun = -1
		}
	}
	return true
}

// ValuesIn counts the values of a JSON document, or more where it is none.
func ValuesIn(file []byte) (n int) {
	quoted := false
	for i := 0; i < len(file); i++ {
		switch b := file[i]; {
		case quoted && b == '\\':
			i++
		case b == '"':
			quoted = !quoted
		case !quoted && (b == ',' || b == '{' || b == '['):
			n++
		}
	}
	return n
}

// cleanJSON cleans every text of a JSON document as isapi.Clean does.
func cleanJSON(file []byte) ([]byte, error) {
	read := json.NewDecoder(bytes.NewReader(file))
	read.UseNumber()
	var document any
	if err := read.Decode(&document); err != nil {
		return nil, err
	}
	if _, err := read.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("more than one document")
	}
	return json.Marshal(cleanValue("", document))
}

// longNames are the members whose texts have to stay whole: the names of a device, a
// request to support, and where files are. Like encoding/json they take a name in
// upper and lower case as one.
var longNames = map[string]bool{"ids": true, "text": true, "file": true, "picture": true}

func cleanValue(name string, value any) any {
	switch v := value.(type) {
	case string:
		if longNames[strings.ToLower(name)] {
			return isapi.CleanTo(v, mostNamed)
		}
		return isapi.Clean(v)
	case []any:
		for i := range v {
			v[i] = cleanValue(name, v[i])
		}
	case map[string]any:
		clean := make(map[string]any, len(v))
		for name, inner := range v {
			clean[isapi.Clean(name)] = cleanValue(name, inner)
		}
		return clean
	}
	return value
}
