package steps

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"camreset/isapi/simcam"
	"camreset/steps/flow"
	"camreset/steps/summary"
)

// reportsIn are the reports in a folder.
func reportsIn(t *testing.T, folder string) []string {
	t.Helper()
	return must(filepath.Glob(filepath.Join(folder, "camreset-report-*")))
}

// The last screen saves the report where they work; the walk ends no other way for it.
func TestTheLastScreenSavesAReport(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "inactive", nil)
		end, log := w.tell(t, mine.with(script{"new-password": {"own"}, "own-password": {strong}, "done": {"report", "internet", "report", "finish"}}))
		found := reportsIn(t, filepath.Join(w.home, "work"))
		if len(found) != 1 || Ended(end) != Regained || end.Facts().Reported != found[0] || !strings.Contains(Leftover(end), found[0]) {
			t.Fatalf("%v, %s, %q; %v", found, Ended(end), Leftover(end), log)
		}
		text := string(must(os.ReadFile(found[0])))
		if !strings.Contains(text, "Said to be done, not checked\n- Keep it off the internet\n") || strings.Contains(text, strong) || !strings.Contains(text, "Back in") {
			t.Errorf("%s", text)
		}
		if all := must(Cases(w.env)); len(all.Cases) != 0 {
			t.Errorf("the walk is kept: %+v", all)
		}
	})(t)
}

// What goes wrong is said, and can be put right: nothing is lost by it.
func TestAReportThatCannotBeWritten(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "inactive", nil)
		save, full := w.env.Save, 1
		w.env.Save = func(folder, name string, data []byte) (string, error) {
			if full--; full >= 0 {
				return "", errors.New("the file could not be written: no space left on device")
			}
			return save(folder, name, data)
		}
		end, log := w.tell(t, mine.with(script{"new-password": {"own"}, "own-password": {strong}, "done": {"report", "report", "finish"}}))
		said := strings.Join(log, "\n")
		if !strings.Contains(said, "[report: The file could not be written: no space left on device.]") || len(reportsIn(t, filepath.Join(w.home, "work"))) != 1 || Ended(end) != Regained {
			t.Errorf("%s; %s", Ended(end), said)
		}
	})(t)
}

// The file that the user named is where it goes, in the form that its name tells.
func TestTheReportGoesWhereTheUserSaid(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "inactive", nil)
		w.env.Report = filepath.Join(w.home, "done.json")
		end, _ := w.tell(t, mine.with(script{"new-password": {"own"}, "own-password": {strong}, "done": {"report", "finish"}}))
		var told summary.Summary
		data := must(os.ReadFile(w.env.Report))
		if err := json.Unmarshal(data, &told); err != nil || told.Result != "regained" || told.Tries != 1 || Leftover(end) != "" || len(reportsIn(t, filepath.Join(w.home, "work"))) != 0 {
			t.Errorf("%v, %s, %q", err, data, Leftover(end))
		}
		fits(t, "report", data)
		if _, err := SaveReport(w.env, end.Facts(), filepath.Join(w.home, "x.pdf")); err == nil {
			t.Error("a report of no form is written")
		}
	})(t)
}

// A walk that is gone on with another day tells of its tries of before, and of the way
// that was chosen then.
func TestTheReportOfAWalkOverTwoDays(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", func(s *simcam.Scenario) { s.Tries = 9 })
		w.tell(t, mine.with(script{"menu": {"try-password"}, "try-password": {"Garden-11-Gate", flow.SayQuit}}))
		w.env = w.env.WithCameras()
		right := w.camera.State().Password
		end, log := w.tell(t, script{"try-password": {right}, "done": {"finish"}}.goesOn(t, w))
		if r := SummaryOf(end.Facts()); r.Tries != 2 || r.Way.Key != "try-password" || r.PasswordChanged.String() != "no" || r.Owner != "mine" || r.Result != "regained" {
			t.Errorf("%+v; %v", r, log)
		}
	})(t)
}

// It is offered where there is something to tell of, and nowhere else.
func TestTheReportIsOfferedWhereSomethingWasDone(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", nil)
		end, _ := w.tell(t, mine.with(script{"menu": {"support"}, "support": {"hikvision"}, "support-case": {"finish"}}))
		offered := func(f *Facts) bool {
			s, _ := Guide().Step("done")
			return slices.ContainsFunc(s.Ask.Options, func(o Option) bool { return o.Key == "report" && (o.When == nil || o.When(f)) })
		}
		if f := end.Facts(); offered(f) || Altered(f) {
			t.Error("it is offered where nothing was changed")
		}
		f := *end.Facts()
		if f.Writes = 1; !offered(&f) || !Altered(&f) {
			t.Error("it is not offered where something was changed")
		}
	})(t)
}
