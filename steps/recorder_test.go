package steps

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"camreset/isapi"
	"camreset/steps/flow"
	"camreset/steps/steptest"
)

// unnamed are the steps at which no device is known yet, or none of the maker's.
var unnamed = []ID{"find", "network", "recorder", "shared-address", "public-address", "not-yours", "not-hikvision", "phone"}

// ofCameras is what may be said of cameras beside a recorder.
var ofCameras = regexp.MustCompile(`IP Camera|Camera Management: delete this camera|Its cameras|Cameras that a recorder|some cameras take|Camera Management\. Choose|all its cameras`)

// TestARecorderIsCalledNoCamera reads what the steps say, in every state, of a recorder.
func TestARecorderIsCalledNoCamera(t *testing.T) {
	t.Parallel()
	told := map[string]bool{}
	for _, state := range steptest.States()[1:] {
		f := state.Facts
		f.Device.Kind, f.Device.Model, f.Record.Kind, f.RecordBefore.Kind = isapi.KindRecorder, "DS-7608NI-K2", isapi.KindRecorder, isapi.KindRecorder
		for _, s := range Guide().Steps() {
			if slices.Contains(unnamed, s.ID) {
				continue
			}
			for _, said := range saidAt(s, &f) {
				if rest := ofCameras.ReplaceAllString(said, ""); strings.Contains(strings.ToLower(rest), "camera") && !told[said] {
					told[said] = true
					t.Errorf("%s (%s): %s", s.ID, state.Name, said)
				}
			}
		}
	}
}

// saidAt is everything that a step says, but for the rows of its checks.
func saidAt(s Step, f *Facts) []string {
	all := []string{s.TitleFor(f).String(), s.Help.String()}
	for _, says := range []func(*Facts) []string{
		one(s.Say), one(s.State), one(s.Box), many(s.Sheet, Text.String),
		many(s.Values, func(v flow.Value) string { return v.Name.String() + ": " + v.Value.String() }),
		many(s.List, func(i flow.Item) string { return i.Do.String() + " " + i.Found.String() }),
		many(s.Drawings, func(d flow.Drawing) string { return d.Name.String() + ": " + d.Say.String() }),
	} {
		all = append(all, says(f)...)
	}
	options := s.Aside
	if q := s.Ask; q != nil {
		all = append(all, q.Prompt.String())
		options = append(append([]Option{}, options...), q.Options...)
	}
	for _, o := range options {
		if o.When == nil || o.When(f) {
			all = append(append(all, o.LabelFor(f).String(), o.ShutFor(f).String()), many(o.Cells, Text.String)(f)...)
			all = append(all, one(o.About)(f)...)
		}
	}
	return all
}
