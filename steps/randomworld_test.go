package steps

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"sync"
	"testing"
	"time"

	"camreset/isapi/simcam"
	"camreset/steps/secure"
)

func pick[T any](dice *rand.Rand, all ...T) T { return all[dice.IntN(len(all))] }

// randomScene is a camera with anything that cameras differ in.
func randomScene(dice *rand.Rand) simcam.Scenario {
	chance := func(p float64) bool { return dice.Float64() < p }
	s := simcam.Scenario{
		Generation: pick(dice, simcam.Legacy, simcam.Activation, simcam.Session, simcam.Session, simcam.Portal, simcam.RecorderGen),
		Unit:       dice.IntN(1000), Address: simcam.FactoryAddress,
		Tries: pick(dice, 3, 5, 7), HideTries: chance(0.4), LockTime: pick(dice, 5*time.Minute, 30*time.Minute),
		Locked: chance(0.03), Unplugged: chance(0.02), DropActivation: chance(0.2), NonceBound: chance(0.3),
		Recovery: simcam.Recovery{Mailbox: chance(0.5), GUIDFile: chance(0.5), App: chance(0.5)},
		SADP:     randomSADP(dice),
	}
	if s.SADP.Off { // silent in every way
		s.ONVIF = simcam.ONVIFOff
	}
	s.Inactive = s.Generation != simcam.Legacy && chance(0.12)
	if chance(0.4) {
		s.LockForm = pick(dice, simcam.LockFields, simcam.LockSilent, simcam.LockForbidden, simcam.LockResponse, simcam.LockInvalid, simcam.LockAddress, simcam.LockJSON, simcam.LockUserFloor)
	}
	if chance(0.4) {
		s.Auth = pick(dice, simcam.AuthSHA256, simcam.AuthBoth, simcam.AuthBothOneLine, simcam.AuthBasic, simcam.AuthDigestBasic, simcam.AuthOneLine, simcam.AuthNone)
	}
	if chance(0.5) {
		s.Password = "Garden-22-Gate"
	}
	s.RealmPages = chance(0.15)
	if chance(0.1) {
		s.Stale = 1
	}
	s.StaleWrong = chance(0.2)
	if chance(0.1) {
		s.Delay = time.Duration(dice.IntN(3)) * time.Second
	}
	if chance(0.08) {
		s.TLS, s.HTTPSOnly, s.NewCertificate = true, chance(0.3), chance(0.5)
	}
	if chance(0.6) {
		s.Safety = randomSafety(dice)
		s.Safety.NoHTTPS = s.Safety.NoHTTPS && !s.HTTPSOnly
		page := func() string { return pick(dice, secure.Asked()...).Path }
		if chance(0.3) {
			s.RefusePut = page()
		}
		if chance(0.3) {
			s.LoseReply = page()
		}
		if chance(0.3) {
			s.Missing, s.NoRights = []string{page()}, []string{page(), page()}
		}
	}
	switch {
	case chance(0.15): // comes back in another subnet
		s.Address, s.Computer = "10.0.0.70", "10.0.0.10/24"
	case chance(0.15): // is in another subnet
		s.Address = "10.0.0.70"
	}
	return s
}

func randomSafety(dice *rand.Rand) simcam.Safety {
	chance := func(p float64) bool { return dice.Float64() < p }
	return simcam.Safety{
		UPnP: chance(0.5), SSH: chance(0.3), Telnet: chance(0.3), SNMP: chance(0.3), BasicRTSP: chance(0.3),
		NoHTTPS: chance(0.3), NoNTP: chance(0.5), WrongClock: time.Duration(dice.IntN(3)-1) * 5 * time.Hour,
		Accounts: pick(dice, nil, []string{"guest"}), ONVIFUsers: pick(dice, nil, []string{"nvr"}),
	}
}

func randomSADP(dice *rand.Rand) simcam.SADPForm {
	chance := func(p float64) bool { return dice.Float64() < p }
	f := simcam.SADPForm{
		Off: chance(0.2), NoUpdate: chance(0.05), InquiryOnly: chance(0.03), Seed: dice.Uint64(),
		Reply: pick(dice, simcam.ReplyBoth, simcam.ReplyUnicast, simcam.ReplyGroup), HideReason: chance(0.4), Tries: pick(dice, 3, 3, 5, 7),
	}
	if chance(0.2) {
		f.Mute = []string{pick(dice, "update", "reset", "MailReset", "GUIDReset", "ExportGUID", "activate", "exchangecode")}
	}
	if chance(0.15) {
		f.Loss = 0.1
	}
	if chance(0.3) {
		f.Reset = pick(dice, simcam.ResetByCode, simcam.ResetByFile, simcam.ResetByKey)
	}
	return f
}

func (s *stroll) setComputer() { s.lan.SetComputer(netip.MustParsePrefix(s.scene.Computer)) }

// about is the camera in a line.
func (s *stroll) about() string {
	c := s.scene
	return fmt.Sprintf("doors %v, realm per page %v, damage %v, clock %v, second camera %v: %s tries %d hidden %v lock %q %v auth %q at %s inactive %v tls %v drop %v stale %d wrong stale %v; sadp off %v tries %d hidden %v mute %v reset %q; given %s",
		s.doors, c.RealmPages, s.damaged, s.jumpy, s.other != nil, c.Generation, c.Tries, c.HideTries, c.LockForm, c.LockTime, c.Auth, c.Address, c.Inactive, c.TLS, c.DropActivation, c.Stale, c.StaleWrong,
		c.SADP.Off, c.SADP.Tries, c.SADP.HideReason, c.SADP.Mute, c.SADP.Reset, s.given)
}

// happen is what the world does between two answers.
func (s *stroll) happen(l *life) {
	p := s.dice.Float64()
	if s.calm {
		return
	}
	switch {
	case p < 0.05:
		n := 1 + s.dice.IntN(2)
		s.camera.Intrude("127.0.0.1", n)
		s.note("(%d by others)", n)
	case p < 0.08:
		s.note("(power fails)")
		s.camera.PowerOff()
		s.clock.AfterFunc(time.Duration(s.dice.IntN(60))*time.Second, s.camera.PowerOn)
	case p < 0.12 && !s.pair:
		s.timePasses(35 * time.Minute)
	case p < 0.13:
		s.note("(others change the password)")
		if s.camera.State().Active {
			s.camera.SetPassword("Others-33-Door")
		}
	case p < 0.17:
		l.killAt.Store(int64(1 + s.dice.IntN(8)))
		s.note("(dies soon)")
	}
}

func (s *stroll) timePasses(d time.Duration) {
	s.note("(%v pass)", d)
	s.clock.pass(d)
}

// strolls is what all strolls did together: a test of walks that never get
// anywhere would prove nothing.
type strolls struct {
	mu                                                              sync.Mutex
	walks, questions, lives, wrong, right, refused, secrets, writes int
	activations, changes, settings, locks, byWord                   int
}

func (a *strolls) add(s *stroll) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.walks++
	a.questions, a.lives = a.questions+s.asked, a.lives+s.lives
	for _, at := range s.sites() {
		a.addSite(at)
	}
}

func (a *strolls) addSite(at *site) {
	c := at.camera.Counters()
	a.wrong, a.right, a.refused = a.wrong+c.Wrong, a.right+c.Right, a.refused+c.Refused
	a.secrets, a.writes, a.activations, a.changes = a.secrets+c.Secrets, a.writes+c.Writes, a.activations+c.Activations, a.changes+c.PasswordChanges
	for _, q := range secure.Asked() {
		a.settings += c.WritesTo[q.Path]
	}
	a.byWord += at.judge.byWord
	for _, x := range at.camera.Tried() {
		if x.Locked {
			a.locks++
		}
	}
}

func (a *strolls) String() string {
	return fmt.Sprintf("%d walks in %d lives, %d questions: %d wrong, %d right and %d refused logins, %d secrets over UDP, %d HTTP writes, %d activations, %d changed passwords, %d changed settings; %d locks, all by others but %d by the user's word",
		a.walks, a.lives, a.questions, a.wrong, a.right, a.refused, a.secrets, a.writes, a.activations, a.changes, a.settings, a.locks, a.byWord)
}

func (a *strolls) deepEnough(t *testing.T) {
	t.Helper()
	for name, per100 := range map[string]struct{ got, want int }{
		"wrong logins": {a.wrong, 25}, "right logins": {a.right, 25}, "secrets over UDP": {a.secrets, 4}, "writes": {a.writes, 4}, "activations": {a.activations, 2}, "changed settings": {a.settings, 4},
	} {
		if per100.got < per100.want*a.walks/100 {
			t.Errorf("only %d %s in %d walks", per100.got, name, a.walks)
		}
	}
}
