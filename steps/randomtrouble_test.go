package steps

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"sync/atomic"
	"time"

	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simnet"
	"camreset/isapi/simcam/simtest"
	"camreset/steps/lan"
	"camreset/steps/ledger"
	"camreset/steps/saved"
)

// What happens to the computer, its notes and the camera's address between two runs
// of a stroll. None of it may open a try.

// site is one camera in a network of its own, and who judges what comes there.
type site struct {
	lan    *simnet.Lan
	camera *simcam.Camera
	judge  referee
}

// computer is the computer on which a stroll takes place. Its clock may jump; the
// time since its start does not.
type computer struct {
	clock *movable
	jump  atomic.Int64
	start atomic.Int64 // the world's time when it was started, in nanoseconds
	boots atomic.Int64
	sudo  bool
}

func (c *computer) now() time.Time { return c.clock.Now().Add(time.Duration(c.jump.Load())) }

func (c *computer) boot() (string, time.Duration) {
	return fmt.Sprint("start ", c.boots.Load()), time.Duration(c.clock.Now().UnixNano() - c.start.Load())
}

func (c *computer) restart() {
	c.boots.Add(1)
	c.start.Store(c.clock.Now().UnixNano())
}

// sites are the cameras of the stroll, each as it was when it stood there last.
func (s *stroll) sites() []*site {
	if s.other != nil {
		return []*site{&s.site, s.other}
	}
	return []*site{&s.site}
}

// notesEnv gives a life the computer's clock and the notes of whoever runs the program.
// They are in memory: a thousand walks write a lot.
func (s *stroll) notesEnv(env Env) Env {
	folder := notesOf(s.computer.sudo) + "/"
	env.Now, env.Boot, env.Aside = s.computer.now, s.computer.boot, nil
	env.Read = func(name string) ([]byte, error) { return s.books.Read(folder + name) }
	env.Update = func(name string, change func([]byte) ([]byte, error)) error {
		return s.books.Update(folder+name, change)
	}
	env.Save, env.Open = s.books.Save, s.books.Open
	return env
}

// between is what happens between two lives.
func (s *stroll) between() {
	s.computer.sudo = s.scene.Unit%3 == 0 && s.chance(0.5)
	if s.scene.RealmPages {
		s.camera.Rename(fmt.Sprint("IP Camera(", s.dice.IntN(10000), ")"))
	}
	if s.other != nil && s.chance(0.4) {
		s.note("(the other camera is put there)")
		s.site, s.other = *s.other, &site{s.lan, s.camera, s.judge}
	}
	if !s.damaged && s.troubled && s.chance(0.5) {
		s.damage()
	}
	if s.lives > 0 { // before that nobody can know which time is right
		s.tick()
	}
	s.given = lan.Address{}
	if s.chance(0.8) {
		s.given, _ = lan.ParseAddress(pick(s.dice, s.doors...))
	}
}

// tick moves the computer's clock, or starts the computer again. Over a restart the
// clock is believed, so that it only falls back then, as with an empty battery.
func (s *stroll) tick() {
	switch p := s.dice.Float64(); {
	case !s.jumpy:
	case p < 0.3:
		s.note("(the clock jumps ahead)")
		s.computer.jump.Add(int64(31 * time.Minute))
	case p < 0.4:
		s.note("(the clock falls back)")
		s.computer.jump.Add(-int64(400 * 24 * time.Hour))
	case p < 0.55:
		s.note("(the computer starts again, with an empty battery)")
		s.computer.jump.Store(-int64(20 * 365 * 24 * time.Hour))
		s.computer.restart()
	case p < 0.7:
		s.note("(the computer starts again, with the right time)")
		if s.computer.jump.Load() < -int64(24*time.Hour) { // what was tried under the other clock is years ago by this one
			s.timePasses(35 * time.Minute)
		}
		s.computer.jump.Store(0)
		s.computer.restart()
	}
}

// damage makes the notes unreadable, once in a stroll: what a second damage within
// half an hour takes away nobody knows.
func (s *stroll) damage() {
	name := notesOf(s.computer.sudo) + "/" + pick(s.dice, ledger.LedgerFile, ledger.LedgerFile, ledger.LedgerFile, saved.File, ledger.IntentFile)
	err := s.books.Update(name, func(old []byte) ([]byte, error) {
		if old == nil {
			return nil, errDead // there is nothing to damage
		}
		s.damaged = true
		switch s.dice.IntN(4) {
		case 0:
			return []byte{}, nil
		case 1:
			return append([]byte("\xef\xbb\xbf"), old...), nil
		case 2:
			return []byte(strings.Replace(string(old), `"version"`, `"version": 7, "was"`, 1)), nil
		}
		return old[:s.dice.IntN(max(len(old)-1, 1))], nil
	})
	if err == nil {
		s.note("(%s is damaged)", name)
	}
}

// moreDoors are the addresses at which the camera can be reached beside its own.
func (s *stroll) moreDoors() []string {
	mac := must(net.ParseMAC(s.camera.Identity().MAC))
	six := fmt.Sprintf("[fe80::%02x%02x:%02xff:fe%02x:%02x%02x]", mac[0]^2, mac[1], mac[2], mac[3], mac[4], mac[5])
	second := netip.MustParseAddr(s.scene.Address).Next().String()
	return []string{s.scene.Address + ":8080", second, six}
}

// throughDoors lets an Env reach the camera at all of its addresses.
func (s *stroll) throughDoors(env Env, more []string) Env {
	dial, neighbours, camera := env.Dial, env.Neighbours, s.camera
	open := map[string]bool{}
	for _, door := range more {
		if _, _, err := net.SplitHostPort(door); err != nil {
			door = net.JoinHostPort(strings.Trim(door, "[]"), "80")
		}
		open[door] = true
	}
	env.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
		if open[address] {
			address = net.JoinHostPort(camera.State().Address, "80")
		}
		return dial(ctx, network, address)
	}
	env.Neighbours = func() (map[netip.Addr]string, error) {
		table, err := neighbours()
		for door := range open {
			if at, bad := netip.ParseAddrPort(door); bad == nil && at.Addr().Is4() && camera.State().Powered {
				table[at.Addr()] = camera.Identity().MAC
			}
		}
		return table, err
	}
	return env
}

// makeStubborn makes it the stroll of somebody who does not give up, before a camera
// that mostly tells neither who it is nor what is left.
func (s *stroll) makeStubborn() {
	s.calm, s.most = s.chance(0.7), mostQuestions
	c := &s.scene
	c.SADP.Off, c.HideTries, c.RealmPages, c.Tries = s.chance(0.8), s.chance(0.8), s.chance(0.3), pick(s.dice, 3, 3, 5)
	c.Inactive, c.Unplugged, c.Locked = false, false, false
}

// trouble decides what may happen in a stroll.
func (s *stroll) trouble() {
	s.troubled, s.jumpy = s.chance(0.4), s.chance(0.4)
	s.computer = &computer{clock: s.clock}
	s.computer.restart()
	s.clock.pass(time.Minute)
	s.books = s.lan
	s.doors = []string{s.scene.Address}
	if s.chance(0.3) {
		s.doors = append(s.doors, s.moreDoors()...)
	}
	if !s.chance(0.25) {
		return
	}
	scene := s.scene
	if scene.Unit++; s.chance(0.5) {
		scene.Realm = s.camera.Identity().Realm
	}
	other := &site{lan: simtest.NewLanInMemory(s.clock), camera: simcam.New(scene, s.clock)}
	if scene.Computer != "" {
		other.lan.SetComputer(netip.MustParsePrefix(scene.Computer))
	}
	if err := other.lan.Add(scene.Address, other.camera); err != nil {
		s.fault("the other camera does not start: %v", err)
	}
	s.other = other
}
