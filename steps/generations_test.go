package steps

import (
	"os"
	"strings"
	"testing"

	"camreset/isapi/simcam"
)

// kinds are the devices on which the stories are told again.
var kinds = []struct {
	name   string
	change func(*simcam.Scenario)
	// skips are the stories that make no sense there, with the reason.
	skips map[string]string
	// extra are answers to questions that this kind asks more.
	extra script
	// turns is true for another way to ask the same device: where there is little time,
	// each story is told over one of them.
	turns bool
}{
	{name: "activation", change: generation(simcam.Activation), skips: map[string]string{
		"default password": "it has activation, so there is no factory password",
		"Forgot Password":  "its page knows no questions",
	}},
	{name: "session", change: generation(simcam.Session), skips: noDefault},
	{name: "portal", change: generation(simcam.Portal), skips: noDefault},
	{name: "recorder", change: generation(simcam.RecorderGen), skips: map[string]string{
		"default password": "it has activation, so there is no factory password",
		"Forgot Password":  "it has no questions",
		"button":           "recorders have none that can be reached",
	}},
	{name: "legacy", change: generation(simcam.Legacy), skips: map[string]string{
		"inactive":        "it has no activation",
		"reply lost":      "it has no activation",
		"Forgot Password": "its page knows no questions",
		"button":          "it comes back with a password, not inactive",
		"wrong, wrong":    "it does not tell the tries left, so the budget ends the story one try earlier",
		"locked":          "it does not tell that it is locked",
	}},
	{name: "session with SHA-256", change: func(s *simcam.Scenario) { s.Generation, s.Auth = simcam.Session, simcam.AuthSHA256 }, skips: noDefault, turns: true},
	{name: "session over TLS only", change: func(s *simcam.Scenario) { s.Generation, s.HTTPSOnly = simcam.Session, true }, skips: noDefault, turns: true},
	{name: "session, HTTP redirects to TLS", change: func(s *simcam.Scenario) { s.Generation, s.RedirectToTLS = simcam.Session, true }, skips: noDefault, turns: true},
	{name: "portal over TLS only", change: func(s *simcam.Scenario) { s.Generation, s.HTTPSOnly = simcam.Portal, true }, skips: noDefault, turns: true},
}

// newer are scenarios that bring a generation of their own.
var newer = map[string]bool{"no-button": true, "cloud": true, "recorder": true, "moved": true}

var noDefault = map[string]string{"default password": "it has activation, so there is no factory password"}

func generation(g simcam.Generation) func(*simcam.Scenario) {
	return func(s *simcam.Scenario) { s.Generation = g }
}

func TestStoriesOnEveryGeneration(t *testing.T) {
	t.Parallel()
	all := os.Getenv("CAMRESET_SLOW_TESTS") != ""
	for j, k := range kinds {
		for i, s := range stories {
			if skipped(k.skips, s.name) != "" || newer[s.scenario] || k.turns && !all && (i+j)%4 != 0 {
				continue
			}
			t.Run(k.name+"/"+s.name, besides(func(t *testing.T) {
				w := newWorld(t, s.scenario, func(sc *simcam.Scenario) {
					if s.change != nil {
						s.change(sc)
					}
					k.change(sc)
					sc.Safety.NoHTTPS = sc.Safety.NoHTTPS && !sc.HTTPSOnly && !sc.RedirectToTLS // there would be no way in
				})
				end, log := w.tell(t, s.answers.with(k.extra))
				if got := Ended(end); got != s.want {
					t.Errorf("%s, want %s; %s", got, s.want, strings.Join(log, " "))
				}
				count := w.camera.Counters()
				if count.Wrong > 0 && w.camera.State().Locked && s.scenario != "locked" {
					t.Errorf("the camera was locked by us after %d wrong tries", count.Wrong)
				}
				secretsOnTheWire(t, w, s)
			}))
		}
	}
}

func skipped(skips map[string]string, name string) string {
	for prefix, why := range skips {
		if strings.HasPrefix(name, prefix) {
			return why
		}
	}
	return ""
}

// secretsOnTheWire searches everything that was sent without TLS for the
// passwords of the story.
func secretsOnTheWire(t *testing.T, w *world, s story) {
	t.Helper()
	agreed := len(s.answers["agree-clear"]) > 0 && s.answers["agree-clear"][0] == "yes"
	secrets := []string{strong, "Garden-22-Gate", "Garden-21-Gate", "Wrong-1-Wrong", "Meadow-41-Page", "Meadow-62-App"}
	for _, x := range w.camera.Recorded() {
		if x.Secure || agreed {
			continue
		}
		sent := inClear(x)
		for _, secret := range secrets {
			if strings.Contains(sent, secret) {
				t.Errorf("%s %s carries a password in clear", x.Method, x.Target)
			}
		}
	}
}
