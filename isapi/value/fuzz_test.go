package value

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// FuzzText holds what is shown of any text: one line of bounded length without a
// character that a terminal obeys, and nothing more to take away.
func FuzzText(f *testing.F) {
	for _, seed := range []string{"IP CAMERA", "\x1b[2J\x1b]52;c;eA==\a", "a\u202eb", "กำแพง", "e\u0301\u0301\u0301\u0301", "\xff\xfe", "\r\n\t x \u3000", strings.Repeat("ab", MaxText)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		clean := Clean(text)
		if !utf8.ValidString(clean) || utf8.RuneCountInString(clean) > MaxText+1 || clean != strings.TrimSpace(clean) {
			t.Errorf("%q became %q", text, clean)
		}
		for _, r := range clean {
			if unicode.IsControl(r) || unicode.In(r, unicode.Bidi_Control, unicode.Co, unicode.Zl, unicode.Zp) {
				t.Errorf("%q holds %U", clean, r)
			}
		}
		if again := Clean(clean); again != clean && utf8.RuneCountInString(clean) <= MaxText {
			t.Errorf("%q, once more %q", clean, again)
		}
	})
}

// FuzzMAC holds every spelling against the one that is kept.
func FuzzMAC(f *testing.F) {
	for _, seed := range []string{"44-19-b6-5c-00-10", "44:19:B6:5C:00:10", "4419.b65c.0010", "4419b65c0010", "00-00-00-00-00-00", "ff:ff:ff:ff:ff:ff", "1:2:3:4:5:6", "44-19-b6", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if mac := MAC(text); mac != "" && (len(mac) != 17 || MAC(mac) != mac || strings.Trim(mac, "0123456789abcdef:") != "") {
			t.Errorf("%q became %q, once more %q", text, mac, MAC(mac))
		}
	})
}

// FuzzTri reads any word, and any JSON: what is neither yes nor no is not known.
func FuzzTri(f *testing.F) {
	for _, seed := range []string{"true", "FALSE", " 1 ", "0", "null", `"true"`, "{}", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if got := ParseTri(text); got != Yes && got != No && got != Unknown {
			t.Errorf("%q: %d", text, got)
		}
		var read Tri
		if json.Unmarshal([]byte(text), &read) == nil {
			if again, err := json.Marshal(read); err != nil || !json.Valid(again) {
				t.Errorf("%q: %q, %v", text, again, err)
			}
		}
	})
}
