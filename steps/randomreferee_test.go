package steps

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"

	"camreset/isapi"
	"camreset/isapi/simcam"
	"camreset/steps/flow"
	"camreset/steps/ledger"
	"camreset/steps/secure"
	"camreset/steps/steptest"
)

// grant is what one answer of the user agrees to.
type grant struct {
	// tries are logins, secrets commands over UDP that carry one to check, writes
	// new passwords.
	tries, secrets, writes int
	// proof is the login that proves what was written, move the one with the
	// password typed for a move; both may come later.
	proof, move int
	said        bool
}

var grants = map[string]grant{
	"default-password/try": {tries: 1}, "default-second/try": {tries: 1},
	"agree-basic/yes":  {tries: 1},
	"not-proved/again": {tries: 1, said: true}, "agree-clear/yes": {writes: 1, proof: 1, said: true},
	"confirm-network/send": {secrets: 1, said: true}, "confirm-network/agree": {secrets: 1, said: true},
	"restore-network/old": {secrets: 1, said: true}, "restore-network/dhcp": {secrets: 1, said: true},
	"restore-default/default": {secrets: 1, proof: 1, said: true}, "guid-warn/yes": {secrets: 1, said: true, writes: 1, tries: 1},
	"new-password/prior": {writes: 1, secrets: 1, proof: 1, said: true},
	"web-page/done":      {said: true}, "hik-connect/done": {said: true}, "partner/done": {said: true}, "pc-tools/done": {said: true},
}

func grantOf(w Walk, given string) grant {
	typed := given != ""
	_, filled := flow.TextsOf(given)
	switch {
	case w.Step().ID == "try-password" && filled:
		return grant{tries: 1}
	case (w.Step().ID == "set-questions" || w.Step().ID == "set-mailbox") && filled:
		return grant{writes: 1, tries: 1} // one login asks how it wants secrets
	case w.Step().ID == "name-and-clock" && filled:
		return grant{writes: 3, tries: 1} // its name stands on a page that is no setting to the referee
	case w.Step().ID == "move-password" && typed:
		return grant{move: 1}
	case w.Step().ID == "agree-basic" && given == "yes":
		return grant{tries: 1, said: w.Base() == "prove-login"}
	case (w.Step().ID == "new-password" || w.Step().ID == "own-password") && filled:
		return grant{writes: 1, secrets: 1, proof: 1, said: true}
	}
	if w.Step().ID == "fix" && given == "send" { // a password that others have changed is noticed once
		return grant{tries: 1, writes: len(w.Facts().Answers.Fix)}
	}
	return grants[string(w.Step().ID)+"/"+given]
}

// referee compares what arrived at the camera with what the user agreed to.
type referee struct {
	seen        int // tries looked at
	count       simcam.Counters
	read        int   // logins that read settings
	granted     grant // in all, while two walk at once
	proof, move int
	byWord      int // locks that the user's word led to
	// reads gives how many logins read settings, where they cannot be told by how often
	// their pages were asked for.
	reads func() int
	// excused is how many arrivals more than agreed to are the network's doing.
	excused int
	// doubling is true for a network that doubles a datagram.
	doubling bool
}

// excuse takes off what the network made of one message: a login that was spoilt on its
// way, a datagram that it doubled.
func (r *referee) excuse(came *int, agreed int) {
	if *came > agreed && r.excused > 0 {
		r.excused--
		*came--
	}
}

// readings is how many logins read settings.
func (r *referee) readings(c simcam.Counters) int {
	if r.reads != nil {
		return r.reads()
	}
	return c.Logins - steptest.Tries(c)
}

// arrived is what came since the last look.
func (r *referee) arrived(s *stroll) (tries []simcam.Try, writes, activations int) {
	all, now := s.camera.Tried(), s.camera.Counters()
	for _, x := range all[r.seen:] {
		if !x.Foreign {
			tries = append(tries, x)
		}
	}
	// Who is in reads the settings: those logins follow on the one that was agreed to.
	read := r.readings(now)
	settings := read - r.read
	tries = slices.DeleteFunc(tries, func(x simcam.Try) bool {
		if x.Kind != "login" || !x.Right || settings <= 0 {
			return false
		}
		settings--
		return true
	})
	writes, activations = now.Writes-r.count.Writes, now.SADP["activate"]-r.count.SADP["activate"]
	r.seen, r.count, r.read = len(all), now, read
	return tries, writes, activations
}

// look is called before each answer and after each life: what has come since the
// last one belongs to the last answer.
func (r *referee) look(s *stroll, l *life, refused error) {
	g := l.pending
	if l.pending = (grant{}); refused != nil {
		g = grant{}
	}
	s.said = s.said || g.said
	if s.pair {
		r.granted.tries += g.tries + g.proof + g.move
		r.granted.secrets += g.secrets
		r.granted.writes += g.writes
		return
	}
	tries, writes, activations := r.arrived(s)
	if len(tries)+writes+activations > 0 && !l.owned {
		s.fault("something was sent before it was said whose camera it is")
	}
	if r.proof = max(r.proof, g.proof); g.move > 0 {
		r.move = 1
	}
	agreed := g.tries + r.proof + r.move
	wrong, right, secrets := 0, 0, 0
	for _, x := range tries {
		switch {
		case x.Kind != "login":
			secrets++
		case x.Right:
			right++
		default:
			wrong++
		}
		if x.Kind == "login" && wrong+right == 1 && x.Left <= 1 && !x.Refused && s.tells() && g.tries > 0 {
			s.fault("the last try was spent")
		}
	}
	if wrong == 2 && s.scene.StaleWrong && s.tells() && tries[len(tries)-1].Left > 1 {
		wrong-- // a stale login is repeated once where the told number did not fall
	}
	written, mayWrite := writes+activations, g.writes*s.sendings()
	r.excuse(&wrong, min(agreed, 1))
	r.excuse(&right, agreed*10)
	r.excuse(&secrets, g.secrets)
	r.excuse(&written, mayWrite)
	switch {
	case wrong > 1 || wrong > agreed:
		s.fault("%d wrong logins came, and %d were agreed to", wrong, agreed)
	case right > 0 && agreed == 0, right > 10:
		s.fault("%d right logins came that nobody agreed to", right)
	case secrets > g.secrets:
		s.fault("%d secrets came over UDP, and %d were agreed to", secrets, g.secrets)
	case written > mayWrite:
		s.fault("%d writes came, and %d were agreed to", written, g.writes)
	}
	if wrong+right > 0 && g.tries == 0 {
		if r.proof > 0 {
			r.proof = 0
		} else {
			r.move = 0
		}
	}
}

// settlePair compares what came while two walked at once.
func (r *referee) settlePair(s *stroll) {
	tries, writes, activations := r.arrived(s)
	wrong, secrets := 0, 0
	for _, x := range tries {
		switch {
		case x.Kind != "login":
			secrets++
		case !x.Right:
			wrong++
		}
	}
	g := r.granted
	r.excuse(&wrong, g.tries+r.proof+r.move)
	if wrong > g.tries+r.proof+r.move || secrets > g.secrets || writes+activations > g.writes*s.sendings() {
		s.fault("two walked at once: %d wrong logins, %d secrets and %d writes came; %+v was agreed to", wrong, secrets, writes+activations, g)
	}
	r.granted = grant{}
}

// sendings is how often a new password leaves for one write: the newest cameras
// ask for the present one beside it, and have refused it then.
func (s *stroll) sendings() int {
	if s.scene.Generation == simcam.Portal {
		return 2
	}
	return 1
}

// tells is true for a camera that tells before a login how many tries are left.
func (s *stroll) tells() bool {
	form := s.scene.LockForm
	return s.scene.Generation != simcam.Legacy && !s.scene.HideTries && (form == "" || form == simcam.LockFields)
}

// tellsAnywhere is true for one that tells them anywhere.
func (s *stroll) tellsAnywhere() bool {
	return !s.scene.HideTries && (s.tells() || s.scene.LockForm == simcam.LockResponse || s.scene.Auth == simcam.AuthNone || !s.scene.SADP.Off && !s.scene.SADP.HideReason && s.scene.Generation != simcam.Legacy)
}

// conclude looks at the whole stroll.
func (r *referee) conclude(s *stroll, camera *simcam.Camera) {
	all := camera.Tried()
	for i, x := range all {
		if x.Locked && !x.Foreign {
			r.whoLocked(s, all[:i+1])
		}
	}
	r.budget(s, all)
	r.twice(s, camera)
}

// whoLocked says who spent the tries that led to a lock; ours is the last one.
func (r *referee) whoLocked(s *stroll, all []simcam.Try) {
	last := all[len(all)-1]
	full := s.scene.Tries
	if last.Kind != "login" {
		full = s.scene.SADP.Tries
	}
	ours, others := 0, 0
	for i := len(all) - 1; i >= 0; i-- {
		x := all[i]
		if x.Kind != last.Kind || x.Right || x.Refused {
			continue
		}
		if x.Foreign {
			others++
		} else {
			ours++
		}
		if x.Left == full {
			break
		}
	}
	switch told := s.tells() && last.Kind == "login"; {
	case others > 0 && (!told || s.paired): // in a pair they may come between the look and the try
	case s.said && !told && ours <= s.allowed():
		r.byWord++ // the one more try for the user's word, on a camera that hides when it locks
	default:
		s.fault("we locked the door %q with %d tries, others made %d", last.Kind, ours, others)
	}
}

// allowed is how many wrong tries a window of the ledger has.
func (s *stroll) allowed() int {
	most := ledger.BudgetUntold
	if s.tellsAnywhere() {
		most = ledger.BudgetTold
	}
	if s.said {
		most++
		if s.damaged {
			most++ // whether it was made already nobody knows then
		}
	}
	return most
}

// budget counts the wrong tries of each window of the ledger.
func (r *referee) budget(s *stroll, all []simcam.Try) {
	most := s.allowed()
	var spent, life int
	var last time.Time
	shut := false
	for _, x := range all {
		if x.Foreign {
			continue
		}
		if x.Right || x.Epoch != life || x.At.Sub(last) >= ledger.Window-time.Minute || x.Refused || shut {
			spent, life = 0, x.Epoch
		}
		shut = x.Locked // the window ends with the lock
		if !x.Right && !x.Refused {
			last = x.At
			spent++
		}
		if spent > most {
			s.fault("%d wrong tries in a window, %d are allowed", spent, most)
			return
		}
	}
}

// twice looks for anything with a secret that arrived two times.
func (r *referee) twice(s *stroll, camera *simcam.Camera) {
	came := map[string]bool{}
	again := func(what string) {
		if came[what] {
			s.fault("this arrived twice: %.200s", what)
		}
		came[what] = true
	}
	for _, x := range camera.Recorded() {
		if login := x.Header.Get("Authorization"); strings.HasPrefix(login, "Digest") {
			again(x.Method + " " + x.Target + " " + login)
		}
		// The same new password, or setting, may be wanted twice; its login is another one then.
		if x.Method == "PUT" && len(x.Body) > 0 && !strings.HasPrefix(x.Target, "/ISAPI/Security/users") && !isSetting(x.Target) {
			again(x.Target + " " + string(x.Body))
		}
	}
	for _, x := range camera.RecordedSADP() {
		if !bytes.Contains(x.Data, []byte("<Types>inquiry")) && !r.doubling {
			again(string(x.Data))
		}
	}
}

func isSetting(target string) bool {
	return slices.ContainsFunc(secure.Asked(), func(q isapi.PageRequest) bool { return q.Path == target })
}

// tries are what came, for a failing walk.
func (s *stroll) tries() []string {
	var lines []string
	for n, at := range s.sites() {
		for _, x := range at.camera.Tried() {
			lines = append(lines, fmt.Sprintf("camera %d: %s %s left %d right %v refused %v shut %v foreign %v life %d", n+1, x.At.Format("15:04:05"), x.Kind, x.Left, x.Right, x.Refused, x.Locked, x.Foreign, x.Epoch))
		}
	}
	return lines
}
