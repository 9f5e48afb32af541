package steps

import (
	"strings"
	"testing"
	"time"

	"camreset/isapi/simcam"
	"camreset/steps/flow"
)

// story is one way through the guide against a simulated camera.
type story struct {
	name     string
	scenario string
	change   func(*simcam.Scenario)
	before   func(*world)
	answers  script
	want     Final
	// logins is how many passwords the camera was sent, writes how many
	// changes.
	logins, writes int
	// counted marks a story whose answers count tries: one answer more is
	// another story.
	counted bool
	// passed are steps that must have been walked through.
	passed []ID
}

const strong = "Meadow-17-Fence"

// knows gives the camera a password that the story's user knows.
func knows(s *simcam.Scenario) { s.Password = "Garden-22-Gate" }

var stories = []story{
	{
		name: "default password on a legacy camera, one try", scenario: "factory-default",
		answers: mine.with(script{"known-elsewhere": {"no"}, "at-hand": {"nothing"}, "menu": {"default-password"}, "default-password": {"try"}, "inside": {"keep"}}),
		want:    Regained, logins: 2, passed: []ID{"login", "inside"},
	},
	{
		name: "default password, then changed at once", scenario: "factory-default",
		answers: mine.with(script{"known-elsewhere": {"no"}, "at-hand": {"nothing"}, "menu": {"default-password"}, "default-password": {"try"},
			"inside": {"change"}, "set-password": {"own"}, "new-password": {strong}, "keep-password": {"show"}, "confirm-password": {"ence"}, "agree-clear": {"yes"}}),
		want: Regained, logins: 8, writes: 1, passed: []ID{"agree-clear", "send-password", "prove-login"},
	},
	{
		name: "half-remembered password right at the second try", scenario: "forgotten", change: knows,
		answers: mine.with(script{"known-elsewhere": {"no"}, "at-hand": {"nothing"}, "menu": {"web-reset"}, "web-reset": {"remember"}, "user-name": {""},
			"try-password": {"Garden-21-Gate", "Garden-22-Gate"}, "not-taken": {"again"}, "maybe-locked": {"again"}, "inside": {"keep"}}),
		want: Regained, logins: 3, passed: []ID{"not-taken", "inside"},
	},
	{
		name: "known password right at the first try", scenario: "forgotten", change: knows,
		answers: mine.with(script{"known-elsewhere": {"found"}, "user-name": {""}, "try-password": {"Garden-22-Gate"}, "inside": {"keep"}}),
		want:    AlreadyIn, logins: 2,
	},
	{
		name: "wrong, wrong, then stop with tries left", scenario: "forgotten",
		answers: mine.with(script{"known-elsewhere": {"found"}, "user-name": {""}, "try-password": {"Wrong-1-Wrong", "Wrong-2-Wrong"},
			"not-taken": {"again", flow.SayQuit}}),
		want: GaveUp, logins: 2,
	},
	{
		name: "locked at the start, countdown, then in", scenario: "locked",
		change:  func(s *simcam.Scenario) { knows(s); s.LockTime = time.Minute },
		answers: mine.with(script{"locked": {"done"}, "known-elsewhere": {"found"}, "user-name": {""}, "try-password": {"Garden-22-Gate"}, "inside": {"keep"}}),
		want:    AlreadyIn, logins: 2, passed: []ID{"locked"},
	},
	{
		name: "inactive camera activated", scenario: "inactive",
		answers: mine.with(script{"activate": {"own"}, "new-password": {strong}, "keep-password": {"show"}, "confirm-password": {"ence"}, "agree-clear": {"no"}}),
		want:    Regained, logins: 2, writes: 1, passed: []ID{"activation-state", "prove-login"},
	},
	{
		name: "reply lost after activation", scenario: "inactive",
		change:  func(s *simcam.Scenario) { s.DropActivation = true },
		answers: mine.with(script{"activate": {"own"}, "new-password": {strong}, "keep-password": {"show"}, "confirm-password": {"ence"}, "agree-clear": {"no"}}),
		want:    Regained, logins: 2, writes: 1, passed: []ID{"activation-state", "prove-login"},
	},
	{
		name: "Forgot Password in the page, verified although the budget was spent", scenario: "forgotten",
		change: func(s *simcam.Scenario) { s.Tries = 7 },
		answers: mine.with(script{"known-elsewhere": {"found", "no"}, "user-name": {""},
			"try-password": {"Wrong-1-Wrong", "Wrong-2-Wrong", "Wrong-3-Wrong", "Meadow-41-Page"}, "not-taken": {"again", "again", "menu"},
			"menu": {"web-reset"}, "web-reset": {"page"}, "web-page": {"done"}, "inside": {"keep"}}),
		want: Regained, logins: 5, counted: true, passed: []ID{"web-page", "inside"},
	},
	{
		name: "button from warning to activated", scenario: "forgotten",
		answers: mine.with(script{"known-elsewhere": {"no"}, "at-hand": {"button"}, "menu": {"reset-button"}, "button-warn": {"continue"}, "button-confirm": {"ERASE"},
			"button-record": {"fixed"}, "record-mask": {"255.255.255.0"}, "record-gateway": {"192.168.1.1"}, "button-delay": {"now"},
			"button-power": {"done"}, "button-hold": {"done"}, "button-boot": {"done"}, "same-camera": {"yes"},
			"activate": {"make"}, "keep-password": {"show"}, "confirm-password": {"last-four"}, "restore-network": {"next"},
			"new-password": {""}, "agree-clear": {"no"}}),
		want: Regained, logins: 2, writes: 1, passed: []ID{"button-hold", "button-boot", "adopt", "activation-state", "restore-network"},
	},
	{
		name: "Hik-Connect way verified", scenario: "forgotten",
		answers: mine.with(script{"known-elsewhere": {"no"}, "at-hand": {"app-account"}, "menu": {"hik-connect"}, "hik-connect": {"hik-app"}, "hik-app": {"done"},
			"try-password": {"Meadow-62-App"}, "inside": {"keep"}}),
		want: Regained, logins: 2,
	},
	{
		name: "no effect: the camera has no button, then support", scenario: "no-button",
		answers: mine.with(script{"known-elsewhere": {"no"}, "at-hand": {"button"}, "menu": {"reset-button", "support"}, "button-warn": {"continue"}, "button-confirm": {"ERASE"},
			"button-record": {"dhcp"}, "button-delay": {"after-15"}, "button-power": {"done"}, "button-hold": {"done"}, "button-boot": {"done"},
			"button-failed": {"no-button"}, "support": {"case"}, "case-brand": {"unknown"}, "case-country": {"elsewhere"}, "support-case": {"finish"}}),
		want: CaseReady, passed: []ID{"button-failed", "support-case"},
	},
	{
		name: "moved: the camera comes back in another subnet", scenario: "moved",
		answers: mine.with(script{"known-elsewhere": {"no"}, "at-hand": {"button"}, "menu": {"reset-button"}, "button-warn": {"continue"}, "button-confirm": {"ERASE"},
			"button-record": {"fixed"}, "record-mask": {"255.255.255.0"}, "record-gateway": {"10.0.0.1"}, "button-delay": {"now"},
			"button-power": {"done"}, "button-hold": {"done"}, "button-boot": {"second", "done"}, "second-address": {"done"}, "same-camera": {"yes"},
			"activate": {"make"}, "keep-password": {"show"}, "confirm-password": {lastFour}, "restore-network": {"next"}}),
		want: Regained, logins: 2, writes: 1, passed: []ID{"second-address", "same-camera", "restore-network"},
	},
	{
		name: "cloud camera, reset in the app", scenario: "cloud",
		answers: mine.with(script{"known-elsewhere": {"no"}, "at-hand": {"app-account"}, "menu": {"hik-connect"}, "hik-connect": {"hik-app"}, "hik-app": {"done"},
			"try-password": {"Meadow-62-App"}, "inside": {"keep"}}),
		want: Regained, logins: 2,
	},
	{
		name: "recorder, reset in the app", scenario: "recorder",
		answers: mine.with(script{"known-elsewhere": {"no"}, "at-hand": {"app-account"}, "menu": {"hik-connect"}, "hik-connect": {"hik-app"}, "hik-app": {"done"},
			"try-password": {"Meadow-62-App"}, "inside": {"keep"}}),
		want: Regained, logins: 2,
	},
	{
		name: "only a phone", scenario: "forgotten",
		answers: script{"welcome": {"phone-only"}, "owner": {"mine"}, "phone": {"hik-connect", "support"}, "hik-connect": {"hik-app"}, "hik-app": {"done"},
			"phone-done": {"phone"}, "support": {"case"}, "case-brand": {"unknown"}, "case-country": {"elsewhere"}, "support-case": {"finish"}},
		want: CaseReady, passed: []ID{"phone", "hik-app", "support-case"},
	},
	{
		name: "behind a recorder", scenario: "forgotten", change: knows,
		answers: mine.with(script{"welcome": {"recorder"}, "recorder": {"known-elsewhere"}, "known-elsewhere": {"found", "found"}, "user-name": {""},
			"try-password": {"Garden-22-Gate"}, "inside": {"keep"}}),
		want: AlreadyIn, logins: 2, passed: []ID{"recorder", "known-elsewhere"},
	},
	{
		name: "support", scenario: "forgotten",
		answers: mine.with(script{"known-elsewhere": {"no"}, "at-hand": {"seller"}, "menu": {"support"}, "support": {"case"}, "case-brand": {"unknown"}, "case-country": {"elsewhere"}, "support-case": {"finish"}}),
		want:    CaseReady,
	},
	{
		name: "support, the case written into a folder", scenario: "forgotten",
		answers: mine.with(script{"known-elsewhere": {"no"}, "at-hand": {"seller"}, "menu": {"support"}, "support": {"case"},
			"case-brand": {"hikvision"}, "case-country": {"india"}, "support-case": {"write", "finish"}}),
		want: CaseReady, passed: []ID{"case-brand", "case-country", "support-case"},
	},
	{
		name: "nothing answers", scenario: "unplugged",
		answers: mine.with(script{"unreachable": {"again", "stop"}}),
		want:    Unreachable, passed: []ID{"unreachable"},
	},
	{
		name: "not the owner", scenario: "forgotten",
		answers: script{"welcome": {"same-network"}, "owner": {"neither"}},
		want:    GaveUp, passed: []ID{"owner"},
	},
}

func TestStories(t *testing.T) {
	t.Parallel()
	for _, s := range stories {
		t.Run(s.name, besides(func(t *testing.T) {
			w := newWorld(t, s.scenario, s.change)
			if s.before != nil {
				s.before(w)
			}
			end, log := w.tell(t, s.answers)
			checkStory(t, s, w, end, log)
		}))
	}
}

func checkStory(t *testing.T, s story, w *world, end Walk, log []string) {
	t.Helper()
	told := strings.Join(log, " ")
	if got := Ended(end); got != s.want {
		t.Errorf("result: got %s, want %s; %s", got, s.want, told)
	}
	count := w.camera.Counters()
	if count.Logins != s.logins {
		t.Errorf("the camera was sent %d logins, want %d; %s", count.Logins, s.logins, told)
	}
	if count.Writes != s.writes {
		t.Errorf("the camera saw %d writes, want %d; %s", count.Writes, s.writes, told)
	}
	for _, id := range s.passed {
		if !passed(end, id) {
			t.Errorf("the story did not pass %s; %s", id, told)
		}
	}
}

func passed(w Walk, id ID) bool {
	for _, v := range w.Trail() {
		if v.Step == id {
			return true
		}
	}
	return w.Step().ID == id
}
