package tui

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simnet"
	"camreset/isapi/simcam/simtest"
	"camreset/steps"
	"camreset/steps/lan"

	tea "github.com/charmbracelet/bubbletea"
)

// resetting is somebody who resets a camera by its button before the full screen, at life's
// own speed in a bubble. What the hands do is told to the camera in the words of `camreset
// simulate`. A referee looks at the screen every quarter of a second.
type resetting struct {
	*demo
	world *simnet.Demo
	env   steps.Env
	bells *bells
	// began is when the story began, wasOff whether the camera was without power since.
	began  time.Time
	wasOff bool
}

// bells counts what rings.
type bells struct {
	mu   sync.Mutex
	rung int
}

func (b *bells) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.rung += bytes.Count(p, []byte("\a"))
	return len(p), nil
}

// since is how often it rang since somebody asked last.
func (b *bells) since() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	n := b.rung
	b.rung = 0
	return n
}

// loopbackDial is the computer's own network, where a camera without power refuses.
func loopbackDial(d *simnet.Demo) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := d.DialContext(ctx, network, address)
		if s := d.Camera.State(); err != nil && !s.Powered && strings.HasPrefix(address, s.Address+":") {
			err = &net.OpError{Op: "dial", Net: network, Err: syscall.ECONNREFUSED}
		}
		return conn, err
	}
}

// reset walks to the list of the reset, and tells a story there.
func reset(t *testing.T, change func(*simcam.Scenario), refuses bool, story func(*resetting)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		sc, _ := simcam.Find("forgotten")
		if change != nil {
			change(&sc)
		}
		clock := simcam.FastClock(1)
		world := &simnet.Demo{Lan: simtest.NewLanInMemory(clock), Fast: clock, Camera: simcam.New(sc, clock)}
		if err := world.Add("192.168.1.64", world.Camera); err != nil {
			t.Fatal(err)
		}
		r := &resetting{world: world, env: envOf(world), bells: &bells{}}
		r.env.Hand = func(string) {}
		if refuses {
			r.env.Dial = loopbackDial(world)
		}
		defer func() {
			r.end()
			r.env.Close()
			_ = world.Close()
			time.Sleep(2 * time.Minute) // whoever listens stops by then
		}()
		r.begin(t)
		r.toTheList()
		story(r)
	})
}

// begin starts the program.
func (r *resetting) begin(t *testing.T) {
	given, _ := lan.ParseAddress("192.168.1.64")
	busy := newTasks(context.Background())
	r.demo = &demo{script: script{"menu": {"=reset-button"}}, player: &player{t: t, msgs: make(chan tea.Msg, 10000)}}
	r.model = newModel(r.env, steps.Begin(r.env, given), busy, Options{Out: r.bells})
	r.run(r.Init())
	r.size(80, 24)
}

// toTheList walks to the list.
func (r *resetting) toTheList() {
	r.t.Helper()
	for range mostAnswers {
		if !r.settled() || r.walk.Step().ID == "button-power" {
			break
		}
		r.answer()
	}
	if at := r.walk.Step().ID; at != "button-power" {
		r.t.Fatalf("the walk came to %s, not to the list:\n%s", at, r.View())
	}
	r.began = time.Now()
	r.bells.since()
}

func (r *resetting) end() { r.busy.end() }

// pass lets time pass, and has the referee look.
func (r *resetting) pass(d time.Duration) {
	for end := time.Now().Add(d); time.Now().Before(end) && !r.over; {
		r.wait(250 * time.Millisecond)
		r.look()
	}
}

// until lets time pass until it is so, but not for long.
func (r *resetting) until(what string, so func() bool) {
	r.t.Helper()
	for range 4 * 60 * 10 {
		if so() || r.over {
			return
		}
		r.pass(250 * time.Millisecond)
	}
	r.t.Fatalf("%s: not within ten minutes\n%s", what, r.View())
}

// comes waits for a step.
func (r *resetting) comes(id steps.ID) {
	r.t.Helper()
	r.until(string(id), func() bool { return r.walk.Step().ID == id })
}

// look is the referee's. What is on the screen at this moment is held against the camera
// itself.
func (r *resetting) look() {
	r.t.Helper()
	now, screen := r.world.Camera.State(), r.View()
	wrong := func(what string) {
		r.t.Helper()
		r.t.Fatalf("%s, %s after it began, power %v, password %v: %s\n%s", r.walk.Step().ID, time.Since(r.began), now.Powered, now.Active, what, screen)
	}
	if !now.Powered {
		r.wasOff = true
	}
	// A success is the camera's own word, never that of the clock.
	if now.Active && (strings.Contains(screen, "reset worked.") || strings.Contains(screen, "no password") || strings.Contains(screen, "without a password")) {
		wrong("a success is told that is none")
	}
	f := r.walk.Facts()
	if strings.Contains(screen, "it is off") && !(f.DarkSeen && r.wasOff) {
		wrong("it is said to be off, which was not measured")
	}
	if strings.Contains(screen, "it has power") && (f.PowerAt.IsZero() || !r.wasOff || !now.Powered) {
		wrong("it is said to have power, which was not measured")
	}
	within, _ := r.walk.Sequence()
	if within == nil {
		return
	}
	list, here := r.walk.Step().List(f), 0
	for i, item := range list {
		if item.Now {
			here++
		}
		if line := fmt.Sprintf("%d  %s", i+1, strings.Join(strings.Fields(item.Do.String())[:3], " ")); r.overlay == noOverlay && !strings.Contains(screen, line) {
			wrong("the list does not show " + line)
		}
	}
	if marked := strings.Count(screen, "▸ "); here != 1 || r.overlay == noOverlay && !r.question.asks() && marked != 1 {
		wrong(fmt.Sprintf("%d things are to be done now, %d are lit", here, marked))
	}
	if off := list[0]; off.Past && (off.Found.String() == "it is off") != f.DarkSeen || off.Past && !f.DarkSeen && off.Found.String() != "by the clock" {
		wrong("the list does not tell what was measured: " + off.Found.String())
	}
	if said := r.waitsFor(); said == "" {
		wrong("nothing says what is waited for")
	}
}

// waitsFor is what the screen says at this moment besides the list: the seconds, the
// state line, or what is wrong.
func (r *resetting) waitsFor() string {
	lines := append(r.stateLines(), r.problems(80, true)...)
	for _, row := range r.walk.Rows() {
		if row.Result.Left > 0 {
			lines = append(lines, words(row.Result.Until))
		}
	}
	return strings.TrimSpace(strings.Join(lines, " "))
}

// shows says whether words are on the screen, wherever its lines are broken.
func (r *resetting) sees(words string) bool {
	return strings.Contains(strings.Join(strings.Fields(r.View()), " "), words)
}

// mustSee fails unless words are on the screen.
func (r *resetting) mustSee(words string) {
	r.t.Helper()
	if !r.sees(words) {
		r.t.Errorf("%s: the screen does not say %q:\n%s", r.walk.Step().ID, words, r.View())
	}
}

// rings fails unless it rang so often since somebody asked last.
func (r *resetting) rings(want int) {
	r.t.Helper()
	if got := r.bells.since(); got != want {
		r.t.Errorf("%s: it rang %d times, want %d", r.walk.Step().ID, got, want)
	}
}

// do moves the camera, in the words of simulate.
func (r *resetting) do(words ...string) {
	r.t.Helper()
	for _, w := range words {
		if _, err := r.world.Camera.Command(w); err != nil {
			r.t.Fatal(err)
		}
	}
}

// now is the item of the list that is to be done, counted from 1.
func (r *resetting) now() int {
	for i, item := range r.walk.Step().List(r.walk.Facts()) {
		if item.Now {
			return i + 1
		}
	}
	return 0
}

// toDo waits until the list has come to an item.
func (r *resetting) toDo(item int) {
	r.t.Helper()
	r.until(fmt.Sprint("item ", item), func() bool {
		within, _ := r.walk.Sequence()
		return within != nil && r.now() == item
	})
}

// everyWay tells a story where a camera without power is silent, and where something
// refuses in its place.
func everyWay(t *testing.T, change func(*simcam.Scenario), story func(*resetting)) {
	t.Parallel()
	for how, refuses := range map[string]bool{"silent": false, "refuses": true} {
		t.Run(how, func(t *testing.T) { reset(t, change, refuses, story) })
	}
}

// slow is a camera that takes more than a minute to be heard, and then refuses what it
// is asked.
func slow(s *simcam.Scenario) {
	s.Boot = simcam.Boot{Dark: 70 * time.Second, Busy: 10 * time.Second}
}

// The right order: every change that is waited for rings, and nothing but the camera's
// own word is a success.
func TestResetInTheRightOrder(t *testing.T) {
	everyWay(t, slow, func(r *resetting) {
		r.pass(3 * time.Second)
		r.press("enter")
		r.pass(15 * time.Second)
		r.mustSee("Waiting for the power to go off.")
		r.rings(0)
		r.do("power off")
		r.comes("button-hold")
		r.pass(time.Second)
		r.rings(1)
		r.do("button down")
		r.toDo(3)
		r.pass(time.Second)
		r.rings(2)
		r.do("power on")
		r.toDo(5)
		r.pass(time.Second)
		r.rings(3 + 3) // one every ten seconds
		r.do("button up")
		r.mustSee("plug it in again, still pressing " + map[bool]string{true: "it has power", false: "by the clock"}[r.walk.Facts().DarkSeen])
		r.comes("new-password")
		r.pass(time.Second)
		r.rings(1)
		r.mustSee("The reset worked.")
	})
}

// A hand that is slower than the clock is waited for as soon as the camera shows that it
// has power.
func TestResetByASlowHand(t *testing.T) {
	reset(t, func(s *simcam.Scenario) { s.Boot = simcam.Boot{Dark: 30 * time.Second, Busy: 10 * time.Second} }, false, func(r *resetting) {
		r.press("enter")
		r.do("power off")
		r.toDo(3)
		r.pass(33 * time.Second)
		r.do("button down", "power on")
		r.pass(10 * time.Second)
		if r.now() != 4 {
			r.t.Errorf("the list is at %d", r.now())
		}
		r.mustSee("it has power")
		r.toDo(5)
		r.do("button up")
		r.comes("new-password")
	})
}

// The key + gives more time: to press, and later to hold; one press more never takes the
// list back.
func TestResetWithMoreTime(t *testing.T) {
	everyWay(t, slow, func(r *resetting) {
		r.press("+")
		r.press("enter")
		r.do("power off")
		r.comes("button-hold")
		begun := time.Now()
		r.press("+")
		r.toDo(3)
		if took := time.Since(begun); took < 89*time.Second || took > 93*time.Second {
			r.t.Errorf("it says to plug it in after %s", took)
		}
		r.do("button down", "power on")
		r.toDo(4)
		r.press("+")
		if r.pass(time.Second); r.now() != 4 {
			r.t.Errorf("the list went back to %d", r.now())
		}
		r.toDo(5)
		if took := time.Since(begun); took < 159*time.Second || took > 164*time.Second {
			r.t.Errorf("it says to let go after %s", took)
		}
	})
}

// Plugged in before the button was pressed: the list says at once that there is power, and
// the camera that it has its password; then it is said what to do differently.
func TestResetPluggedInTooEarly(t *testing.T) {
	everyWay(t, nil, func(r *resetting) {
		r.press("enter")
		r.do("power off")
		r.comes("button-hold")
		r.pass(10 * time.Second)
		r.do("power on")
		r.until("it has power", func() bool { return r.now() == 4 })
		r.mustSee("it has power")
		r.pass(5 * time.Second)
		r.do("button down")
		r.until("its word", func() bool { return r.sees("One with a password answers") })
		r.comes("button-boot")
		r.do("button up")
		r.comes("button-failed")
		r.mustSee("is back with its old password")
		r.mustSee("press before you plug in")
		r.press("enter")
		r.comes("button-power")
		r.pass(3 * time.Second)
		if r.now() != 1 {
			r.t.Errorf("the list begins at %d", r.now())
		}
	})
}

// The button is let go too early: nothing tells a success, and the camera's own word leads
// on.
func TestResetLetGoTooEarly(t *testing.T) {
	everyWay(t, nil, func(r *resetting) {
		r.press("enter")
		r.do("power off")
		r.comes("button-hold")
		r.do("button down")
		r.toDo(3)
		r.do("power on")
		r.pass(5 * time.Second)
		r.do("button up")
		r.comes("button-failed")
		r.pass(time.Minute)
		r.mustSee("is back with its old password")
	})
}

// A camera that is never unplugged is waited for, and after a while it is said what else
// may give it power.
func TestResetNeverUnplugged(t *testing.T) {
	t.Parallel()
	reset(t, nil, false, func(r *resetting) {
		r.press("enter")
		r.pass(10 * time.Second)
		if r.sees("two supplies") {
			r.t.Error("the other supply is named at once")
		}
		r.pass(10 * time.Minute)
		r.mustSee("two supplies")
		r.mustSee("Waiting for the power to go off.")
		if at := r.walk.Step().ID; at != "button-power" || r.now() != 1 {
			r.t.Errorf("it went on to %s, %d", at, r.now())
		}
		r.rings(0)
	})
}

// Enter was forgotten: what is measured leads all the same, and esc leads back to Start.
// Where nothing can be measured, the camera's word at the end does.
func TestResetWithoutStart(t *testing.T) {
	everyWay(t, nil, func(r *resetting) {
		r.pass(5 * time.Second)
		r.do("power off")
		r.pass(30 * time.Second)
		r.do("button down", "power on")
		r.pass(20 * time.Second)
		r.do("button up")
		r.comes("new-password")
	})
}

// The same with a button that is let go too early, where what refuses may not be the
// camera: it is back as it was, and the list is where it was.
func TestResetWithoutStartLetGoTooEarly(t *testing.T) {
	t.Parallel()
	reset(t, nil, true, func(r *resetting) {
		r.pass(5 * time.Second)
		r.do("power off")
		r.pass(10 * time.Second)
		r.do("button down", "power on")
		r.pass(5 * time.Second)
		r.do("button up")
		r.pass(time.Minute)
		r.mustSee("It answers. Nothing is changed yet.")
		r.press("enter")
		r.do("power off")
		r.comes("button-hold")
	})
}

func TestResetGoesBackToStart(t *testing.T) {
	for how, start := range map[string]string{"started": "enter", "by what was seen": ""} {
		t.Run(how, func(t *testing.T) {
			reset(t, nil, false, func(r *resetting) {
				if start != "" {
					r.press(start)
				}
				r.do("power off")
				r.comes("button-hold")
				r.pass(5 * time.Second)
				r.press("esc")
				r.pass(5 * time.Second)
				if at := r.walk.Step().ID; at != "button-power" || r.now() != 1 {
					r.t.Fatalf("esc leads to %s", at)
				}
				r.press("enter")
				r.comes("button-hold")
				r.press("a")
				r.comes("button-address")
				r.press("esc")
				r.pass(time.Second)
				if within, _ := r.walk.Sequence(); within == nil {
					r.t.Errorf("esc leads from the address to %s", r.walk.Step().ID)
				}
			})
		})
	}
}

// The program is quit while the button is held: it asks, it saves, and goes on where the
// camera is waited for.
func TestResetQuitInTheMiddle(t *testing.T) {
	everyWay(t, slow, func(r *resetting) {
		r.press("enter")
		r.do("power off")
		r.comes("button-hold")
		r.do("button down")
		r.toDo(4)
		r.do("power on")
		r.press("q")
		r.pass(time.Second)
		if r.over {
			r.t.Fatal("it does not ask")
		}
		if r.press("q"); !r.over {
			r.t.Fatalf("it does not end:\n%s", r.View())
		}
		r.end()
		time.Sleep(30 * time.Second)
		r.do("button up")
		r.begin(r.t)
		r.comes("owner")
		r.pass(3 * time.Second)
		r.press("enter")
		r.comes("button-boot")
		r.pass(3 * time.Second)
		if r.now() != 5 {
			r.t.Errorf("the list is at %d", r.now())
		}
		r.comes("new-password")
	})
}
