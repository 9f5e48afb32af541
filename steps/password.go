package steps

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"math/big"
	"strings"
	"time"

	"camreset/isapi"

	passwordvalidator "github.com/wagslane/go-password-validator"
)

func activate() Step {
	return Step{
		ID: "activate", Phase: Activate, Title: T("The camera has no password yet"),
		Say: func(f Facts) Text {
			return T("There is nothing to recover: it waits for its first password (activation). This will be done to: %s.%s", f.describe(), interrupted(f))
		},
		Help: T("Activation gives the user admin a password of your choice; nothing else changes. It can be done only once, until the next factory reset."),
		Ask: &Question{Prompt: T("Give it a password?"), Options: []Option{
			{Key: "make", Label: T("Yes, make a strong one for me"), Shut: shutWrite},
			{Key: "own", Label: T("Yes, I will type one"), Shut: shutWrite},
			{Key: "menu", Label: T("Not now, show the ways in")},
		}},
		Checks: []Check{alive, stillInactive},
		Wait:   watching,
		Judge: func(f Facts) Outcome {
			if f.Seen.Status.Activated == isapi.Yes {
				return "active"
			}
			return ""
		},
		May:  []Outcome{"active"},
		Next: []Edge{{"make", "make-password"}, {"own", "new-password"}, {"menu", "menu"}, {"active", "look"}},
	}
}

// stillInactive polls the state, which costs nothing: somebody else may
// activate the camera meanwhile.
var stillInactive = Check{
	ID: "still-inactive", Title: T("The camera still waits for a password"),
	Run: func(ctx context.Context, env Env, f Facts) (func(*Facts), Result) {
		status := env.Camera(f.Target).ActivateStatus(ctx)
		if status.Activated == isapi.Unknown {
			return nothing, skip(T("It does not tell."))
		}
		change := func(f *Facts) { f.Seen.Status = status }
		if status.Activated == isapi.Yes {
			return change, warn(T("It has one now."), T("Somebody else has activated it."))
		}
		return change, ok(T("It does."))
	},
}

func shutWrite(f Facts) Text {
	if f.Answers.ReadOnly {
		return T("This address is on the internet: nothing is changed there. Use the camera's address in its own network.")
	}
	return Text{}
}

func interrupted(f Facts) string {
	if f.Interrupted == "" {
		return ""
	}
	return " A new password was on its way on " + f.Interrupted + ", and did not arrive."
}

func setPassword() Step {
	return Step{
		ID: "set-password", Phase: Secure, Title: T("A new password"),
		Say: func(f Facts) Text {
			return T("At once a strong, unique password. This will be changed on: %s. A password manager makes and keeps one best.", f.describe())
		},
		Help: T("Not \"password\", not \"12345\". 8 to 16 characters, with upper and lower case, digits and symbols. Programs and recorders that use the old one must get the new one."),
		Ask: &Question{Prompt: T("Which password?"), Options: []Option{
			{Key: "make", Label: T("Make a strong one for me"), Shut: shutWrite},
			{Key: "own", Label: T("I will type one"), Shut: shutWrite},
			{Key: "keep", Label: T("Leave it as it is")},
		}},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   []Edge{{"make", "make-password"}, {"own", "new-password"}, {"keep", "afterwards"}},
	}
}

func newPassword() Step {
	return Step{
		ID: "new-password", Phase: Activate, Title: T("Choose the new password"),
		Say: say("8 to 16 characters: upper and lower case, digits and symbols such as - _ . ! @ # % * + =. Not \"password\" or \"12345\", not the user name. " +
			"Use it nowhere else. It is not shown while you type."),
		Help: T("More than 16 characters, spaces and unusual symbols make trouble in recorders and viewing programs."),
		Ask: &Question{
			Kind: Password, Prompt: T("New password (Enter alone: make one for me)"), Blank: "make",
			Valid: func(f Facts, typed string) Text { return weak(userOf(f), typed) },
			Put:   func(a *Answers, typed string) { a.New, a.Show = isapi.NewSecret(typed), false },
		},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   []Edge{{Given, "keep-password"}, {"make", "make-password"}},
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

func makePassword() Step {
	return Step{
		ID: "make-password", Phase: Activate, Title: T("Making a password"), Say: say("One moment."),
		Checks: []Check{{
			ID: "make-password", Title: T("A strong password is made"),
			Run: func(_ context.Context, env Env, f Facts) (func(*Facts), Result) {
				made, err := generate(env.Random, userOf(f))
				if err != nil {
					return func(f *Facts) {
							f.Answers.New, f.Change = Secret{}, Changed{Word: "refused", Reason: "this computer gave no random numbers"}
						},
						withError(fail(T("This computer gave no random numbers."), T("Type a password of your own.")), err)
				}
				secret := isapi.NewSecret(made)
				return func(f *Facts) { f.Answers.New, f.Answers.Show = secret, false }, ok(T("14 characters."))
			},
		}},
		Judge: func(f Facts) Outcome {
			if f.Answers.New.IsZero() {
				return "none"
			}
			return "made"
		},
		May:  []Outcome{"made", "none"},
		Next: []Edge{{"made", "keep-password"}, {"none", "write-failed"}},
	}
}

// The characters of made passwords: none that look alike, and no symbols that
// trouble addresses, recorders or XML.
const (
	madeLetters = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
	madeSymbols = "-_.!*+="
)

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
		Say:  say("Nothing has been sent yet. See or copy the password now and put it into a password manager, or on paper in a safe place. Next you type its last four characters, so that the camera never has a password that nobody has."),
		Help: T("Shown, it stands on the screen of this terminal until the next step, and perhaps in its scrollback. Copied, it lies in the clipboard until something else is copied."),
		Ask: &Question{Prompt: T("How do you want to keep it?"), Options: []Option{
			{Key: "copy", Label: T("Copy it to the clipboard")},
			{Key: "show", Label: T("Show it on the screen")},
			{Key: "other", Label: T("Choose another one")},
		}, Put: func(a *Answers, key string) { a.Show = key == "show" }},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   []Edge{{"copy", "copy-password"}, {"show", "confirm-password"}, {"other", "new-password"}},
	}
}

func copyPassword() Step {
	return Step{
		ID: "copy-password", Phase: Activate, Title: T("Copying the password"), Say: say("One moment."),
		Checks: []Check{{
			ID: "copied", Title: T("The password is in the clipboard"),
			Run: func(_ context.Context, env Env, f Facts) (func(*Facts), Result) {
				if err := env.Copy(f.Answers.New.Reveal()); err != nil {
					return func(f *Facts) { f.Answers.Show = true }, withError(warn(T("There is no clipboard here."), T("It is shown instead.")), err)
				}
				return nothing, ok(T("Paste it into your password manager now."))
			},
		}},
		Judge: func(Facts) Outcome { return "copied" },
		May:   []Outcome{"copied"},
		Next:  []Edge{{"copied", "confirm-password"}},
	}
}

func confirmPassword() Step {
	return Step{
		ID: "confirm-password", Phase: Activate, Title: T("Send it to the camera"),
		Say: func(f Facts) Text {
			return T("When you have kept it, type its last four characters. Then the new password for user %s is sent to: %s.", userOf(f), f.describe())
		},
		Sheet: func(f Facts) []Text {
			if !f.Answers.Show {
				return []Text{T("Not shown here. Go back to see it.")}
			}
			return []Text{T("The new password:   %s", f.Answers.New.Reveal())}
		},
		Ask: &Question{
			Kind: Line, Prompt: T("Its last four characters"),
			Valid: func(f Facts, typed string) Text {
				if kept := f.Answers.New.Reveal(); len(kept) < 4 || typed != kept[len(kept)-4:] {
					return T("Those are not its last four characters. Upper and lower case count. Nothing was sent.")
				}
				return Text{}
			},
		},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   []Edge{{Given, "which-write"}},
	}
}

// whichWrite chooses between the first password and a change of it.
func whichWrite() Step {
	return Step{
		ID: "which-write", Phase: Activate, Title: T("Sending the new password"), Say: say("One moment."),
		Judge: func(f Facts) Outcome {
			if f.Seen.Activated() == isapi.No {
				return "first"
			}
			return "change"
		},
		May:  []Outcome{"first", "change"},
		Next: []Edge{{"first", "send-activation"}, {"change", "send-password"}},
	}
}

func sendActivation() Step {
	return Step{
		ID: "send-activation", Phase: Activate, Title: T("Activating the camera"), Say: say("The password is sent once, encrypted by the camera's own method."),
		Checks: []Check{{
			ID: "activation", Title: T("The camera takes its first password"), Acts: true,
			Run: func(ctx context.Context, env Env, f Facts) (func(*Facts), Result) {
				return write(ctx, env, f, "activation", func() error { return env.Camera(f.Target).Activate(ctx, f.Answers.New) })
			},
		}},
		Judge: func(f Facts) Outcome { return f.Change.Word },
		May:   changeWords,
		Next: []Edge{
			{"sent", "activation-state"}, {"lost", "activation-state"}, {"already", "look"}, {"weak", "new-password"},
			{"busy", "still-starting"}, {"consent", "clear-consent"}, {"refused", "write-failed"}, {"gone", "unreachable"},
			{"other-certificate", "other-certificate"},
		},
	}
}

func sendPassword() Step {
	return Step{
		ID: "send-password", Phase: Secure, Title: T("Changing the password"), Say: say("The new password is sent once; then it is proved with one login."),
		Checks: []Check{{
			ID: "change", Title: T("The camera takes the new password"), Acts: true,
			Run: func(ctx context.Context, env Env, f Facts) (func(*Facts), Result) {
				return write(ctx, env, f, "change of the password", func() error {
					return env.Camera(f.Target).ChangePassword(ctx, f.Login, f.Answers.New, f.Answers.Clear)
				})
			},
		}},
		Judge: func(f Facts) Outcome { return f.Change.Word },
		May:   changeWords,
		Next: []Edge{
			{"sent", "prove-login"}, {"lost", "prove-login"}, {"already", "look"}, {"weak", "new-password"},
			{"busy", "still-starting"}, {"consent", "clear-consent"}, {"refused", "write-failed"}, {"gone", "unreachable"},
			{"other-certificate", "other-certificate"},
		},
	}
}

// changeWords are all the ways in which a write can come out.
var changeWords = []Outcome{"sent", "lost", "already", "weak", "busy", "consent", "refused", "gone", "other-certificate"}

// write saves the intent, sends once, and says in a word how it came out. The
// intent stays while the outcome is unknown.
func write(ctx context.Context, env Env, f Facts, what string, send func() error) (func(*Facts), Result) {
	if err := env.begin(f, what); err != nil {
		return func(f *Facts) {
				f.Change = Changed{Word: "refused", Reason: "the note of what was to be sent could not be kept"}
			},
			withError(fail(T("The note of what was to be sent could not be kept, so nothing was sent."), T("Free some disk space, or set CAMRESET_STATE to another folder.")), err)
	}
	err := send()
	word := changeWord(err)
	if word != "lost" && word != "sent" {
		err = errors.Join(err, env.finish(f))
	}
	sent := word != "consent" && word != "gone" && word != "other-certificate"
	done := Changed{word, reasonOf(err), 0}
	if word == "busy" {
		done.Busy = f.Change.Busy + 1
	}
	return func(f *Facts) { f.Change, f.Wrote, f.Looked = done, f.Wrote || sent, 0 }, withError(changeResult(done), err)
}

func changeWord(err error) Outcome {
	for _, known := range []struct {
		err  error
		word Outcome
	}{
		{isapi.ErrLost, "lost"}, {isapi.ErrAlreadyActive, "already"}, {isapi.ErrWeakPassword, "weak"}, {isapi.ErrSamePassword, "weak"},
		{isapi.ErrBusy, "busy"}, {isapi.ErrConsent, "consent"}, {isapi.ErrUnreachable, "gone"}, {isapi.ErrPinChanged, "other-certificate"},
	} {
		if errors.Is(err, known.err) {
			return known.word
		}
	}
	if err != nil {
		return "refused"
	}
	return "sent"
}

func changeResult(c Changed) Result {
	switch c.Word {
	case "sent":
		return ok(T("The camera says that it took it."))
	case "lost":
		return warn(T("The answer was lost on the way; it may have worked."), T("It is not sent again: the camera's state is looked up."))
	case "already":
		return warn(T("The camera has a password already."), T("Somebody else activated it, or an earlier try worked after all."))
	case "weak":
		return fail(T("The camera finds this password too weak, or the same as before."), T("Choose another one."))
	case "busy":
		return warn(T("The camera is still starting and takes no changes yet."), T("Wait a minute and send it again."))
	case "consent":
		return warn(T("It would travel in clear; it was not sent."), T("The next screen asks."))
	case "gone":
		return fail(T("The camera did not answer; nothing was sent."), T("Check its power and cable."))
	case "other-certificate":
		return fail(T("What answers shows another certificate than before; nothing was sent."), T("The next screen asks."))
	}
	return fail(T("The camera refused: %s.", c.Reason), T("Use the camera's own page in a browser, or the maker's SADP tool, with the same password."))
}

// mostBusy is how often a camera may say that it is still starting: with the
// wait between, a little over two minutes.
const mostBusy = 14

// stillStarting waits for a camera that refuses changes because it is still
// starting, and sends again: a plain refusal means that nothing was done.
func stillStarting() Step {
	return Step{
		ID: "still-starting", Phase: Activate, Title: T("The camera is still starting"),
		Say:    say("It answers, but takes no changes yet. That is normal after a restart and lasts a minute or two. The password is sent again in ten seconds."),
		Checks: []Check{alive},
		Wait:   &Wait{Every: 2 * time.Second, For: 10 * time.Second},
		Judge: func(f Facts) Outcome {
			if f.Change.Busy > mostBusy {
				return "enough"
			}
			return ""
		},
		May:  []Outcome{"enough"},
		Next: []Edge{{Timeout, "which-write"}, {"enough", "write-failed"}},
	}
}

func clearConsent() Step {
	return Step{
		ID: "clear-consent", Phase: Secure, Title: T("The new password would travel in clear"),
		Say: say("This camera takes a new password over plain HTTP, so anybody on the same network could read it on the way. " +
			"On a cable between you and the camera that is harmless; on a shared network it is not. Nothing was sent yet."),
		Ask: &Question{Prompt: T("Send it all the same?"), Options: []Option{
			{Key: "no", Label: T("No, leave the password as it is")},
			{Key: "agree", Label: T("Yes, this network is my own"), Shut: shutWrite},
		}, Put: func(a *Answers, key string) { a.Clear = key == "agree" }},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   []Edge{{"no", "afterwards"}, {"agree", "send-password"}},
	}
}

// activationState looks up what an activation did, whether its answer came or
// not. The state may be polled; it costs nothing.
func activationState() Step {
	return Step{
		ID: "activation-state", Phase: Activate, Title: T("Looking at what the camera did"),
		Say:    say("The camera is asked whether it is activated now. It may restart; allow a minute or two."),
		Checks: []Check{activationDone},
		Wait:   &Wait{Every: 2 * time.Second, For: 90 * time.Second},
		Judge: func(f Facts) Outcome {
			switch f.Seen.Status.Activated {
			case isapi.Yes:
				return "active"
			case isapi.No:
				if f.Change.Word == "lost" && f.Looked >= sureLooks {
					return "inactive"
				}
			}
			return ""
		},
		May:  []Outcome{"active", "inactive"},
		Next: []Edge{{"active", "prove-login"}, {"inactive", "write-failed"}, {Timeout, "write-failed"}},
	}
}

// sureLooks is how often a camera must say "not activated" after a lost answer
// before that is believed: it may still be working on it.
const sureLooks = 5

var activationDone = Check{
	ID: "activation-state", Title: T("The camera is activated"), Acts: true,
	Run: func(ctx context.Context, env Env, f Facts) (func(*Facts), Result) {
		camera := env.Camera(f.Target)
		status := camera.ActivateStatus(ctx)
		change := func(f *Facts) { f.Seen.Status, f.Looked = status, f.Looked+1 }
		switch status.Activated {
		case isapi.Yes:
			err := errors.Join(env.newWindow(identities(f, camera)), env.finish(f))
			camera.Forget()
			return change, withError(ok(T("It is.")), err)
		case isapi.No:
			return change, warn(T("Not yet."), T("It may need a minute."))
		}
		return change, withError(warn(T("It does not answer yet."), T("It may be restarting.")), status.Err)
	},
}

func writeFailed() Step {
	return Step{
		ID: "write-failed", Phase: Activate, Title: T("The camera did not take it"),
		Say: func(f Facts) Text {
			if f.Change.Word == "lost" {
				return T("The answer was lost and the camera still has no password, so it did not arrive. It is safe to send it again.")
			}
			return T("%s %s", changeResult(f.Change).Detail, "The camera is as it was before. The camera's own page or the maker's SADP tool can do it as well.")
		},
		Ask: &Question{Prompt: T("What now?"), Options: []Option{
			{Key: "again", Label: T("Look at the camera again, then retry")},
			{Key: "other", Label: T("Choose another password")},
			{Key: "menu", Label: T("Show all the ways in")},
		}},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   []Edge{{"again", "look"}, {"other", "new-password"}, {"menu", "menu"}},
	}
}

// proveLogin proves the new password with the one login that sending it
// includes.
func proveLogin() Step {
	return Step{
		ID: "prove-login", Phase: Activate, Title: T("Proving the new password"), Say: say("One login with the new password, and only one."),
		Checks: []Check{{
			ID: "prove-login", Title: T("The camera accepts the new password"), Acts: true,
			Run: func(ctx context.Context, env Env, f Facts) (func(*Facts), Result) {
				l := isapi.Login{User: userOf(f), Password: f.Answers.New, Basic: f.Answers.Basic}
				f.Answers.SaidReset = true // the write is more than a word
				change, r := spendTry(ctx, env, f, l, false)
				if r.Status == OK {
					r.Err = errors.Join(r.Err, env.finish(f))
				}
				return change, r
			},
		}},
		Judge: func(f Facts) Outcome {
			switch f.Last.Word {
			case "right", "weaker":
				return "right"
			case "":
				return ""
			}
			return "not-proved"
		},
		May:  []Outcome{"right", "not-proved"},
		Next: []Edge{{"right", "proved"}, {"not-proved", "not-proved"}},
	}
}

func notProved() Step {
	return Step{
		ID: "not-proved", Phase: Activate, Title: T("The new password is not proved yet"),
		Say: func(f Facts) Text {
			return T("%s After a change a camera may restart and refuse for a minute. Keep both passwords, the old and the new, until one is proved. %s", loginResult(f.Last, f.Spent).Detail, tryLine(f))
		},
		Ask: &Question{Prompt: T("What now?"), Options: []Option{
			{Key: "again", Label: T("Try the new password once more"), Shut: shutTry, Cost: priced(Cost{1, LoseNothing, "minutes"})},
			{Key: "other", Label: T("Type the old or another password"), Shut: shutTry, Cost: priced(Cost{1, LoseNothing, "minutes"})},
			{Key: "look", Label: T("Look at the camera again")},
			{Key: "menu", Label: T("Show all the ways in")},
		}},
		Checks: []Check{alive},
		Wait:   watching,
		Next:   []Edge{{"again", "prove-login"}, {"other", "may-try"}, {"look", "look"}, {"menu", "menu"}},
	}
}
