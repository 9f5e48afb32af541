package cli

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"strings"

	"camreset/isapi"
	"camreset/steps"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/report"
	"camreset/steps/secure"
	"camreset/tui"
	"camreset/tui/halt"
)

// Exit codes of `secure`, beside those of `check`.
const (
	// notAccepted is that of a password which was not taken.
	notAccepted = 9
	// toFix is that of a device at which something is left to do.
	toFix = 10
)

// Secure says how safely one device is set up, and changes what somebody agrees to.
type Secure struct {
	JSON bool
	User string
	// PasswordFile is read for the password, standard input where it is "-"; empty asks.
	PasswordFile string
	Guard        *halt.Guard

	given isapi.Secret // from PasswordFile
}

// Run looks, logs in once, reads, tells, and asks before each change.
func (o *Secure) Run(ctx context.Context, words []string, out io.Writer) error {
	if len(words) != 1 {
		return Usage("give one device: an address such as 192.168.1.64, a MAC, or the end of a serial number")
	}
	given, err := readTarget(words[0])
	if err != nil {
		return err
	}
	if why := facts.UnfitUser(o.User); o.User == "" || !why.IsZero() {
		return Usage("--user is an account's name, such as admin")
	}
	said := out
	if o.JSON { // what is asked is none of it
		said = os.Stderr
	}
	lines := tui.NewLines(o.Guard, said)
	defer lines.Close()
	if o.PasswordFile == "-" && lines.Asks() {
		o.PasswordFile = "" // it is asked for, and not shown
	}
	if o.PasswordFile == "" && !lines.Asks() {
		return Usage("secure asks for the password on a terminal; give --password-file FILE, or - for standard input")
	}
	if o.PasswordFile != "" {
		typed, err := passwordFrom(o.PasswordFile)
		if err != nil {
			return err
		}
		o.given = isapi.NewSecret(typed)
	}
	env := steps.System()
	defer env.Close()
	at, _, err := seek(ctx, env, given)
	if err != nil {
		return err
	}
	return o.secure(ctx, steps.BeginSecuring(ctx, env, at), lines, out)
}

// secure goes on after the look without a login.
func (o *Secure) secure(ctx context.Context, s *steps.Securing, lines *tui.Lines, out io.Writer) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if e := blocked(s); e.Code != 0 {
		return e
	}
	if err := o.login(ctx, s, lines); err != nil {
		return err
	}
	found, problem := s.Read(ctx)
	if err := ctx.Err(); err != nil {
		return err
	}
	told := report.SecuredOf(found)
	if o.JSON {
		if err := json.NewEncoder(out).Encode(told); err != nil {
			return fault(err)
		}
		if problem != "" {
			return Exit{6, "not all settings could be read: " + problem}
		}
		return codeOf(told)
	}
	lines.Say(s.Whereabouts())
	tell(lines, found)
	if problem != "" {
		lines.Say("Not all settings could be read: " + problem + ".")
	}
	if lines.Asks() {
		if err := fixEach(ctx, s, lines, found); err != nil {
			return err
		}
		told = report.SecuredOf(s.Facts().Safety.Findings)
	}
	if err := lines.Err(); err != nil {
		return fault(err)
	}
	if problem != "" {
		return Exit{Code: 6}
	}
	return codeOf(told)
}

// blocked is the exit code of `check` where no login can follow, with its sentence.
func blocked(s *steps.Securing) Exit {
	look := s.Look()
	switch {
	case look.Verdict == isapi.VerdictInactive:
		return Exit{toFix, "it has no password yet: give it one first, with camreset and its address"}
	case look.ExitCode() == 3:
		return Exit{3, "nothing answers there"}
	case look.ExitCode() == 4:
		return Exit{4, "what answers there is no Hikvision device"}
	case look.ExitCode() == 5:
		return Exit{5, "logins are locked: wait until that is over"}
	case look.Next == facts.NextSeparate:
		return Exit{6, "several devices have this address: unplug the others first"}
	case look.Next == facts.NextOtherSubnet:
		return Exit{6, "this computer does not reach its page: start camreset with its address, which shows the way"}
	}
	return Exit{}
}

// login proves the password, once. It is asked about before it goes out readably, and with
// --json it does not.
func (o *Secure) login(ctx context.Context, s *steps.Securing, lines *tui.Lines) error {
	password, err := o.password(ctx, s, lines)
	if err != nil {
		return err
	}
	word, said := s.Login(ctx, o.User, password, false)
	if word == "consent" && !o.JSON && lines.Asks() {
		agreed, err := lines.Agrees(ctx, "This device takes passwords only unprotected: anybody on this network could read it while it is sent. Send it all the same?")
		if err != nil {
			return err
		}
		if agreed {
			word, said = s.Login(ctx, o.User, password, true)
		}
	}
	switch word {
	case "right":
		return nil
	case "weaker":
		return Exit{notAccepted, "the password is right, but this account has too few rights to see the settings: use an administrator's"}
	case "consent":
		return Exit{notAccepted, "it takes the password only unprotected, so it was not sent"}
	case "locked":
		return Exit{5, sentence(said)}
	case "gone":
		return Exit{3, sentence(said)}
	case "other-device":
		return Exit{6, "another device may be there now, so nothing was sent: start camreset with its address"}
	case "other-certificate":
		return Exit{6, "the connection is not protected as before, so nothing was sent: start camreset with its address"}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return Exit{notAccepted, sentence(said)}
}

// sentence is a row in one line of its own.
func sentence(r flow.Result) string {
	return strings.TrimSpace(strings.ToLower(r.Detail.String()[:1]) + r.Detail.String()[1:] + " " + r.Hint.String())
}

// password is the one that was given, or that is typed now.
func (o *Secure) password(ctx context.Context, s *steps.Securing, lines *tui.Lines) (isapi.Secret, error) {
	if !o.given.IsZero() {
		return o.given, nil
	}
	typed, err := lines.Password(ctx, "Password of "+o.User+" at "+s.Whereabouts()+" (it is not shown):")
	return isapi.NewSecret(typed), err
}

// tell prints the findings, the worst first, and what is well in one line.
func tell(lines *tui.Lines, found []secure.Finding) {
	for _, f := range found {
		if f.Status != flow.Warn && f.Status != flow.Fail {
			continue
		}
		lines.Row(string(f.Status), f.Title+": "+f.Detail)
		if !f.Fix && f.Place != "" {
			lines.Under("Where: " + f.Place + ".")
		}
	}
	if well := secure.Well(found, 0); well != "" {
		lines.Row(string(flow.OK), well)
	}
	for _, f := range found {
		if f.Status == flow.Skip {
			lines.Row(string(f.Status), f.Title+": "+f.Detail)
		}
	}
}

// fixEach asks about each finding that one write cures, and sends it.
func fixEach(ctx context.Context, s *steps.Securing, lines *tui.Lines, found []secure.Finding) error {
	for _, f := range found {
		if !f.Open() || !f.Fix || s.Facts().Login.Password.IsZero() {
			continue
		}
		agreed, err := lines.Agrees(ctx, f.Do+"? This is sent to "+s.Whereabouts()+", once: "+f.Sends+".")
		if err != nil {
			return err
		}
		if !agreed {
			continue
		}
		now := s.Fix(ctx, f.ID)
		if err := ctx.Err(); err != nil {
			return err
		}
		switch {
		case now.Fixed:
			lines.Row(string(flow.OK), "Changed, and read back. "+now.Detail)
		case now.Problem != "":
			lines.Row(string(flow.Warn), now.Problem)
		case !now.Open():
			lines.Row(string(flow.OK), "There was nothing left to change. "+now.Detail)
		default:
			lines.Row(string(flow.Warn), "It was not changed.")
		}
	}
	return nil
}

func codeOf(told report.Secured) error {
	if told.ToFix() {
		return Exit{Code: toFix}
	}
	return nil
}
