package isapi

import (
	"encoding/json"
	"strings"
)

// Tri is a fact about a device: yes, no, or not known. The zero value is
// Unknown, so a fact that nobody set can't be mistaken for a "no".
type Tri int8

// The three values of a Tri.
const (
	Unknown Tri = iota
	Yes
	No
)

// Of turns a fact that is known into a Tri.
func Of(b bool) Tri {
	if b {
		return Yes
	}
	return No
}

// String says "yes", "no" or "unknown".
func (t Tri) String() string {
	switch t {
	case Yes:
		return "yes"
	case No:
		return "no"
	}
	return "unknown"
}

// MarshalJSON writes true, false or null.
func (t Tri) MarshalJSON() ([]byte, error) {
	switch t {
	case Yes:
		return []byte("true"), nil
	case No:
		return []byte("false"), nil
	}
	return []byte("null"), nil
}

// UnmarshalJSON reads true, false or null; anything else is an error.
func (t *Tri) UnmarshalJSON(data []byte) error {
	var b *bool
	if err := json.Unmarshal(data, &b); err != nil {
		return err
	}
	*t = Unknown
	if b != nil {
		*t = Of(*b)
	}
	return nil
}

// triOf reads a device's yes or no. Observed spellings: true, false, 1, 0, any
// case, blanks around, and "flase" (three real replies).
func triOf(text string) Tri {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "true", "1":
		return Yes
	case "false", "flase", "0":
		return No
	}
	return Unknown
}
