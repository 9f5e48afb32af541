package text

import "testing"

func TestText(t *testing.T) {
	for want, said := range map[string]Text{
		"":               {},
		"100% sure":      T("100% sure"), // without values nothing is put in
		"3 of \"a\", 5%": T("%d of %q, 5%%", 3, "a"),
		"It is one.":     T("It is %s.", T("one")),
	} {
		if got := said.String(); got != want || said.IsZero() != (want == "") {
			t.Errorf("%q, want %q; zero %v", got, want, said.IsZero())
		}
	}
}
