package notes

import (
	"encoding/json"
	"reflect"
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
