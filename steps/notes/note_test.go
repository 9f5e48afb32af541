package notes

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// A note that passes for plain is one that cleaning leaves as it is.
func TestPlainNotes(t *testing.T) {
	for text, plain := range map[string]bool{
		`{"a": "text", "b": ["x", "a \"quoted\" word", 5, null]}`: true,
		`{"a": "\u202e"}`:   false,
		`{"a": "back\\s"}`:  false,
		`{"a\u0007": 1}`:    false,
		`{"a": " blank"}`:   false,
		`{"a": "blank "}`:   false,
		`{"a": "tab\t"}`:    false,
		"{\"a\": \"\x1b\"}": false,
		`{"a": "é"}`:        false,
		`{"a": "\`:          false,
	} {
		if isPlain([]byte(text)) != plain {
			t.Errorf("%s: plain is %v", text, !plain)
		}
		var as, cleaned any
		if clean, err := cleanJSON([]byte(text)); plain && (err != nil || json.Unmarshal(clean, &cleaned) != nil || json.Unmarshal([]byte(text), &as) != nil || !reflect.DeepEqual(as, cleaned)) {
			t.Errorf("%s: cleaned it is %v", text, cleaned)
		}
	}
}

// What is read is cleaned as the texts of a device are; names of devices and the like
// stay whole.
func TestNotesAreCleaned(t *testing.T) {
	long := strings.Repeat("r", 300)
	var got struct {
		Name string
		IDs  []string
		Deep map[string][]any
	}
	text := `{"Name": "one\u202etwo ` + long + `", "IDs": ["` + long + `"], "Deep": {"\u0007key": [12345678901234567, true, null, " x "]}}`
	if err := ReadNote([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	deep := fmt.Sprint(got.Deep)
	if strings.ContainsRune(got.Name, '\u202e') || len(got.Name) >= len(long) || got.IDs[0] != long || strings.ContainsRune(deep, 7) || !strings.Contains(deep, "1.2345678901234568e+16 true <nil> x") {
		t.Errorf("%q, %d bytes of a name, %s", got.Name, len(got.IDs[0]), deep)
	}
}

// What is no note of ours is refused.
func TestWhatIsNoNote(t *testing.T) {
	for name, text := range map[string]string{
		"cut": `{"a": "é`, "plain and cut": `{"a": "b`, "two": `{"a": "é"}{}`, "many values": "[" + strings.Repeat("{},", MostValues) + "0]",
	} {
		if err := ReadNote([]byte(text), new(any)); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	for text, want := range map[string]int{`{}`: 1, `[1,2]`: 2, `{"a,b": "{\"[", "c": []}`: 3} {
		if got := ValuesIn([]byte(text)); got != want {
			t.Errorf("%s: %d values, want %d", text, got, want)
		}
	}
}

// Paths, requests and the names of a device are not cut, in whatever case the name of
// the member is; other texts are.
func TestLongTextsOfANote(t *testing.T) {
	long := strings.Repeat("x", mostNamed)
	for name, whole := range map[string]bool{"ids": true, "text": true, "file": true, "picture": true, "File": true, "IDs": true, "model": false, "files": false} {
		var note map[string]string
		if err := ReadNote([]byte(`{"`+name+`":"`+long+`"}`), &note); err != nil || (note[name] == long) != whole {
			t.Errorf("%s: %d of %d characters, %v", name, len(note[name]), len(long), err)
		}
	}
}
