package steps

import (
	"context"
	"slices"
	"strings"
	"testing"

	"camreset/isapi"
	"camreset/isapi/simcam"
	"camreset/steps/flow"
	"camreset/steps/owned"
)

// Where the settings of a story are changed.
const (
	pageDevice    = "/ISAPI/System/deviceInfo"
	pageTime      = "/ISAPI/System/time"
	pageServer    = "/ISAPI/System/time/ntpServers/1"
	pageQuestions = "/ISAPI/Security/questionConfiguration"
	pageMailbox   = "/ISAPI/Security/email/parameter"
	pageFile      = "/ISAPI/Security/GUIDFileData"
)

// in is the walk to a camera with a known password of the newest kind.
func in(change func(*simcam.Scenario)) func(*simcam.Scenario) {
	return func(s *simcam.Scenario) {
		knows(s)
		s.Generation, s.Questions, s.DeviceName = simcam.Portal, []simcam.Question{}, "Yard"
		if change != nil {
			change(s)
		}
	}
}

var (
	gets      = mine.with(script{"menu": {"try-password"}, "try-password": {"Garden-22-Gate"}})
	questions = gets.with(script{"set-questions": {"Heron Lamp|Copper Boat|Winter Key"}, "done": {"questions", "finish"}})
	mailbox   = gets.with(script{"set-mailbox": {"me@example.org"}, "done": {"mailbox", "finish"}})
	settings  = gets.with(script{"name-and-clock": {"Gate|UTC+1|192.168.1.1"}, "done": {"settings", "finish"}})
)

// watchAsk is a story's ask that looks at each step first.
func watchAsk(ask flow.Ask[Env, Facts], look func(Walk)) flow.Ask[Env, Facts] {
	return func(ctx context.Context, at Walk, refused error) (string, error) {
		look(at)
		return ask(ctx, at, refused)
	}
}

// What an owner sets is sent once, and read back at the camera.
func TestWhatTheOwnerSetsIsSentOnce(t *testing.T) {
	for name, c := range map[string]struct {
		change  func(*simcam.Scenario)
		answers script
		writes  map[string]int
		says    string // of the row
		ticked  bool
		holds   func(simcam.State) bool
	}{
		"questions": {in(nil), questions, map[string]int{pageQuestions: 1}, "read back", true, func(s simcam.State) bool { return s.Questions == 3 }},
		"questions over TLS": {
			in(func(s *simcam.Scenario) { s.TLS, s.HTTPSOnly = true, true }), questions, map[string]int{pageQuestions: 1}, "read back", true,
			func(s simcam.State) bool { return s.Questions == 3 },
		},
		"questions, the answer is lost": {
			in(func(s *simcam.Scenario) { s.LoseReply = pageQuestions }), questions, map[string]int{pageQuestions: 1}, "read back", true,
			func(s simcam.State) bool { return s.Questions == 3 },
		},
		"questions that were set, the answer is lost": {
			in(func(s *simcam.Scenario) { s.LoseReply, s.Questions = pageQuestions, nil }), questions, map[string]int{pageQuestions: 1}, "cannot be told from what it had", false, nil,
		},
		"questions, refused": {
			in(func(s *simcam.Scenario) { s.RefusePut = pageQuestions }), questions, map[string]int{pageQuestions: 1}, "this did not work", false,
			func(s simcam.State) bool { return s.Questions == 0 },
		},
		"questions, not offered": {
			in(func(s *simcam.Scenario) { s.Missing = []string{pageQuestions} }), questions, nil, "does not offer it", true,
			func(s simcam.State) bool { return s.Questions == 0 },
		},
		"questions, no rights": {
			in(func(s *simcam.Scenario) { s.NoRights = []string{pageQuestions} }), questions, nil, "On its page", true,
			func(s simcam.State) bool { return s.Questions == 0 },
		},
		"a mailbox": {in(nil), mailbox, map[string]int{pageMailbox: 1}, "read back", true, func(s simcam.State) bool { return s.Mailbox == "me@example.org" }},
		"a mailbox, the answer is lost": {
			in(func(s *simcam.Scenario) { s.LoseReply = pageMailbox }), mailbox, map[string]int{pageMailbox: 1}, "read back", true,
			func(s simcam.State) bool { return s.Mailbox == "me@example.org" },
		},
		"a mailbox, refused": {
			in(func(s *simcam.Scenario) { s.RefusePut = pageMailbox }), mailbox, map[string]int{pageMailbox: 1}, "this did not work", false,
			func(s simcam.State) bool { return s.Mailbox == "" },
		},
		"name and clock": {
			in(nil), settings, map[string]int{pageDevice: 1, pageServer: 1, pageTime: 1}, "read back", true,
			func(s simcam.State) bool {
				return s.Name == "Gate" && s.Zone == "GMT-1:00:00" && s.TimeServer == "192.168.1.1" && s.AsksTimeServer
			},
		},
		"only the name": {
			in(nil), settings.with(script{"name-and-clock": {"Gate||"}}), map[string]int{pageDevice: 1}, "read back", true,
			func(s simcam.State) bool { return s.Name == "Gate" },
		},
		"the name that it has": {in(nil), settings.with(script{"name-and-clock": {"Yard||"}}), nil, "read back", true, nil},
		"name and clock, the zone's answer is lost": {
			in(func(s *simcam.Scenario) { s.LoseReply = pageTime }), settings, map[string]int{pageDevice: 1, pageServer: 1, pageTime: 1}, "read back", true,
			func(s simcam.State) bool { return s.Zone == "GMT-1:00:00" },
		},
		"name and clock, the name is refused": {
			in(func(s *simcam.Scenario) { s.RefusePut = pageDevice }), settings, map[string]int{pageDevice: 1, pageServer: 1, pageTime: 1}, "Name: this did not work", false,
			func(s simcam.State) bool { return s.Name == "Yard" && s.Zone == "GMT-1:00:00" },
		},
		"name and clock, without a page for the server": {
			in(func(s *simcam.Scenario) { s.Missing = []string{pageServer} }), settings, map[string]int{pageDevice: 1, pageTime: 1}, "Time server: this did not work. Not offered by this device.", false,
			func(s simcam.State) bool { return s.Name == "Gate" },
		},
	} {
		t.Run(name, besides(func(t *testing.T) {
			w := newWorld(t, "forgotten", c.change)
			end, log := w.tell(t, c.answers)
			count := w.camera.Counters()
			for _, page := range []string{pageDevice, pageTime, pageServer, pageQuestions, pageMailbox, pageFile} {
				if count.WritesTo[page] != c.writes[page] {
					t.Errorf("%d writes to %s, want %d; %v", count.WritesTo[page], page, c.writes[page], log)
				}
			}
			key := ""
			if i := slices.IndexFunc(log, func(said string) bool {
				return said == "done=questions" || said == "done=mailbox" || said == "done=settings"
			}); i >= 0 {
				key = strings.TrimPrefix(log[i], "done=")
			}
			f, row := end.Facts(), Option{}
			for _, o := range done().Ask.Options {
				if string(o.Key) == key {
					row = o
				}
			}
			if said := row.About(f).String(); !strings.Contains(said, c.says) || (row.Mark(f) == OK) != c.ticked {
				t.Errorf("%s: %q, %s; %v", key, said, row.Mark(f), log)
			}
			if c.holds != nil && !c.holds(w.camera.State()) {
				t.Errorf("the camera has %+v; %v", w.camera.State(), log)
			}
			if count.Wrong != 0 || f.Answers.Replies != nil {
				t.Errorf("%d wrong logins, %d answers kept; %v", count.Wrong, len(f.Answers.Replies), log)
			}
		}))
	}
}

// A time zone that its owner has chosen is not called wrong any more, nor left to do.
func TestTheOwnersTimeZoneIsNoFinding(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "inactive", func(s *simcam.Scenario) { s.Generation = simcam.Portal })
		before := ""
		answers := mine.with(script{"new-password": {"own"}, "own-password": {strong}, "name-and-clock": {"Gate|UTC+1|192.168.1.1"}, "done": {"settings", "finish"}})
		ask := answers.with(nil).ask(t, new([]string))
		end, err := w.run(t.Context(), w.env, Begin(w.env, w.given(answers)), watchAsk(ask, func(at Walk) {
			if at.Step().ID == "name-and-clock" {
				found, _ := at.Facts().Safety.Of("clock")
				before = found.Do
			}
		}), nil)
		if found, read := end.Facts().Safety.Of("clock"); err != nil || before != "Choose its time zone" || !read || found.Status != OK || !found.Fix && found.Do != "" {
			t.Errorf("%v, before %q, then %+v", err, before, found)
		}
		change, _ := w.env.ReadSafety(t.Context(), end.Facts())
		f := *end.Facts()
		change(&f)
		if found, _ := f.Safety.Of("clock"); found.Status != OK {
			t.Errorf("read again it is %+v", found)
		}
	})(t)
}

// The answers travel encrypted, or after a yes.
func TestAnswersInClearAskFirst(t *testing.T) {
	for _, says := range []string{"no", "yes"} {
		t.Run(says, besides(func(t *testing.T) {
			w := newWorld(t, "forgotten", in(func(s *simcam.Scenario) { s.Missing = []string{"/ISAPI/Security/capabilities"} }))
			end, log := w.tell(t, questions.with(script{"agree-clear": {says}}))
			count := w.camera.Counters()
			if want := map[string]int{"no": 0, "yes": 1}[says]; count.WritesTo[pageQuestions] != want || w.camera.State().Questions != 3*want || !passed(end, "agree-clear") {
				t.Errorf("%d writes, %d questions; %v", count.WritesTo[pageQuestions], w.camera.State().Questions, log)
			}
		}))
	}
	besides(func(t *testing.T) { // where the device can, nobody on the way reads them
		w := newWorld(t, "forgotten", in(nil))
		_, log := w.tell(t, questions)
		for _, x := range w.camera.Recorded() {
			for _, secret := range []string{"Heron Lamp", "Copper Boat", "Winter Key", "Garden-22-Gate"} {
				if strings.Contains(inClear(x), secret) {
					t.Errorf("%s %s holds %q; %v", x.Method, x.Target, secret, log)
				}
			}
		}
	})(t)
}

// Somebody else changes the password meanwhile: one login finds out, and nothing is sent.
func TestAPasswordChangedMeanwhileStopsWhatTheOwnerSets(t *testing.T) {
	for name, answers := range map[string]script{"set-questions": questions, "set-mailbox": mailbox, "name-and-clock": settings} {
		t.Run(name, besides(func(t *testing.T) {
			w := newWorld(t, "forgotten", in(nil))
			changed := false
			ask := answers.with(nil).ask(t, new([]string))
			end, err := w.run(t.Context(), w.env, Begin(w.env, w.given(answers)), watchAsk(ask, func(at Walk) {
				if string(at.Step().ID) == name && !changed {
					changed = true
					w.camera.AppReset()
				}
			}), nil)
			count := w.camera.Counters()
			if !changed || err != nil || count.Wrong != 1 || count.Writes != 0 || !end.Facts().Login.Password.IsZero() {
				t.Errorf("changed %v, %v, %d wrong, %d writes", changed, err, count.Wrong, count.Writes)
			}
			f := end.Facts()
			if problem := f.Given; len(problem) == 0 || !strings.Contains(problem[0].Problem, "It was not sent: it refuses the password that it took before") {
				t.Errorf("%+v", problem)
			}
		}))
	}
}

// The recovery file comes over the page where UDP has no way, is written once, and the way
// of the page is said.
func TestRecoveryFileOverThePage(t *testing.T) {
	answers := gets.with(script{"guid-warn": {"yes"}, "guid-saved": {"next"}, "done": {"guid", "finish"}})
	for name, c := range map[string]struct {
		change func(*simcam.Scenario)
		says   string
	}{
		"over HTTP":          {in(nil), "It is written."},
		"over TLS":           {in(func(s *simcam.Scenario) { s.TLS, s.HTTPSOnly = true, true }), "It is written."},
		"refused":            {in(func(s *simcam.Scenario) { s.RefusePut = pageFile }), "It did not work"},
		"the answer is lost": {in(func(s *simcam.Scenario) { s.LoseReply = pageFile }), "The answer was lost"},
	} {
		t.Run(name, besides(func(t *testing.T) {
			w := newWorld(t, "forgotten", c.change)
			said := ""
			ask := answers.with(nil).ask(t, new([]string))
			end, err := w.run(t.Context(), w.env, Begin(w.env, w.given(answers)), watchAsk(ask, func(at Walk) {
				if at.Step().ID == "guid-saved" {
					said = at.Step().Say(at.Facts()).String()
				}
			}), nil)
			count := w.camera.Counters()
			if err != nil || !passed(end, "guid-export") || count.WritesTo[pageFile] != 1 || count.Wrong != 0 || !strings.Contains(said, c.says) {
				t.Errorf("%v, %d requests, %d wrong, %q", err, count.WritesTo[pageFile], count.Wrong, said)
			}
		}))
	}
}

// A camera whose settings a login had read gets its name and clock back after the reset,
// then its questions and its mailbox; each is sent once.
func TestSettingsAreGivenBackAfterAReset(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", in(func(s *simcam.Scenario) { audibly(s); s.Address = "192.168.1.70" }))
		answers := mine.with(script{
			"try-password": {"Garden-22-Gate", "menu"}, "menu": {"try-password", "reset-button"},
			"done":        {flow.SayBack, "settings", "questions", "mailbox", "finish"},
			"button-warn": {"ERASE"}, "button-power": {"start"}, "new-password": {"own"}, "own-password": {strong}, "restore-network": {"old"},
			"set-questions": {"Heron Lamp|Copper Boat|Winter Key"}, "set-mailbox": {"me@example.org"}, "name-and-clock": {""},
		})
		proposed := map[string]string{}
		ask := answers.with(nil).ask(t, new([]string))
		end, err := w.run(t.Context(), w.env, Begin(w.env, w.given(answers)), watchAsk(ask, func(at Walk) {
			switch at.Step().ID {
			case "name-and-clock":
				for _, field := range at.Step().Ask.Fields {
					proposed[field.Key] = field.Value(at.Facts())
				}
			case "button-warn":
				if said := joined(at.Step().Sheet(at.Facts())); !strings.Contains(said, "what was read: Yard") {
					t.Errorf("before the reset: %s", said)
				}
			}
		}), nil)
		count, state := w.camera.Counters(), w.camera.State()
		if err != nil || !end.Facts().ResetSeen || state.Name != "Yard" || proposed["name"] != "Yard" || state.Questions != 3 || state.Mailbox != "me@example.org" || state.Address != w.ip || count.SADP["update"] != 1 {
			t.Errorf("%v, %+v, proposed %v, %v", err, state, proposed, count.SADP)
		}
		if proposed["zone"] == "" || !owned.SameZone(state.Zone, proposed["zone"]) {
			t.Errorf("zone %q, proposed %q", state.Zone, proposed["zone"])
		}
		for _, page := range []string{pageDevice, pageTime, pageQuestions, pageMailbox} {
			if count.WritesTo[page] != 1 {
				t.Errorf("%d writes to %s", count.WritesTo[page], page)
			}
		}
		report := SummaryOf(end.Facts()).Text()
		if !strings.Contains(report, "\n- network settings\n- name\n- time zone\n") || !strings.Contains(report, "\n- security questions\n- recovery e-mail\n") || strings.Contains(report, "Done by hand") {
			t.Errorf("the report says\n%s", report)
		}
	})(t)
}

// An account that may only watch reads what can be given back, once, and nothing is judged;
// the network settings need not be typed before a reset then.
func TestAnAccountWithFewerRightsReadsWhatItMay(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", in(func(s *simcam.Scenario) { s.NoRights = []string{pageQuestions, pageMailbox} }))
		f := &Facts{}
		f.Target, f.Proved, f.Last.Word = w.given(nil), true, "weaker"
		f.Login, f.Device.Name = isapi.Login{User: "admin", Password: isapi.NewSecret("Garden-22-Gate")}, "Yard"
		if f.CanSecure() || !f.CanRead() || toDone().Decide(f) != "unread" || toRecord().Decide(f) != "untold" {
			t.Errorf("secures %v, reads %v, %s, %s", f.CanSecure(), f.CanRead(), toDone().Decide(f), toRecord().Decide(f))
		}
		change, row := w.env.ReadSafety(t.Context(), f)
		change(f)
		o := f.Owned
		if row.Status != OK || o.Name != "Yard" || o.Zone == "" || o.Server == "" || o.Mask != "255.255.255.0" || o.DHCP != isapi.No || o.HasQuestions != isapi.Unknown || !f.Safety.At.IsZero() {
			t.Errorf("%v, %+v", row, o)
		}
		if count := w.camera.Counters(); count.ByPath["/ISAPI/System/Network/UPnP"] != 0 || count.Writes != 0 || toDone().Decide(f) != "read" || toRecord().Decide(f) != "told" {
			t.Errorf("%v, %s, %s", count.ByPath, toDone().Decide(f), toRecord().Decide(f))
		}
		buttonPower().Fresh(f)
		if n := f.OldNetwork(); n.Mask != "255.255.255.0" || n.Gateway != "192.168.1.1" || n.DHCP != isapi.No {
			t.Errorf("from before the reset: %+v", n)
		}
	})(t)
}
