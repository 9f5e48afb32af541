package facts

import (
	"strconv"
	"strings"

	"camreset/isapi"
	"camreset/steps/flow"
	"camreset/steps/text"

	passwordvalidator "github.com/wagslane/go-password-validator"
)

// UserOf is the account that is spoken of: the one that was named, or DefaultUser.
func UserOf(f *Facts) string {
	if f.Answers.User == "" {
		return DefaultUser
	}
	return f.Answers.User
}

// The factory passwords of cameras before firmware 5.3.0 (maker's guides).
const (
	DefaultUser     = "admin"
	FactoryPassword = "12345"
)

// Which factory password is tried.
const (
	FirstFactory  flow.Outcome = "first"
	SecondFactory flow.Outcome = "second"
)

// FactoryPasswords are those that a guide knows (maker's guides).
var FactoryPasswords = map[flow.Outcome]string{FirstFactory: FactoryPassword, SecondFactory: "admin"}

// minEntropy is the least strength in bits beside the camera's own rules.
const minEntropy = 40

// Weak says why a new password is not good enough, by the camera's rules and by its
// strength.
func Weak(user, typed string) text.Text {
	if flaws := isapi.CheckPassword(user, typed); len(flaws) > 0 {
		return text.T("It would be refused, or make trouble: %s.", strings.Join(flaws, "; "))
	}
	if err := passwordvalidator.Validate(typed, minEntropy); err != nil {
		return text.T("It is too easy to guess. Make it longer, or mix more kinds of characters.")
	}
	return text.Text{}
}

// UnfitUser says why a text is no account's name.
func UnfitUser(typed string) text.Text {
	switch {
	case len(typed) > mostUser:
		return text.T("That is too long: a user name has at most %d characters.", mostUser)
	case typed != strings.TrimSpace(typed):
		return text.T("There is a blank before or behind the name. Type it without.")
	case typed != isapi.Clean(typed):
		return text.T("It holds a character that cannot be seen, such as a Tab. Type the name anew.")
	}
	return text.Text{}
}

// mostUser bounds an account's name, in bytes (maker's guide: 32).
const mostUser = 32

// NewOut notes that a new password went out to the device. It may have it now, so that
// what was proved of another one holds no longer.
func (f *Facts) NewOut() {
	f.Writes++
	f.NewSent, f.NewTaken = true, isapi.Unknown
	f.Proved, f.Login, f.Factory = false, isapi.Login{}, false
}

// KnownPassword is the password that the camera has, as far as it is known here.
func (f *Facts) KnownPassword() Secret {
	switch {
	case f.Proved && !f.Login.Password.IsZero():
		return f.Login.Password
	case f.NewSent && !f.Answers.New.IsZero():
		return f.Answers.New
	}
	return f.Answers.Password
}

// MayHaveDefault says whether a factory password can be on the camera: before
// firmware 5.3.0 of 2015 (recorders: 3.3.0) every one had it, and it stays over an
// update (installers' guides). The date of production stands in the serial number
// (observed).
func (f *Facts) MayHaveDefault() isapi.Tri {
	r := f.Record
	first, comparable := map[string][3]int{isapi.KindCamera: {5, 3, 0}, isapi.KindRecorder: {3, 3, 0}}[f.Kind()]
	switch {
	case f.Verdict() == isapi.VerdictLegacy, r.Old && r.MAC != "":
		return isapi.Yes
	case r.Made != "" && r.Made < firstWithout:
		return isapi.Unknown // it may have been updated since, and kept it
	case comparable && Older(r.Firmware, first):
		return isapi.Yes
	case f.Activated() == isapi.Yes:
		return isapi.No
	}
	return isapi.Unknown
}

// firstWithout is about when cameras began to leave the factory without a
// password (installers' guides).
const firstWithout = "20150701"

// Older compares a version such as "V5.2.5".
func Older(version string, than [3]int) bool {
	parts := strings.SplitN(strings.TrimPrefix(strings.ToUpper(version), "V"), ".", len(than))
	for i, part := range parts {
		is, err := strconv.Atoi(part)
		if err != nil || len(parts) < len(than) {
			return false
		}
		if is != than[i] {
			return is < than[i]
		}
	}
	return false
}
