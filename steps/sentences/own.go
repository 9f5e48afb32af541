package sentences

import (
	"strings"

	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/owned"
	"camreset/steps/secure"
	"camreset/steps/text"
)

// OwnRow says how one thing that the owner sets stands, for the last list.
type OwnRow struct {
	ids  []string
	has  isapi.Tri
	well bool
}

// OwnRowOf is that of a key of the last list.
func OwnRowOf(f *facts.Facts, key flow.Outcome) OwnRow {
	switch key {
	case "questions":
		return OwnRow{[]string{owned.Questions}, f.Owned.HasQuestions, owned.AreSet(f.Owned.Questions)}
	case "mailbox":
		return OwnRow{[]string{owned.Mailbox}, f.Owned.HasMailbox, f.Owned.Mailbox != ""}
	case "settings":
		return OwnRow{[]string{owned.Name, owned.Server, owned.Zone}, isapi.Of(f.CanSecure()), !f.ResetSeen && !owned.FactoryName(f.Owned.Name)}
	}
	return OwnRow{}
}

// Sends says whether it can be sent from here.
func (r OwnRow) Sends(f *facts.Facts) bool { return r.has == isapi.Yes && f.CanSecure() }

// came is what came of what was sent: what went wrong first, if anything did.
func (r OwnRow) came(f *facts.Facts) (wrong secure.Finding, sent bool) {
	for _, id := range r.ids {
		given, found := f.GivenOf(id)
		if sent = sent || found; wrong.Problem == "" && given.Problem != "" {
			wrong = given
		}
	}
	return wrong, sent
}

// Mark is how the row stands.
func (r OwnRow) Mark(f *facts.Facts) flow.Status {
	switch wrong, sent := r.came(f); {
	case wrong.Problem != "":
		return flow.Warn
	case sent, r.well:
		return flow.OK
	}
	return flow.Warn
}

// How says what is to be done, or what came of it.
func (r OwnRow) How(f *facts.Facts, key flow.Outcome) text.Text {
	wrong, sent := r.came(f)
	switch {
	case wrong.Problem != "":
		return text.T("%s: this did not work. %s Its page has it at %s.", wrong.Title, wrong.Problem, owned.PlaceOf(wrong.ID))
	case sent && key == "settings":
		return text.T("It has what you typed: that was read back.")
	case sent:
		return text.T("It is set: that was read back. Keep it where the password is kept.")
	case !r.Sends(f) && r.has == isapi.No:
		return text.T("This device does not offer it over the network. See its page: %s.", owned.PlaceRecovery)
	case !r.Sends(f):
		return text.T("On its page: %s. Set an e-mail address there too.", owned.PlaceRecovery)
	case key == "questions" && r.well:
		return text.T("They are set. Whoever knows the answers can set a new password.")
	case key == "questions":
		return text.T("Three answers let you back in on its page when the password is forgotten.")
	case key == "mailbox" && r.well:
		return text.T("Codes for a new password go to %s. Is that yours?", f.Owned.Mailbox)
	case key == "mailbox":
		return text.T("A code for a new password is sent there when this one is forgotten.")
	case !f.ToGiveBack().At.IsZero():
		return text.T("They were read before the reset: give them back.")
	}
	return text.T("What it is called, its time zone, and where it has the time from.")
}

// LostSettings says what a reset has taken, but for what was given back.
func LostSettings(f *facts.Facts) string {
	var given []string
	if f.OldTarget.IP == f.Target.IP || f.Moved {
		given = append(given, "address")
	}
	for _, x := range []struct{ id, name string }{{owned.Name, "name"}, {owned.Zone, "clock"}} {
		if came, found := f.GivenOf(x.id); found && came.Problem == "" {
			given = append(given, x.name)
		}
	}
	if len(given) == 0 {
		return "all settings; set them again on its page"
	}
	return "all settings but its " + strings.Join(given, ", ") + "; set the others again on its page"
}
