package steps

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"math/big"
	"slices"

	"camreset/isapi"
	"camreset/steps/access"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/sentences"
)

// newPassword shows the new password before it is sent: whoever types its last four
// characters has it.
func newPassword() Step {
	return Step{
		ID: "new-password", Phase: Reset, Title: T("Its new password"),
		Saved:   flow.Saved{Again: true},
		Heading: newHeading,
		Good:    func(f *Facts) bool { return f.ResetSeen && f.Activated() == isapi.No },
		Fresh: func(f *Facts) {
			if f.Change.Word == "weak" { // the one that was sent is of no use
				f.Answers.New, f.Made = facts.Secret{}, facts.Secret{}
				return
			}
			f.Change = facts.Changed{}
			f.HandNew()
		},
		Say: func(f *Facts) Text {
			words := "Write it down, or put it into a password manager, now."
			if f.IsFlagged(f.Answers.New) {
				words = "It is the one from your file: Enter alone sends it."
			}
			if f.Change.Word == "weak" {
				words = sentences.ChangeResult(f.Change).Detail.String() + " This one is new. " + words
			}
			switch {
			case f.Answers.Way != "" && f.SendsOverUDP():
				return T("This will be its new password. %s %s %s", words, heardByAll, sentences.CodeLine(f))
			case f.SendsOverUDP():
				return T("This will be its new password. %s %s", words, heardByAll)
			}
			return T("This will be its new password. %s", words)
		},
		Box: func(f *Facts) Text {
			if f.IsFlagged(f.Answers.New) {
				return T("(the one from your file)")
			}
			return T("%s", f.Answers.New.Reveal())
		},
		Values: sentences.DeviceValues,
		Sheet:  func(f *Facts) []Text { return slices.Concat(copySheet(f), interrupted(f), sentences.OthersTry(f)) },
		Help: T("A strong, unique password: not \"password\", not \"12345\", upper and lower case, digits and symbols. A password manager makes and keeps one best. " +
			"The last four characters are asked for so that it never has a password that nobody has. It is sent once, and then tried once. " +
			"Recorders, viewing programs and apps that use the old one: switch them off before, and give them the new one afterwards; the last screen says how. " +
			"Is it not taken? Nothing is lost, and you can choose another one."),
		State: newState,
		Ask: &Question{
			Kind: flow.Form,
			Fields: []flow.Field[Facts]{{
				Key: "last-four", Prompt: T("The password's last four characters"), Put: func(*Facts, string) {},
				Valid: func(f *Facts, typed string) Text {
					if why := shutNew(f); !why.IsZero() {
						return why
					}
					if f.IsFlagged(f.Answers.New) {
						return Text{} // whoever has the file has the password
					}
					if typed == "" {
						return T("Write the password down first. Then type its last four characters here.")
					}
					if kept := f.Answers.New.Reveal(); len(kept) < 4 || typed != kept[len(kept)-4:] {
						return T("Those are not the last four characters of the password. Upper and lower case count. Nothing was sent.")
					}
					return Text{}
				},
			}},
			Options: []Option{
				{Key: "another", Label: T("Another"), Hot: "n", Stays: true, Do: makePassword},
				{Key: "own", Label: T("My own"), Hot: "o"},
				{Key: "prior", Label: T("The last one's"), Hot: "p", Shut: shutNew, When: func(f *Facts) bool { return !f.Prior.New.IsZero() && !f.IsFlagged(f.Answers.New) }, Do: priorPassword},
				{Key: "copy", Label: T("Copy it"), Says: copyLabel, Hot: "y", Shut: sentences.ShutCopy, Stays: true, Do: copyPassword},
				{Key: "keep", Label: T("Leave the password as it is"), When: func(f *Facts) bool { return f.Proved }},
			},
		},
		Checks: []Check{made, alive, stillInactive, proofLeft},
		Wait:   watching,
		Judge: func(f *Facts) Outcome {
			if shut := judgeNew(f); shut != "" || !f.FlagsAgree() || !shutNew(f).IsZero() {
				return shut
			}
			return "by-flags"
		},
		May: []Outcome{"shut", "by-flags"},
		Next: Edges{
			Given: "which-write", "by-flags": "which-write", "prior": "which-write", "own": "own-password", "far": "agree-copy", "keep": "to-done", "shut": "look",
		},
	}
}

// newState says what is watched while the password is written down.
func newState(f *Facts) Text {
	if f.Activated() == isapi.No && f.Reachable() {
		return T("It answers. Nothing is sent before you type the four characters.")
	}
	return answersNow(f)
}

// newHeading says first what went well.
func newHeading(f *Facts) Text {
	switch {
	case f.ResetSeen && f.Activated() == isapi.No:
		return T("The reset worked. Your %s is back and has no password.", f.Noun())
	case f.Activated() == isapi.No:
		return T("This %s has no password yet", f.Noun())
	case f.Factory:
		return T("You are in, with a password that everybody knows")
	case f.Answers.Way != "":
		return T("Choose the new password")
	}
	return T("Choose a new password")
}

// interrupted says that an earlier run was cut off in the middle of this.
func interrupted(f *Facts) []Text {
	if f.Interrupted == "" || f.Activated() != isapi.No {
		return nil
	}
	return []Text{T("A new password was on its way on %s. It did not arrive.", f.Interrupted)}
}

// shutNew says why no new password can be sent now.
func shutNew(f *Facts) Text {
	if f.Answers.Way != "" && !f.Answers.Code.IsZero() && f.Activated() != isapi.No {
		return sentences.ShutCode(f)
	}
	return sentences.ShutWrite(f)
}

// judgeNew leaves where no password can be set any more: somebody else has set the first
// one, or the login that is needed is not taken now.
func judgeNew(f *Facts) Outcome {
	answered := f.Answers.Way != "" && !f.Answers.Code.IsZero()
	if f.Activated() == isapi.No || answered || !f.Login.Password.IsZero() {
		return ""
	}
	return "shut"
}

// ownPassword asks for a password of the user's own, twice.
func ownPassword() Step {
	return Step{
		ID: "own-password", Phase: Reset, Title: T("Type your own new password"),
		Saved: flow.Saved{At: "new-password"},
		Say: func(f *Facts) Text {
			words := "8 to 16 characters: upper and lower case, digits and symbols such as - _ . ! * + =. Not \"password\" or \"12345\", not the user name. Use it nowhere else."
			if f.SendsOverUDP() {
				return T("%s %s", words, heardByAll)
			}
			return T("%s", words)
		},
		Values: sentences.DeviceValues,
		State:  answersNow,
		Help:   T("More than 16 characters, spaces and other symbols, such as $ @ and #, make trouble in recorders, viewing programs and stream addresses. It is asked twice, since a slip would lock you out again. Nothing is sent before both are the same."),
		Ask: &Question{
			Kind: flow.Form, Blank: "made",
			Fields: []flow.Field[Facts]{
				{Key: "password", Prompt: T("New password"), Secret: true, Valid: func(f *Facts, typed string) Text { return sentences.Or(shutNew(f), facts.Weak(facts.UserOf(f), typed)) }, Put: func(f *Facts, typed string) {
					f.Answers.New = isapi.NewSecret(typed)
				}},
				{Key: "again", Prompt: T("Once more"), Secret: true, Put: func(f *Facts, typed string) { f.Answers.Again = isapi.NewSecret(typed) }},
			},
			Do:      sameTwice,
			Options: []Option{{Key: "made", Label: T("Make one for me")}},
		},
		Checks: []Check{alive, stillInactive, proofLeft},
		Wait:   watching,
		Judge:  judgeNew,
		May:    []Outcome{"shut"},
		Next:   Edges{Given: "which-write", "made": "new-password", "shut": "look"},
	}
}

// sameTwice takes a typed password only where it was typed twice alike.
var sameTwice = &Action{Check: Check{
	ID: "twice", Title: T("New password"),
	Run: func(_ context.Context, _ Env, f *Facts) (func(*Facts), Result) {
		if f.Answers.New.Reveal() != f.Answers.Again.Reveal() {
			return access.Nothing, fail(T("The two are not the same. Nothing was sent."), T("Type it twice, letter by letter."))
		}
		return func(f *Facts) { f.Answers.Again = facts.Secret{} }, Result{Status: OK}
	},
}}

// makePassword makes another password in the place of the one that is shown.
var makePassword = &Action{Check: Check{
	ID: "make-password", Title: T("New password"),
	Run: func(_ context.Context, env Env, f *Facts) (func(*Facts), Result) { return madeNew(env, f) },
}}

// priorPassword takes the one that the camera before got: whoever chooses that has it.
var priorPassword = &Action{Check: Check{
	ID: "prior-password", Title: T("New password"),
	Run: func(_ context.Context, _ Env, f *Facts) (func(*Facts), Result) {
		return func(f *Facts) { f.Answers.New = f.Prior.New }, ok(T("It gets the password of the last one."))
	},
}}

// made makes a password where there is none yet, or only the one that it has.
var made = Check{
	ID: "made", Title: T("New password"),
	Run: func(_ context.Context, env Env, f *Facts) (func(*Facts), Result) {
		switch {
		case !f.Answers.New.IsZero() && !sentences.Has(f, f.Answers.New):
			return access.Nothing, Result{Status: OK}
		case !f.Made.IsZero() && !sentences.Has(f, f.Made):
			return func(f *Facts) { f.Answers.New = f.Made }, Result{Status: OK}
		}
		return madeNew(env, f)
	},
}

func madeNew(env Env, f *Facts) (func(*Facts), Result) {
	made, err := generate(env.Random, facts.UserOf(f))
	if err != nil {
		return access.Nothing, fail(T("This computer gave no random numbers, so no password could be made."), T("Type one of your own.")).With(err)
	}
	secret := isapi.NewSecret(made)
	return func(f *Facts) { f.Answers.New, f.Made = secret, secret }, Result{Status: OK}
}

// madeLetters are the characters of made passwords: none that look alike.
const madeLetters = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"

// generate makes a password that the camera takes and a person can copy.
func generate(random io.Reader, user string) (string, error) {
	for range 100 {
		made := make([]byte, 14)
		for i := range made {
			if i == 4 || i == 9 { // every keyboard and remote control has a dash
				made[i] = '-'
				continue
			}
			n, err := rand.Int(random, big.NewInt(int64(len(madeLetters))))
			if err != nil {
				return "", err
			}
			made[i] = madeLetters[n.Int64()]
		}
		if why := facts.Weak(user, string(made)); why.IsZero() {
			return string(made), nil
		}
	}
	return "", errors.New("the random numbers repeat")
}
