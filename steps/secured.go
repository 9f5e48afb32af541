package steps

import (
	"context"

	"camreset/isapi"
	"camreset/steps/access"
	"camreset/steps/lan"
	"camreset/steps/report"
	"camreset/steps/secure"
)

// Securing is a look at how safely one device is set up, with its login, outside a walk.
type Securing struct {
	env Env
	f   Facts
}

// BeginSecuring looks at a device without a login, as Inspect does.
func BeginSecuring(ctx context.Context, env Env, typed lan.Address) *Securing {
	s := &Securing{env: env.Until(ctx)}
	s.f, _ = lookOnce(ctx, s.env, typed)
	return s
}

// Look is what the look without a login has found.
func (s *Securing) Look() report.Report { return report.Of(&s.f) }

// Whereabouts names the device and its address.
func (s *Securing) Whereabouts() string { return s.f.Whereabouts() }

// Facts are what is known by now.
func (s *Securing) Facts() *Facts { return &s.f }

// Login tries one password, once, as the ledger allows. word is how it came out, "right"
// for one that lets everything be read; the sentence says the same.
func (s *Securing) Login(ctx context.Context, user string, password isapi.Secret, basic bool) (word Outcome, said Result) {
	s.f.Answers.User, s.f.Answers.Basic = user, basic
	change, said := s.env.Try(ctx, &s.f, isapi.Login{User: user, Password: password, Basic: basic}, false)
	change(&s.f)
	s.f.Now = s.env.Now()
	return s.f.Last.Word, said
}

// Read reads the settings with the login that was right, and gives what was found, the
// worst first. problem says why the reading ended early.
func (s *Securing) Read(ctx context.Context) (found []secure.Finding, problem string) {
	for _, read := range []func(context.Context, Env, *Facts) (func(*Facts), Result){
		deviceInfo.Run,
		func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) { return env.ReadSafety(ctx, f) },
	} {
		if s.f.Login.Password.IsZero() {
			break
		}
		change, _ := read(ctx, s.env, &s.f)
		change(&s.f)
	}
	return s.f.Safety.Findings, s.f.Safety.Problem
}

// Fix sends what cures one finding, once, and reads it back.
func (s *Securing) Fix(ctx context.Context, id string) secure.Finding {
	if s.f.Login.Password.IsZero() {
		found, _ := s.f.Safety.Of(id)
		found.Problem = access.LoginGone
		return found
	}
	change, _ := s.env.FixSetting(ctx, &s.f, id)
	change(&s.f)
	found, _ := s.f.Safety.Of(id)
	return found
}
