package value

import (
	"strings"
	"testing"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"DS-2CD2032-I":                         "DS-2CD2032-I",
		"a\x1b[31mb\x07c\x00":                  "a[31mbc",
		"evil\u202etxt\u200b\u2066x\ufeff":     "eviltxtx",
		"two\r\nlines\tand\u2028more":          "two  lines and more",
		"c1\u009b31m":                          "c131m",
		"bad\xff\xfeutf8":                      "badutf8",
		"  Kamera vor dem Hüttchen 门口  ":       "Kamera vor dem Hüttchen 门口",
		strings.Repeat("x", 300):               strings.Repeat("x", 200) + "…",
		"filled\u115f\u3164\u034f\ufe0f":       "filled",
		"\u0301a\u0301\u0301\u0301\u0489 Việt": "a\u0301\u0301 Việt",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q", in, got)
		}
	}
}
