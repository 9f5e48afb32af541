package steps

import (
	"strconv"

	"camreset/steps/flow"
)

// liking is how often a stroll chooses an answer, by step and key, or by key
// alone; 3 where nothing is said. Ways that spend and write are liked.
var liking = map[string]int{
	"owner/mine": 30, "owner/for-owner": 5, "owner/neither": 1,
	"known-elsewhere/found": 6, "menu/default-password": 6, "menu/web-reset": 8, "menu/try-password": 8, "menu/new-password": 12, "menu/wait": 5,
	"default-password/try": 20, "default-second/try": 20, "agree": 20, "yes": 12,
	"web-page/mail": 8, "web-page/guid": 8, "maybe-locked/again": 12, "maybe-locked/restart": 1,
	"support/export": 8, "support/import": 8, "exported/import": 8, "mail-sent/code": 10, "done/password": 5,
	"new-password/keep": 1, "exchange-failed/again": 8, "not-proved/again": 6, "not-proved/other": 6,
	"other-subnet/activate": 12, "other-subnet/move": 10, "restore-network/leave": 1, "confirm-network/send": 12,
	"other-certificate/forget": 12, "other-certificate/menu": 1, "done/guid": 8, "done/fix-all": 12, "fix/send": 20,
	"done": 8, "start": 20, "finish": 1, "ready": 9, "menu": 1,
}

// likingUDP goes before liking in walks that like what goes over UDP.
var likingUDP = map[string]int{
	"menu/web-reset": 20, "menu/support": 20, "menu/default-password": 1, "menu/hik-connect": 1, "menu/reset-button": 1, "menu/try-password": 1,
	"web-page/done": 1, "web-page/mail": 20, "web-page/guid": 20, "mail-request/ask": 20, "export-request/export": 20,
	"exported/import": 20, "mail-sent/code": 20, "support/import": 20, "support/export": 10, "exchange-failed/again": 30, "import/back": 1, "import/export": 1,
	"restore-default/default": 20,
}

// likingTries goes before liking in walks of somebody who tries one password after
// the other.
var likingTries = map[string]int{
	"menu/try-password": 60, "menu/web-reset": 10, "no-try/menu": 1, "no-try/look": 1, "web-page/done": 10, "finish": 8,
}

func (s *stroll) liked(id ID, key Outcome) int {
	both := string(id) + "/" + string(key)
	if n, found := likingTries[both]; found && s.stubborn {
		return n
	}
	if n, found := likingUDP[both]; found && s.byUDP {
		return n
	}
	for _, name := range []string{both, string(key)} {
		if n, found := liking[name]; found {
			return n
		}
	}
	return 3
}

// answer is anything that somebody could type or choose here.
func (s *stroll) answer(w Walk) string {
	q := w.Step().Ask
	switch p := s.dice.Float64(); {
	case p < 0.03:
		return flow.SayBack
	case p < 0.04:
		return flow.SayAgain
	case p < 0.05:
		return pick(s.dice, "", "0", "nonsense", "\x1b[2J", "9999999999", "admin", "yes")
	case p < 0.053:
		return flow.SayQuit
	}
	switch q.Kind {
	case Choice:
		return s.choose(w)
	case Pick:
		if all := q.Table(w.Facts()); len(all) > 0 && s.chance(0.8) {
			return pick(s.dice, all...).Key
		}
		return s.camera.State().Address
	case Password:
		return s.password(w)
	case flow.Form:
		return s.form(w)
	}
	return s.line(w)
}

// form fills the fields of a form, or chooses one of its options.
func (s *stroll) form(w Walk) string {
	q, f := w.Step().Ask, w.Facts()
	if len(q.Options) > 0 && s.chance(0.25) {
		return s.choose(w)
	}
	texts, again := flow.Texts{}, ""
	for _, field := range q.Asked(f) {
		typed := ""
		switch field.Key {
		case "user":
			typed = pick(s.dice, "admin", "admin", "admin", "admin", "operator", "")
		case "password":
			typed = s.password(w)
			again = typed
		case "again":
			typed = pick(s.dice, again, again, again, again, "another")
		case "erase":
			typed = eraseWord
		case "address":
			typed = pick(s.dice, "192.168.1.88", "10.0.0.88", "192.168.1.10", "192.168.1.255", "")
		case "port":
			typed = pick(s.dice, "80", "8080", "8000", "")
		case "mask":
			typed = pick(s.dice, "255.255.255.0", "")
		case "gateway":
			typed = pick(s.dice, "192.168.1.1", "10.0.0.1", "")
		case "last-four":
			if typed = "nope"; s.chance(0.95) {
				typed = f.Answers.New.Reveal()[max(len(f.Answers.New.Reveal())-4, 0):]
			}
		case "file":
			if s.chance(0.4) {
				typed = s.file("answer.xml", s.supportSays(f))
			}
		case "key":
			if texts["file"] == "" {
				typed = s.supportSays(f)
			}
		default:
			typed = pick(s.dice, "", "Hikvision", "India", "Germany")
		}
		texts[field.Key] = typed
	}
	return texts.Answer()
}

// choose takes an option that is open, now and then one that is not.
func (s *stroll) choose(w Walk) string {
	var keys []string
	for _, o := range w.Step().Ask.Options {
		if o.When != nil && !o.When(w.Facts()) || !o.ShutFor(w.Facts()).IsZero() && !s.chance(0.05) {
			continue
		}
		for range s.liked(w.Step().ID, o.Key) {
			keys = append(keys, string(o.Key))
		}
	}
	if len(keys) == 0 {
		return flow.SayBack
	}
	key := pick(s.dice, keys...)
	if waits := w.Step().ID == "locked" || w.Step().ID == "maybe-locked"; waits && (key == string(Done) || key == "wait") {
		if s.pair {
			return flow.SayBack
		}
		s.timePasses(s.scene.LockTime + 5*60e9) // nobody waits that long for a test
	}
	return key
}

// password is a wrong one mostly.
func (s *stroll) password(w Walk) string {
	if w.Step().ID == "own-password" {
		return pick(s.dice, strong, strong, "Other-44-Bridge", "", "12345", "weak", "Much-Too-Long-For-A-Camera-1234567890")
	}
	if right := s.camera.State().Password; right != "" && s.chance(0.25) && (!s.stubborn || s.chance(0.2)) {
		return right
	}
	return pick(s.dice, "Wrong-"+strconv.Itoa(s.dice.IntN(1000))+"-Word", "Others-33-Door", strong, "Garden-22-Gate", "12345", "", "ä\t'\"", "Meadow-41-Page")
}

// line is what the question wants, mostly.
func (s *stroll) line(w Walk) string {
	f := w.Facts()
	switch w.Step().ID {
	case "mail-code":
		return s.supportSays(f)
	case "guid-file":
		guid := s.camera.GUIDFile()
		if guid == "" || s.chance(0.5) {
			guid = "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF"
		}
		return s.file("guid.xml", guid)
	}
	if s.chance(0.9) {
		return s.camera.State().Address
	}
	return pick(s.dice, "192.168.1.99", "192.168.1.64:8080", "https://192.168.1.64", "8.8.4.4", "nowhere.example", "a b")
}

// supportSays is the right answer to the request in one of four cases.
func (s *stroll) supportSays(f *Facts) string {
	if answer, err := s.camera.SupportAnswer(f.Pending.Text); err == nil && s.chance(0.25) {
		return answer
	}
	return pick(s.dice, "WRONGKEY", "ABCD1234", f.Pending.Text)
}

// file puts a file where the program can read it, and gives its path.
func (s *stroll) file(name, content string) string {
	path, _ := s.lan.Save("random", name, []byte(content))
	return path
}
