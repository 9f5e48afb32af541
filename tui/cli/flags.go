package cli

import (
	"context"
	"io"
	"strings"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/methods"
	"camreset/tui"
)

// Answers are those of the wizard that a command line may give.
type Answers struct {
	Owner, Method string
	// PasswordFile holds the password that the camera is to get, Address the address.
	PasswordFile, Address string
}

// keys reads those that are one word.
func (a Answers) keys() (facts.Flags, error) {
	f := facts.Flags{Owner: flow.Outcome(a.Owner), Method: flow.Outcome(a.Method)}
	if f.Owner != "" && f.Owner != "mine" && f.Owner != "for-owner" {
		return f, Usage("--owner is mine or for-owner, not %q", a.Owner)
	}
	if _, is := methods.Find(f.Method); !is && f.Method != "" {
		return f, Usage("there is no method %q; there are: %s", a.Method, strings.Join(methodKeys(), ", "))
	}
	return f, nil
}

func methodKeys() (all []string) {
	for _, m := range methods.All {
		all = append(all, string(m.Key))
	}
	return all
}

// password reads the new password, and refuses one that is too weak before anything is
// sent. On a terminal - asks for it, without showing it.
func (o *Wizard) password(ctx context.Context, out io.Writer) (facts.Secret, error) {
	if o.PasswordFile == "" {
		return facts.Secret{}, nil
	}
	typed, err := "", error(nil)
	if o.PasswordFile == "-" && !tui.Piped() {
		lines := tui.NewLines(o.Guard, out)
		typed, err = lines.Password(ctx, "Type the new password. It is not shown.")
		lines.Close()
	} else {
		typed, err = passwordFrom(o.PasswordFile)
	}
	if err != nil {
		return facts.Secret{}, err
	}
	if why := facts.Weak(facts.DefaultUser, typed); !why.IsZero() {
		return facts.Secret{}, Usage("the new password is not good enough. %s", why)
	}
	return isapi.NewSecret(typed), nil
}

// plan reads the address that the camera is to get.
func (a Answers) plan(env steps.Env) (sadp.Settings, error) {
	if a.Address == "" {
		return sadp.Settings{}, nil
	}
	own, _ := env.Interfaces() // without them the address alone decides
	plan, bad := facts.ReadPlan(a.Address, own)
	if !bad.IsZero() {
		return plan, Usage("--set-address %q: %s", a.Address, bad)
	}
	return plan, nil
}
