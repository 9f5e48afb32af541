package steps

import (
	"strings"
	"testing"
	"time"

	"camreset/isapi/simcam"
	"camreset/steps/flow"
	"camreset/steps/steptest"
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
		answers: mine.with(script{"default-password": {"try"}, "menu": {"default-password"}, "new-password": {"keep"}, "done": {"finish"}}),
		want:    Regained, logins: 2, passed: []ID{"login", "done"},
	},
	{
		name: "default password, then changed at once", scenario: "factory-default",
		answers: mine.with(script{"default-password": {"try"}, "agree-clear": {"yes"}, "menu": {"default-password"}, "done": {"finish"}, "new-password": {"own"}, "own-password": {strong}}),
		want:    Regained, logins: 7, writes: 1, passed: []ID{"agree-clear", "send-password", "prove-login"},
	},
	{
		name: "half-remembered password right at the second try", scenario: "forgotten", change: knows,
		answers: mine.with(script{"try-password": {"Garden-21-Gate", "Garden-22-Gate"}, "maybe-locked": {"again"}, "menu": {"try-password"}, "done": {"finish"}}),
		want:    Regained, logins: 3, passed: []ID{"try-password", "done"},
	},
	{
		name: "known password right at the first try", scenario: "forgotten", change: knows,
		answers: mine.with(script{"try-password": {"Garden-22-Gate"}, "menu": {"try-password"}, "done": {"finish"}}),
		want:    AlreadyIn, logins: 2,
	},
	{
		name: "known password, all settings that can be mended", scenario: "forgotten", change: unsafe(simcam.Session),
		answers: mine.with(script{"try-password": {"Garden-22-Gate"}, "menu": {"try-password"}, "done": {"fix-all", "finish"}, "fix": {"send"}}),
		want:    Regained, logins: 2, writes: 9, passed: []ID{"safety-look", "fix", "fixing", "done"},
	},
	{
		name: "known password, two settings, one of them not sent", scenario: "forgotten", change: unsafe(simcam.Session),
		answers: mine.with(script{"try-password": {"Garden-22-Gate"}, "menu": {"try-password"}, "done": {"telnet", "upnp", "accounts", "finish"}, "fix": {"no", "send"}}),
		want:    Regained, logins: 2, writes: 1, passed: []ID{"fix", "fixing"},
	},
	{
		name: "known password, a setting whose reply is lost, then one that is refused", scenario: "forgotten",
		change: unsafe(simcam.Session, func(s *simcam.Scenario) {
			s.LoseReply, s.RefusePut = "/ISAPI/System/Network/UPnP", "/ISAPI/System/Network/telnetd"
		}),
		answers: mine.with(script{"try-password": {"Garden-22-Gate"}, "menu": {"try-password"}, "done": {"upnp", "telnet", "finish"}, "fix": {"send"}}),
		want:    Regained, logins: 2, writes: 2, passed: []ID{"fix", "fixing"},
	},
	{
		name: "wrong, wrong, then stop with tries left", scenario: "forgotten",
		answers: mine.with(script{"try-password": {"Wrong-1-Wrong", "Wrong-2-Wrong", flow.SayQuit}, "menu": {"try-password"}, "no-try": {flow.SayQuit}}),
		want:    GaveUp, logins: 2,
	},
	{
		name: "locked at the start, countdown, then in", scenario: "locked",
		change:  func(s *simcam.Scenario) { knows(s); s.LockTime = time.Minute },
		answers: mine.with(script{"locked": {"wait"}, "try-password": {"Garden-22-Gate"}, "menu": {"try-password"}, "done": {"finish"}}),
		want:    AlreadyIn, logins: 2, passed: []ID{"locked"},
	},
	{
		name: "inactive camera activated", scenario: "inactive",
		answers: mine.with(script{"agree-clear": {"no"}, "new-password": {"own"}, "own-password": {strong}}),
		want:    Regained, logins: 2, writes: 1, passed: []ID{"activation-state", "prove-login"},
	},
	{
		name: "reply lost after activation", scenario: "inactive",
		change:  func(s *simcam.Scenario) { s.DropActivation = true },
		answers: mine.with(script{"agree-clear": {"no"}, "new-password": {"own"}, "own-password": {strong}}),
		want:    Regained, logins: 2, writes: 1, passed: []ID{"activation-state", "prove-login"},
	},
	{
		name: "Forgot Password in the page, verified although the budget was spent", scenario: "forgotten",
		change:  func(s *simcam.Scenario) { s.Tries = 7 },
		answers: mine.with(script{"try-password": {"Wrong-1-Wrong", "Wrong-2-Wrong", "Wrong-3-Wrong", "Meadow-41-Page"}, "web-page": {"done"}, "menu": {"try-password", "web-reset"}, "no-try": {"menu"}, "done": {"finish"}}),
		want:    Regained, logins: 5, counted: true, passed: []ID{"web-page", "done"},
	},
	{
		name: "button from warning to activated", scenario: "forgotten",
		answers: mine.with(script{"same-camera": {"yes"}, "agree-clear": {"no"}, "menu": {"reset-button"}, "new-password": {"last-four"}, "button-warn": {"ERASE"}, "button-record": {"255.255.255.0|192.168.1.1"}, "button-power": {"start"}, "restore-network": {"leave"}}),
		want:    Regained, logins: 2, writes: 1, passed: []ID{"button-hold", "adopt", "activation-state", "done"},
	},
	{
		name: "Hik-Connect way verified", scenario: "forgotten",
		answers: mine.with(script{"try-password": {"Meadow-62-App"}, "menu": {"hik-connect"}, "done": {"finish"}, "hik-connect": {"done"}}),
		want:    Regained, logins: 2,
	},
	{
		name: "no effect: the camera has no button, then support", scenario: "no-button",
		answers: mine.with(script{"button-failed": {"no-button"}, "support-case": {"finish"}, "menu": {"reset-button", "support"}, "button-warn": {"ERASE"}, "button-record": {"dhcp"}, "button-power": {"start"}, "support": {"unknown|elsewhere"}}),
		want:    CaseReady, passed: []ID{"button-failed", "support-case"},
	},
	{
		name: "moved: the camera comes back in another subnet", scenario: "moved",
		answers: mine.with(script{"second-address": {"done"}, "same-camera": {"yes"}, "menu": {"reset-button"}, "new-password": {lastFour}, "button-warn": {"ERASE"}, "button-record": {"255.255.255.0|10.0.0.1"}, "button-power": {"start"}, "button-failed": {"second"}, "restore-network": {"leave"}}),
		want:    Regained, logins: 2, writes: 1, passed: []ID{"second-address", "same-camera", "restore-network"},
	},
	{
		name: "cloud camera, reset in the app", scenario: "cloud",
		answers: mine.with(script{"try-password": {"Meadow-62-App"}, "menu": {"hik-connect"}, "done": {"finish"}, "hik-connect": {"done"}}),
		want:    Regained, logins: 2,
	},
	{
		name: "recorder, reset in the app", scenario: "recorder",
		answers: mine.with(script{"try-password": {"Meadow-62-App"}, "menu": {"hik-connect"}, "done": {"finish"}, "hik-connect": {"done"}}),
		want:    Regained, logins: 2,
	},
	{
		name: "only a phone", scenario: "forgotten",
		answers: script{"owner": {"mine"}, "phone": {"hik-connect", "support"}, "phone-done": {"phone"}, "support-case": {"finish"}, "done": {"finish"}, "find": {"phone-only"}, "hik-connect": {"done"}, "support": {"unknown|elsewhere"}},
		want:    CaseReady, passed: []ID{"phone", "hik-connect", "support-case"},
	},
	{
		name: "behind a recorder", scenario: "forgotten", change: knows,
		answers: mine.with(script{"recorder": {"known-elsewhere"}, "try-password": {"Garden-22-Gate"}, "find": {"recorder", "192.168.1.64"}, "known-elsewhere": {"found"}, "menu": {"try-password"}, "done": {"finish"}}),
		want:    AlreadyIn, logins: 2, passed: []ID{"recorder", "known-elsewhere"},
	},
	{
		name: "support", scenario: "forgotten",
		answers: mine.with(script{"support-case": {"finish"}, "menu": {"support"}, "support": {"unknown|elsewhere"}}),
		want:    CaseReady,
	},
	{
		name: "support, the case written into a folder", scenario: "forgotten",
		answers: mine.with(script{"support-case": {"write", "finish"}, "menu": {"support"}, "support": {"hikvision|india"}}),
		want:    CaseReady, passed: []ID{"support", "support-case"},
	},
	{
		name: "nothing answers", scenario: "unplugged",
		answers: mine.with(script{"unreachable": {flow.SayQuit}}),
		want:    Unreachable, passed: []ID{"unreachable"},
	},
	{
		name: "not the owner", scenario: "forgotten",
		answers: script{"owner": {"neither"}},
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
	if steptest.Tries(count) != s.logins {
		t.Errorf("the camera was sent %d logins, want %d; %s", steptest.Tries(count), s.logins, told)
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
