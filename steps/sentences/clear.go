package sentences

import (
	"camreset/steps/facts"
	"camreset/steps/owned"
	"camreset/steps/text"
)

// SayClear names every secret that goes out.
func SayClear(f *facts.Facts) text.Text {
	where := "On a cable straight between you and it, nobody else can. Nothing was sent yet, and your answer is for this change only."
	goes := ClearSecrets(f)
	if f.Factory {
		if goes == "" {
			goes = "the new one"
		}
		return text.T("The %s still has the factory password, so anybody on this network could read %s while it is sent. %s", f.Noun(), goes, where)
	}
	if goes == "" {
		return text.T("Your new password, and the one it has now, could be read by anybody on this network while they are sent. %s", where)
	}
	return text.T("Its password could be read by anybody on this network while it is sent, and so could %s. %s", goes, where)
}

// ClearSecrets are what goes out beside the password; empty where that is a new password.
func ClearSecrets(f *facts.Facts) string {
	switch {
	case len(f.Answers.Fix) > 0 && f.Answers.Fix[0] == owned.Questions:
		return "your answers"
	case len(f.Answers.Fix) > 0 && f.Answers.Fix[0] == owned.Mailbox:
		return "the address"
	case f.Proved && (f.Answers.New.IsZero() || Has(f, f.Answers.New)):
		return "the recovery file"
	}
	return ""
}

// Has says whether a login proved that this is its password now.
func Has(f *facts.Facts, password facts.Secret) bool {
	return f.Proved && f.Login.Password.Reveal() == password.Reveal()
}
