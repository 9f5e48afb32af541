package value

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

// ParseTri reads a device's yes or no: true, false, 1 or 0 in any case, with blanks
// around, and "flase", which SADP replies of V5.5.0, V5.5.6 and V5.6.2 have. Any other
// text is Unknown.
func ParseTri(text string) Tri {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "true", "1":
		return Yes
	case "false", "flase", "0":
		return No
	}
	return Unknown
}
