package steps

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"math/big"
	"strings"

	"camreset/isapi"
	"camreset/steps/access"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/sentences"

	passwordvalidator "github.com/wagslane/go-password-validator"
)

func setPassword() Step {
	return Step{
		ID: "set-password", Phase: Secure, Title: T("A new password"),
		Saved: flow.Saved{Again: true},
		Say: func(f *Facts) Text {
			return T("At once a strong, unique password. This will be changed on: %s. A password manager makes and keeps one best.", f.Description())
		},
		Help: T("Not \"password\", not \"12345\". 8 to 16 characters, with upper and lower case, digits and symbols. Programs and recorders that use the old one must get the new one."),
		Ask: &Question{Prompt: T("Which password?"), Options: []Option{
			{Key: "make", Label: T("Make a strong one for me"), Shut: sentences.ShutWrite, Do: makePassword},
			{Key: "own", Label: T("I will type one"), Shut: sentences.ShutWrite},
			{Key: "keep", Label: T("Leave it as it is")},
		}, Put: func(f *Facts, _ string) { f.Answers.Way, f.Answers.Code = "", facts.Secret{} }},
		Checks: []Check{alive},
		Wait:   watching,
		Judge: func(f *Facts) Outcome {
			if f.Login.Password.IsZero() { // a case was gone on with, or the camera takes it no more
				return "no-login"
			}
			return ""
		},
		May:  []Outcome{"no-login"},
		Next: Edges{"make": "keep-password", "own": "new-password", "keep": "afterwards", "no-login": "may-try"},
	}
}

func newPassword() Step {
	return Step{
		ID: "new-password", Phase: Activate, Title: T("Choose the new password"),
		Saved: flow.Saved{At: "set-password"},
		Say: say("8 to 16 characters: upper and lower case, digits and symbols such as - _ . ! * + =. Not \"password\" or \"12345\", not the user name. " +
			"Use it nowhere else. It is not shown while you type."),
		Help: T("More than 16 characters, spaces and other symbols, such as $ @ and #, make trouble in recorders, viewing programs and stream addresses."),
		Ask: &Question{
			Kind: Password, Prompt: T("New password (Enter alone: make one for me)"), Blank: "make",
			Options: []Option{{Key: "make", Label: T("Make one for me"), Do: makePassword}},
			Valid:   func(f *Facts, typed string) Text { return weak(facts.UserOf(f), typed) },
			Put:     func(f *Facts, typed string) { f.Answers.New, f.Answers.Show = isapi.NewSecret(typed), false },
		},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   Edges{Given: "keep-password", "make": "keep-password"},
	}
}

// minEntropy is the least strength in bits beside the camera's own rules.
const minEntropy = 40

// weak says why a password is not good enough, by the camera's rules and by
// its strength.
func weak(user, typed string) Text {
	if flaws := isapi.CheckPassword(user, typed); len(flaws) > 0 {
		return T("The camera would refuse it, or it would make trouble: %s.", strings.Join(flaws, "; "))
	}
	if err := passwordvalidator.Validate(typed, minEntropy); err != nil {
		return T("It is too easy to guess. Make it longer, or mix more kinds of characters.")
	}
	return Text{}
}

// makePassword makes a password of this program's own.
var makePassword = &Action{Check: Check{
	ID: "make-password", Title: T("New password"),
	Run: func(_ context.Context, env Env, f *Facts) (func(*Facts), Result) {
		made, err := generate(env.Random, facts.UserOf(f))
		if err != nil {
			return access.Nothing, fail(T("This computer gave no random numbers."), T("Type a password of your own.")).With(err)
		}
		secret := isapi.NewSecret(made)
		return func(f *Facts) { f.Answers.New, f.Answers.Show = secret, false }, ok(T("One of 14 characters was made."))
	},
}}

// The characters of made passwords: none that look alike, and no symbols that
// trouble addresses, recorders or XML.
const (
	madeLetters = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
	madeSymbols = "-_.!*+="
)

// awkward says what a typed password will make trouble with.
func awkward(password string) []Text {
	handy := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune(madeSymbols, r)
	}
	if !strings.ContainsFunc(password, func(r rune) bool { return !handy(r) }) {
		return nil
	}
	return []Text{T("It holds a symbol that the camera's own page takes, but that stream addresses, containers and some recorders take for something else. " +
		"If you use such programs, choose another one now.")}
}

// generate makes a password that the camera takes and a person can copy.
func generate(random io.Reader, user string) (string, error) {
	for range 100 {
		made := make([]byte, 14)
		for i := range made {
			set := madeLetters
			if i == 4 || i == 9 {
				set = madeSymbols
			}
			n, err := rand.Int(random, big.NewInt(int64(len(set))))
			if err != nil {
				return "", err
			}
			made[i] = set[n.Int64()]
		}
		if why := weak(user, string(made)); why.IsZero() {
			return string(made), nil
		}
	}
	return "", errors.New("the random numbers repeat")
}

func keepPassword() Step {
	return Step{
		ID: "keep-password", Phase: Activate, Title: T("Keep the new password first"),
		Saved: flow.Saved{At: "set-password"},
		Say:   say("Nothing has been sent yet. See or copy the password now and put it into a password manager, or on paper in a safe place. Next you type its last four characters, so that the camera never has a password that nobody has."),
		Help:  T("Shown, it stands on the screen of this terminal until the next step, and perhaps in its scrollback. Copied, it lies in a clipboard until something else is copied; clipboard managers keep it longer."),
		Ask: &Question{Prompt: T("How do you want to keep it?"), Options: []Option{
			{Key: "copy", Label: T("Copy it to the clipboard"), Says: copyLabel, Shut: sentences.ShutCopy, Do: copyPassword},
			{Key: "show", Label: T("Show it on the screen")},
			{Key: "other", Label: T("Choose another one")},
		}, First: func(f *Facts) Outcome {
			if f.Clipboard.Far() { // to copy it there is asked about, and "no" comes back here
				return "show"
			}
			return "copy"
		}, Put: func(f *Facts, key string) { f.Answers.Show = key == "show" }},
		Sheet:  func(f *Facts) []Text { return append(awkward(f.Answers.New.Reveal()), copySheet(f)...) },
		Checks: []Check{alive},
		Wait:   watching,
		Next:   Edges{"copy": "confirm-password", "far": "agree-copy", "show": "confirm-password", "other": "new-password"},
	}
}

func confirmPassword() Step {
	return Step{
		ID: "confirm-password", Phase: Activate, Title: T("Send it to the camera"),
		Saved: flow.Saved{At: "set-password"},
		Fresh: func(f *Facts) { f.Change = facts.Changed{} },
		Say: func(f *Facts) Text {
			words := T("When you have kept it, type its last four characters. Then the new password for user %s is sent to: %s.", facts.UserOf(f), f.Description())
			if f.SendsOverUDP() {
				return T("%s %s", words, heardByAll)
			}
			return words
		},
		Sheet: func(f *Facts) []Text {
			if !f.Answers.Show {
				return []Text{sentences.ProofLine(f), T("It was copied: paste it into your password manager now. Nothing there? Go back and choose to see it.")}
			}
			return []Text{T("The new password:   %s", f.Answers.New.Reveal()), sentences.ProofLine(f)}
		},
		Ask: &Question{
			Kind: Line, Prompt: T("Its last four characters"),
			Valid: func(f *Facts, typed string) Text {
				if kept := f.Answers.New.Reveal(); len(kept) < 4 || typed != kept[len(kept)-4:] {
					return T("Those are not its last four characters. Upper and lower case count. Nothing was sent.")
				}
				return Text{}
			},
		},
		Checks: []Check{proofLeft, alive},
		Wait:   watching,
		Next:   Edges{Given: "which-write"},
	}
}
