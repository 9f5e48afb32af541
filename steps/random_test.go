package steps

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simnet"
	"camreset/isapi/simcam/simtest"
	"camreset/steps/facts"
	"camreset/steps/lan"
	"camreset/steps/saved"
)

// Random walks: whatever somebody answers, whatever the camera does, and however
// often the program is killed, started again or started twice, no camera is locked
// by us, and nothing is tried or written that no answer agreed to.

const (
	// mostQuestions is how many questions a stroll is asked at most, in all its lives.
	mostQuestions = 60
	// longestLife is how many steps one life may have.
	longestLife = 1000
	// strollTime bounds one stroll, in the time of its bubble.
	strollTime = 10 * time.Minute
	// strollFactor is how much faster than life UDP is here.
	strollFactor = 40
	// mostLives is how often the program is started in a stroll at most.
	mostLives = 6
)

// A thousand walks take two minutes of computing, so that they are made with
// CAMRESET_SLOW_TESTS only, and 12 otherwise. A walk that failed is made again,
// alone, with its CAMRESET_SEED; with CAMRESET_WALKS that many from there on.
func TestRandomWalksNeverLockACamera(t *testing.T) {
	t.Parallel()
	first, walks := uint64(1), 12
	if os.Getenv("CAMRESET_SLOW_TESTS") != "" {
		walks = 1000
	}
	if seed, err := strconv.ParseUint(os.Getenv("CAMRESET_SEED"), 10, 64); err == nil {
		first, walks = seed, 1
	}
	if n, err := strconv.Atoi(os.Getenv("CAMRESET_WALKS")); err == nil {
		walks = n
	}
	var sum strolls
	t.Cleanup(func() {
		t.Log(sum.String())
		if walks >= 100 && !t.Failed() {
			sum.deepEnough(t)
		}
	})
	for seed := first; seed < first+uint64(walks); seed++ {
		t.Run(strconv.FormatUint(seed, 10), besides(func(t *testing.T) {
			s := newStroll(seed)
			s.walk(t.Context())
			sum.add(s)
			if len(s.faults) > 0 {
				t.Errorf("CAMRESET_SEED=%d: %s\n  camera: %s\n  tries:\n    %s\n  walk: %s", seed,
					strings.Join(s.faults, "; "), s.about(), strings.Join(s.tries(), "\n    "), strings.Join(s.log, " "))
			} else if walks == 1 {
				t.Logf("camera: %s\n  tries:\n    %s\n  walk: %s", s.about(), strings.Join(s.tries(), "\n    "), strings.Join(s.log, " "))
			}
		}))
	}
}

// stroll is one random walk in a world of its own, in one or more lives.
type stroll struct {
	seed  uint64
	scene simcam.Scenario
	clock *movable
	site
	// other is a second camera that now and then is put in the place of the first.
	other *site
	given lan.Address
	// computer is where the program runs, and books where its notes are.
	computer *computer
	books    *simnet.Lan
	// doors are the addresses that are typed. Of troubled strolls the notes are
	// damaged, of jumpy ones the clock jumps.
	doors                    []string
	troubled, damaged, jumpy bool
	// stubborn ones try one password after the other.
	stubborn bool
	// pair is true while two copies of the program walk at once.
	pair, paired bool

	// forgetful walks cannot save their cases; the ledger they have.
	forgetful bool
	// calm walks are left alone by the world, so that they get deep; byUDP ones
	// like what goes over UDP.
	calm, byUDP bool
	// most is how many questions are asked in all lives.
	most int

	mu    sync.Mutex // guards the rest
	dice  *rand.Rand
	asked int
	lives int
	said  bool // the user said that the password was reset, or something was written
	log   []string
	// faults are promises that were broken.
	faults []string
}

// movable is a fast clock that can be moved on.
type movable struct {
	*simcam.Fast
	ahead atomic.Int64
}

func (m *movable) Now() time.Time { return m.Fast.Now().Add(time.Duration(m.ahead.Load())) }

func (m *movable) pass(d time.Duration) { m.ahead.Add(int64(d)) }

func newStroll(seed uint64) *stroll {
	s := &stroll{seed: seed, dice: rand.New(rand.NewPCG(seed, 0)), clock: &movable{Fast: simcam.FastClock(factor)}} //nolint:gosec // chance that can be repeated
	s.scene = randomScene(s.dice)
	s.calm, s.byUDP = s.chance(0.3), s.chance(0.5)
	s.forgetful, s.most = s.chance(0.4), 15+s.dice.IntN(mostQuestions-14)
	if s.stubborn = s.chance(0.4); s.stubborn {
		s.makeStubborn()
	}
	s.lan, s.camera = simtest.NewLanInMemory(s.clock), simcam.New(s.scene, s.clock)
	if s.scene.Computer != "" {
		s.setComputer()
	}
	if err := s.lan.Add(s.scene.Address, s.camera); err != nil {
		s.fault("the camera does not start: %v", err)
	}
	s.trouble()
	s.between()
	return s
}

func (s *stroll) fault(format string, args ...any) {
	s.faults = append(s.faults, fmt.Sprintf(format, args...))
}

func (s *stroll) note(format string, args ...any) {
	s.log = append(s.log, fmt.Sprintf(format, args...))
}

func (s *stroll) chance(p float64) bool { return s.dice.Float64() < p }

// walk lives one life after the other on the same notes, now and then two at once.
func (s *stroll) walk(ctx context.Context) {
	defer s.close()
	ctx, cancel := context.WithTimeout(ctx, strollTime)
	defer cancel()
	for s.asked < s.most && s.lives < mostLives && ctx.Err() == nil {
		if s.lives++; s.lives > 1 {
			s.between()
		}
		if s.pair = s.chance(0.15); !s.pair {
			s.live(ctx, "")
			continue
		}
		var both sync.WaitGroup
		s.paired = true
		both.Go(func() { s.live(ctx, "A:") })
		both.Go(func() { s.live(ctx, "B:") })
		both.Wait()
		s.judge.settlePair(s)
	}
	for _, at := range s.sites() {
		at.judge.conclude(s, at.camera)
	}
}

func (s *stroll) close() {
	for _, at := range s.sites() {
		_ = at.lan.Close()
	}
}

// life is one run of the program.
type life struct {
	s       *stroll
	name    string
	cancel  context.CancelFunc
	dead    atomic.Bool
	killAt  atomic.Int64 // the call out of the program that is the last; 0 is none
	owned   bool
	pending grant // of the last answer, unless it is refused
}

func (s *stroll) live(ctx context.Context, name string) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	l := &life{s: s, name: name, cancel: cancel}
	env := l.env()
	defer env.Close()
	end, err := Run(ctx, env, Begin(env, s.given), l.ask, func(at Walk, _ Row) {
		if trail := at.Trail(); len(trail) > longestLife {
			cancel()
			s.mu.Lock()
			defer s.mu.Unlock()
			s.fault("it walks in a circle: %v", trail[len(trail)-8:])
		}
	})
	l.dead.Store(true)
	if ctx.Err() != nil {
		time.Sleep(50 * time.Millisecond) // what was under way may still arrive
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.judge.look(s, l, nil)
	s.note("%s(%v at %s)", name, err, end.Step().ID)
	if err != nil && !errors.Is(err, errDead) && !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded) {
		s.fault("the walk broke off: %v", err)
	}
}

// env is the program's world, which ends with it: nothing is written or dialled
// after its death.
func (l *life) env() Env {
	s := l.s
	env := s.throughDoors(s.notesEnv(lanEnv(s.lan, s.clock.Fast, "").WithCameras()), s.doors[1:])
	udp := simcam.FastClock(strollFactor)
	env.SADP.Now, env.SADP.After = udp.Now, udp.After
	env.OpenURL = func(string) error { return nil }
	env.Copy = func(string) error { return nil }
	env.Clipboard = facts.TerminalClipboard
	dial, update := env.Dial, env.Update
	env.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
		if l.step() {
			return nil, errDead
		}
		return dial(ctx, network, address)
	}
	env.Update = func(name string, change func([]byte) ([]byte, error)) error {
		if l.step() || s.forgetful && name == saved.File {
			return errDead
		}
		return update(name, change)
	}
	return env
}

// step counts what leaves the program, and kills it when its time has come.
func (l *life) step() bool {
	if l.killAt.Load() > 0 && l.killAt.Add(-1) == 0 {
		l.dead.Store(true)
		l.cancel()
	}
	return l.dead.Load()
}

// ask is the user, and the world around them.
func (l *life) ask(ctx context.Context, w Walk, refused error) (string, error) {
	s := l.s
	s.mu.Lock()
	defer s.mu.Unlock()
	s.judge.look(s, l, refused)
	if o := w.Facts().Answers.Owner; o == "mine" || o == "for-owner" {
		l.owned = true
	}
	if s.asked++; s.asked > s.most || len(s.faults) > 0 || ctx.Err() != nil {
		return "", errDead
	}
	s.happen(l)
	if !s.calm && s.chance(0.03) {
		return "", errDead
	}
	if s.stubborn && w.Step().ID == "no-try" {
		return "", errDead // and starts the program again
	}
	given := s.answer(w)
	l.pending = grantOf(w, given)
	s.note("%s%s=%s", l.name, w.Step().ID, given)
	return given, nil
}
