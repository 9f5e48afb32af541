package tui

import (
	"context"
	"io"
	"math/rand"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"camreset/isapi/sadp"
	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simnet"
	"camreset/isapi/simcam/simtest"
	"camreset/steps"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"

	tea "github.com/charmbracelet/bubbletea"
)

// script is what somebody answers at a step, one after the other, the last again and
// again: the key of an option behind an equals sign, or what is typed. Where it says
// nothing Enter is pressed, so that it outlives changes of the guide.
type script map[steps.ID][]string

// typed is what is typed into a field or at a question that asks for text, by its name;
// a script's answer at the step goes before it.
var typed = map[string]string{
	"erase": "ERASE", "password": strongPassword, "again": strongPassword, "mask": "255.255.255.0", "gateway": "192.168.1.1",
	"button-confirm": "ERASE", "try-password": strongPassword, "new-password": strongPassword,
	"record-mask": "255.255.255.0", "record-gateway": "192.168.1.1",
}

const strongPassword = "Meadow-17-Fence"

// lastFours are the questions for the end of the new password.
var lastFours = []string{"last-four", "confirm-password"}

// demo is the full screen over a simulated camera, walked by somebody who presses Enter
// unless a script says otherwise. It lives in a bubble, where time passes at once.
type demo struct {
	*player
	script script
	// at is called whenever the program waits for an answer.
	at func(*demo)
	// screens are the waits with another title or other fields than the one before, keys
	// the keys that were pressed; typing a text is one.
	screens []string
	keys    int
	// stood are the steps at which it waited.
	stood []steps.ID
}

// inDemo walks through a demonstration: from the list of devices, or from the camera's
// address.
func inDemo(t *testing.T, scenario string, listed bool, s script, at func(*demo)) *demo {
	t.Helper()
	d := &demo{script: script{}, at: at}
	for id, answers := range s {
		d.script[id] = answers
	}
	synctest.Test(t, func(t *testing.T) {
		sc, found := simcam.Find(scenario)
		if !found {
			t.Fatalf("no scenario %q", scenario)
		}
		world, err := simtest.NewDemoInMemory(sc)
		if err != nil {
			t.Fatal(err)
		}
		env := envOf(world)
		var given lan.Address
		if !listed {
			given, _ = lan.ParseAddress(world.Address())
		}
		busy := newTasks(context.Background())
		d.player = &player{t: t, msgs: make(chan tea.Msg, 10000)}
		d.model = newModel(env, steps.Begin(env, given), busy, Options{Out: io.Discard, Banner: world.Banner()})
		d.run(d.Init())
		d.size(80, 24)
		d.walkOn()
		busy.end()
		env.Close()
		_ = world.Close()
		time.Sleep(2 * time.Minute) // whoever listens stops by then
	})
	return d
}

// envOf moves an Env into a demonstration, as the command does, with random numbers that
// are the same each time.
func envOf(d *simnet.Demo) steps.Env {
	env := steps.System()
	env.Dial, env.LookupHost, env.Neighbours = d.DialContext, d.LookupHost, d.Neighbours
	env.Now, env.After, env.Hand = d.Now, d.After, d.Hand
	env.Read, env.Update, env.Aside, env.Boot = d.Read, d.Update, nil, nil
	env.Save, env.Open = d.Save, d.Open
	env.PageURL = d.URL
	env.OpenURL, env.Copy = func(string) error { return nil }, func(string) error { return nil }
	env.Clipboard, env.OS = facts.OwnClipboard, "linux"
	env = env.WithSockets(func() ([]sadp.Interface, error) {
		return []sadp.Interface{{Name: simnet.LanInterface, Prefixes: d.Addresses(), Gateway: d.Gateway()}}, nil
	}, d.Listen)
	env.Random = &dice{from: rand.New(rand.NewSource(1))} // passwords only: datagrams come in any order
	return env
}

// dice are random numbers that are the same each time.
type dice struct {
	mu   sync.Mutex
	from *rand.Rand
}

func (d *dice) Read(b []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.from.Read(b)
}

// offTheBeat keeps what is read off the whole seconds at which a step measures again, where
// one reader sees the measurement before and the next one the one after.
const offTheBeat = 250 * time.Millisecond

// mostAnswers is how many answers a walk takes at most.
const mostAnswers = 60

// walkOn answers until the walk is over, or goes on by nothing.
func (d *demo) walkOn() {
	for range mostAnswers {
		if !d.settled() {
			return
		}
		if now := d.title(); len(d.screens) == 0 || d.screens[len(d.screens)-1] != now {
			d.screens = append(d.screens, now)
		}
		if d.at != nil {
			d.at(d)
		}
		if d.stopped() {
			return
		}
		d.answer()
	}
}

// settled waits until the program waits for an answer, and its first measurements are
// there; it is false where the program ended, or asks nothing for an hour.
func (d *demo) settled() bool {
	begun := time.Now()
	d.wait(offTheBeat)
	for range 7200 {
		if d.wait(500 * time.Millisecond); d.over {
			return false
		}
		step, waited := d.walk.Step(), time.Since(begun)
		switch {
		case d.walk.Acting(), step.Ask == nil && !d.ended():
		case !d.walk.Facts().Did.IsZero() && waited < 10*time.Minute: // it is being looked at
		case waited < 2*time.Second, d.measuring() && waited < 4*time.Second:
		default:
			return true
		}
	}
	return false
}

// measuring says whether a row has no result yet.
func (d *demo) measuring() bool {
	return slices.ContainsFunc(d.walk.Rows(), func(r steps.Row) bool { return r.Result.Status == "" })
}

// title is the screen by its step, and the fields that it has.
func (d *demo) title() string {
	step := d.walk.Step()
	title := step.Title.String()
	if step.Ask != nil {
		for _, f := range step.Ask.Asked(d.walk.Facts()) {
			title += " " + f.Key
		}
	}
	return title
}

// next is the script's answer for a name, used up but for the last.
func (d *demo) next(name string) string {
	answers := d.script[steps.ID(name)]
	if len(answers) == 0 {
		return ""
	}
	if len(answers) > 1 {
		d.script[steps.ID(name)] = answers[1:]
	}
	return answers[0]
}

// answer answers once.
func (d *demo) answer() {
	step := d.walk.Step()
	if step.Ask == nil {
		d.key("enter")
		return
	}
	given := d.next(string(step.ID))
	if key, is := strings.CutPrefix(given, "="); is && d.choose(steps.Outcome(key)) {
		return
	}
	switch step.Ask.Kind {
	case flow.Form:
		d.fill()
	case flow.Line, flow.Password:
		d.text(string(step.ID), given)
		d.key("enter")
	default:
		if given != "" && given[0] != '=' {
			d.text("", given)
		}
		d.key("enter")
	}
}

// key presses a key.
func (d *demo) key(name string) {
	d.keys++
	d.press(name)
}

// text types what is asked for by that name.
func (d *demo) text(name, given string) {
	if made := d.walk.Facts().Answers.New.Reveal(); given == "" && slices.Contains(lastFours, name) && len(made) > 4 {
		given = made[len(made)-4:]
	}
	if given == "" {
		given = typed[name]
	}
	if given != "" {
		d.key(given)
	}
}

// choose goes down to an option and takes it; it is false where the option is not there.
func (d *demo) choose(key steps.Outcome) bool {
	ask, shown := d.walk.Step().Ask, false
	for _, o := range ask.Ordered(d.walk.Facts()) {
		shown = shown || o.Key == key
	}
	if !shown {
		return false
	}
	if o := ask.Option(key); o != nil && o.Hot != "" && ask.Kind == flow.Choice {
		d.key(o.Hot)
		return true
	}
	for range len(ask.Options) + len(ask.Fields) + len(ask.Table(d.walk.Facts())) + 1 {
		if d.question.option() == key {
			d.key("enter")
			return true
		}
		d.key("down")
	}
	return false
}

// fill types the fields of a form, from the one that has the focus on.
func (d *demo) fill() {
	step := d.walk.Step()
	fields := step.Ask.Asked(d.walk.Facts())
	for range fields {
		if d.walk.Step().ID != step.ID || !d.question.typing() {
			return
		}
		key := fields[d.question.focus].Key
		d.text(key, d.next(key))
		d.key("enter")
	}
}

// stopped says whether answers lead no further: hands or knowledge are needed.
func (d *demo) stopped() bool {
	d.stood = append(d.stood, d.walk.Step().ID)
	if d.walk.Facts().Tries > 3 { // the right password is what is needed
		return true
	}
	last := d.stood[max(len(d.stood)-5, 0):]
	return len(last) == 5 && len(slices.Compact(slices.Clone(last))) == 1
}

// A page of a demonstration stands at the address at which this computer reaches it: at the
// camera's own may be a real one.
func TestTheDemoNamesItsOwnPageOnly(t *testing.T) {
	said := ""
	inDemo(t, "forgotten", false, script{"menu": {"=web-reset"}}, func(d *demo) {
		if d.walk.Step().ID == "menu" {
			d.press("o").wait(time.Second)
		}
		said += d.notice + " "
		for _, r := range d.walk.Rows() {
			said += r.Result.Detail.String() + " " + r.Result.Hint.String() + " "
		}
	})
	if !strings.Contains(said, "Opened in the browser: http://127.0.0.1:") || !strings.Contains(said, "asked to open http://127.0.0.1:") || strings.Contains(said, "open http://192.") {
		t.Errorf("it says %q", said)
	}
}
