package steps

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"net/netip"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"camreset/isapi/sadp"
	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simnet"
	"camreset/isapi/simcam/simtest"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/notes"
)

// world is a simulated network with one camera, and an Env that lives in it.
type world struct {
	lan    *simnet.Lan
	camera *simcam.Camera
	env    Env
	ip     string
	// home holds the folders state and work, where all files of the story are.
	home    string
	planted *planted
	written written
}

// factor is how much faster than life the stories run.
const factor = 60

// udpFactor is the same for what is asked over UDP where a camera answers.
const udpFactor = 5

// lanEnv is System with everything replaced by a simulated network, and files in
// a folder of their own.
func lanEnv(lan *simnet.Lan, clock *simcam.Fast, home string) Env {
	env := System()
	env.Dial, env.LookupHost, env.Neighbours = lan.DialContext, lan.LookupHost, lan.Neighbours
	env.Now, env.After, env.Hand = clock.Now, clock.After, lan.Hand
	state := notes.Folder(filepath.Join(home, "state"))
	env.Read, env.Update, env.Aside = state.Read, state.Update, state.Aside
	env.Boot = nil // time goes by the clock
	env.Key = sharedKey
	env.Save = func(folder, name string, data []byte) (string, error) {
		return notes.SaveIn(filepath.Join(home, "work", notes.PlainName(folder)), notes.PlainName(name), data)
	}
	env.OS = "linux"
	env = env.WithSockets(interfacesOf(lan), lan.Listen)
	slower := simcam.FastClock(udpFactor) // its waits are short: a busy machine must not miss them
	env.SADP.Now, env.SADP.After = slower.Now, slower.After
	return env
}

// interfacesOf are those of the computer on a simulated network.
func interfacesOf(lan *simnet.Lan) func() ([]sadp.Interface, error) {
	return func() ([]sadp.Interface, error) {
		return []sadp.Interface{{Name: simnet.LanInterface, Prefixes: lan.Addresses(), Gateway: lan.Gateway()}}, nil
	}
}

// sharedKey is one key of each size for all tests: to find its primes takes longer
// than a story.
func sharedKey(bits int) (*rsa.PrivateKey, error) {
	keys.Lock()
	defer keys.Unlock()
	if key := keys.made[bits]; key != nil {
		return key, nil
	}
	key, err := rsa.GenerateKey(rand.Reader, bits)
	keys.made[bits] = key
	return key, err
}

var keys = struct {
	sync.Mutex
	made map[int]*rsa.PrivateKey
}{made: map[int]*rsa.PrivateKey{}}

func newWorld(t *testing.T, scenario string, change func(*simcam.Scenario)) *world {
	t.Helper()
	s, found := simcam.Find(scenario)
	if !found {
		t.Fatalf("no scenario %q", scenario)
	}
	s.SADP.Off, s.ONVIF = true, simcam.ONVIFOff
	if change != nil {
		change(&s)
	}
	if time.Now().Year() > bubbleYear {
		t.Fatal("a world outside a bubble depends on how busy the machine is: inBubble, or besides")
	}
	clock := simcam.FastClock(factor)
	w := &world{lan: simtest.NewLanInMemory(clock), camera: simcam.New(s, clock), ip: "192.168.1.64", home: t.TempDir()}
	w.planted = newPlanted(w.home, t.Errorf)
	if s.Address != "" {
		w.ip = s.Address
	}
	if s.Computer != "" {
		w.lan.SetComputer(netip.MustParsePrefix(s.Computer))
	}
	if err := w.lan.Add(w.ip, w.camera); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.lan.Close() })
	w.env = lanEnv(w.lan, clock, w.home)
	if s.SADP.Off { // nobody answers, so nothing is missed
		w.env.SADP.Now, w.env.SADP.After = clock.Now, clock.After
	}
	t.Cleanup(w.env.Close)
	t.Cleanup(func() { w.env.Close() }) // of the last run
	return w
}

// bubbleYear is when time begins in a bubble, as testing/synctest says.
const bubbleYear = 2000

// inBubble is a test in a world of its own: time passes there when everybody
// waits, and then at once, however busy the machine is.
func inBubble(t *testing.T, test func(*testing.T)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		defer time.Sleep(time.Minute) // whoever listens stops by then
		test(t)
	})
}

// besides is inBubble at the same time as others.
func besides(test func(*testing.T)) func(*testing.T) {
	return func(t *testing.T) {
		t.Parallel()
		inBubble(t, test)
	}
}

// script answers by step: each step's answers are given in turn, the last one
// again and again. A step without answers stops the story.
type script map[ID][]string

// ask gives the answers, and uses them up: who tells a story twice gives a copy.
func (s script) ask(t *testing.T, log *[]string) flow.Ask[Env, Facts] {
	refusals := 0
	return func(_ context.Context, w Walk, refused error) (string, error) {
		id := w.Step().ID
		answers := s[id]
		if len(*log) > mostSaid { // in a bubble no time passes that would end it
			t.Errorf("the story walks in circles: %v", (*log)[len(*log)-20:])
			return "", flow.ErrNoAnswer
		}
		if refused != nil {
			*log = append(*log, "refused: "+refused.Error())
			if refusals++; refusals > mostRefused {
				t.Errorf("the story's answers are refused at step %s; so far: %s", id, strings.Join(*log, " "))
				return "", flow.ErrNoAnswer
			}
			if quit := s[stopRefused]; quit != nil {
				return flow.SayQuit, nil
			}
		}
		if len(answers) == 0 {
			t.Errorf("the story has no answer for step %s; so far: %s", id, strings.Join(*log, " "))
			return "", flow.ErrNoAnswer
		}
		if len(answers) > 1 {
			s[id] = answers[1:]
		}
		*log = append(*log, string(id)+"="+answers[0])
		return filled(w, answers[0]), nil
	}
}

// filled is a story's answer as the walk takes it: the texts of a form's fields stand
// behind each other with | between them, one alone is that of the last field, or of all
// the secret ones, and the others stay as they are.
func filled(w Walk, answer string) string {
	if made := w.Facts().Answers.New.Reveal(); answer == lastFour && len(made) > 4 {
		answer = made[len(made)-4:]
	}
	q, f := w.Step().Ask, w.Facts()
	if q.Kind != flow.Form || q.Option(Outcome(answer)) != nil || strings.HasPrefix(answer, ":") || len(f.Cases) > 0 && walkOf(answer) != "" {
		return answer
	}
	fields, typed, texts := q.Asked(f), strings.Split(answer, "|"), flow.Texts{}
	if answer == "" && q.Blank != "" {
		return string(q.Blank)
	}
	for i, field := range fields {
		switch {
		case len(typed) == len(fields):
			texts[field.Key] = typed[i]
		case i == len(fields)-1 || field.Secret:
			texts[field.Key] = answer
		case field.Value != nil:
			texts[field.Key] = field.Value(f)
		}
	}
	return texts.Answer()
}

// mostRefused is how many answers of a story may be refused.
const mostRefused = 20

// lastFour stands for the last four characters of the password that was made.
const lastFour = "last-four"

// stopRefused marks a script that quits when an answer is refused.
const stopRefused ID = "(refused)"

// tell walks a story to its end.
func (w *world) tell(t *testing.T, s script) (Walk, []string) {
	t.Helper()
	return w.tellFrom(t, Begin(w.env, w.given(s)), s)
}

// given is the address that a story is given, none where it begins at the list.
func (w *world) given(s script) lan.Address {
	if s["find"] != nil {
		return lan.Address{}
	}
	at, _ := lan.ParseAddress(w.ip)
	return at
}

func (w *world) tellFrom(t *testing.T, walk Walk, s script) (Walk, []string) {
	t.Helper()
	var log []string
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	defer cancel()
	end, err := w.run(ctx, w.env, walk, s.with(nil).ask(t, &log), func(_ Walk, r Row) {
		if r.Result.Status == Fail || r.Result.Err != nil {
			log = append(log, "["+r.Check+": "+r.Result.Detail.String()+"]")
		}
	})
	if err != nil {
		t.Fatalf("%v at %s after %s", err, end.Step().ID, strings.Join(log, " "))
	}
	return end, log
}

// with adds answers to a script.
func (s script) with(more script) script {
	all := script{}
	for id, answers := range s {
		all[id] = append([]string(nil), answers...)
	}
	for id, answers := range more {
		all[id] = append([]string(nil), answers...)
	}
	return all
}

// mine is how every story at a computer begins.
var mine = script{"owner": {"mine"}, "done": {"finish"}}
