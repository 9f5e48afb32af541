package steps

import (
	"slices"
	"testing"

	"camreset/isapi"
	"camreset/steps/steptest"
)

// The states are different ones to the guide, or they would show nothing.
func TestStatesAreWhatTheyAreCalled(t *testing.T) {
	want := map[string]string{
		"nothing known": isapi.VerdictUnknown, "5 tries left": isapi.VerdictActive, "locked": isapi.VerdictLocked, "no password yet": isapi.VerdictInactive,
		"silent": isapi.VerdictUnreachable, "back after the reset": isapi.VerdictInactive, "recorder": isapi.VerdictActive, "before 2015": isapi.VerdictActive,
	}
	var names []string
	for _, s := range steptest.States() {
		if v, listed := want[s.Name]; listed && s.Facts.Verdict() != v {
			t.Errorf("%s is %s, not %s", s.Name, s.Facts.Verdict(), v)
		}
		if slices.Contains(names, s.Name) {
			t.Errorf("two states are called %s", s.Name)
		}
		names = append(names, s.Name)
		if s.Name == "recorder" && s.Facts.Kind() != isapi.KindRecorder {
			t.Errorf("the recorder is a %s", s.Facts.Kind())
		}
	}
}
