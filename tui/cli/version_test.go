package cli

import (
	"runtime/debug"
	"testing"
)

func TestVersionTellsWhatIsKnown(t *testing.T) {
	noted := func(modified string) []debug.BuildSetting {
		return []debug.BuildSetting{
			{Key: "vcs.revision", Value: "671f6d3159406a250f797fafe36264359df13c18"},
			{Key: "vcs.time", Value: "2026-11-27T18:54:42Z"}, {Key: "vcs.modified", Value: modified},
		}
	}
	for _, c := range []struct {
		version, date, want string
		settings            []debug.BuildSetting
	}{
		{"1.2.0", "2026-11-27", "1.2.0 (2026-11-27)", noted("false")},
		{"", "", "(built from source)", nil},
		{"", "", "(built from source) 671f6d315940 2026-11-27", noted("false")},
		{"", "", "(built from source) 671f6d315940 2026-11-27, changed since", noted("true")},
	} {
		if got := versionOf(c.version, c.date, c.settings); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
