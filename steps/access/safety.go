package access

import (
	"context"
	"errors"
	"slices"
	"time"

	"camreset/isapi"
	"camreset/steps/clients"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/ledger"
	"camreset/steps/owned"
	"camreset/steps/secure"
	"camreset/steps/sentences"
	"camreset/steps/text"
)

// ReadSafety reads the camera's settings with the login that was proved, judges them,
// keeps what its owner has set, and sees who else logs in; an account with fewer rights
// reads only what is set. It stops at the first refusal, and changes nothing.
func (e Env) ReadSafety(ctx context.Context, f *facts.Facts) (func(*facts.Facts), flow.Result) {
	judges := f.CanSecure()
	ask := owned.Asked(!judges)
	if judges {
		ask = slices.Concat(secure.Asked(), ask, []isapi.PageRequest{clients.Online})
	}
	pages, err := e.readPages(ctx, f, ask)
	set := owned.Read(e.Now(), f.Device.Name, pages)
	s, look, after := f.Safety, f.Clients, err
	if judges {
		s = e.judged(f, pages)
		look, after = e.lookOn(ctx, f, pages, err)
	}
	if s.Problem = ""; err != nil {
		s.Problem = sentences.ReasonOf(err)
	}
	return func(f *facts.Facts) {
		f.Safety, f.Owned, f.Clients = s, set, look
		refuse(f, after)
	}, safetyResult(s).With(after)
}

// judged is what the pages show of how safely it is set up.
func (e Env) judged(f *facts.Facts, pages secure.Pages) facts.Safety {
	found := secure.Look(e.secured(f), pages)
	for i := range found {
		if before, had := f.Safety.Of(found[i].ID); had && before.Fixed && !found[i].Open() {
			found[i].Fixed = true
		}
	}
	return facts.Safety{At: e.Now(), Findings: found}
}

func safetyResult(s facts.Safety) flow.Result {
	if s.Problem != "" {
		return flow.Warned(text.T("Not all settings could be read: %s.", s.Problem), text.T("Look at the rest on its own page."))
	}
	return flow.Well(text.T("Its settings were read."))
}

// secured is facts.Secured by the clock of now.
func (e Env) secured(f *facts.Facts) secure.Known {
	known := f.Secured()
	known.Now = e.Now()
	return known
}

// readPages reads pages with the login that was proved, as many at once as the camera can
// spare tries. Each refusal of the login is noted: somebody else has changed the password.
func (e Env) readPages(ctx context.Context, f *facts.Facts, ask []isapi.PageRequest) (secure.Pages, error) {
	pages := secure.Pages{}
	if err := e.displaced(ctx, f); err != nil {
		return pages, err
	}
	login := f.Login
	login.Allow = facts.Spare
	var all []isapi.Page
	var err error
	read := func() {
		all, err = e.Camera(f.Target).ReadPages(ctx, login, isapi.AtOnce(f.Left()), ask, nil)
	}
	read()
	e.recognised(ctx, f, err, read)
	var problem error
	for _, p := range all {
		pages[p.Path] = p
		if p.Asked && errors.Is(p.Err, isapi.ErrAuth) {
			problem = errors.Join(problem, e.Book().Note(e.Identity(f)))
		}
	}
	return pages, errors.Join(err, problem)
}

// LoginGone says why nothing more is sent after the login was refused.
const LoginGone = "The password is not taken any more, so nothing was sent."

// refuse drops a login that the camera does not take any more.
func refuse(f *facts.Facts, err error) {
	if errors.Is(err, isapi.ErrAuth) || errors.Is(err, isapi.ErrStale) {
		f.Login, f.Factory = isapi.Login{}, false
	}
}

// FixSetting sends what cures one finding, or what the owner sets besides, once, after its
// pages were read again, and reads them back. What came of it stands in the finding.
func (e Env) FixSetting(ctx context.Context, f *facts.Facts, id string) (func(*facts.Facts), flow.Result) {
	x := fixing{env: e, f: f, check: secure.Of(id)}
	put := func(f *facts.Facts, found secure.Finding) { f.Safety.Put(found) }
	x.found, _ = f.Safety.Of(id)
	if own := f.Answers.Wish.Setting(id); own != nil {
		x.check, x.put = own, e.ownPut(f, id)
		x.found, put = secure.Finding{ID: id, Title: own.Title, Place: own.Place}, (*facts.Facts).PutGiven
	}
	if x.check == nil || x.check.Fix == nil && x.put == nil {
		return Nothing, flow.Skipped(text.T("There is nothing to send."))
	}
	x.ask = make([]isapi.PageRequest, 0, len(x.check.Pages))
	for _, path := range x.check.Pages {
		x.ask = append(x.ask, isapi.PageRequest{Path: path})
	}
	x.run(ctx)
	if x.sent.Word == "consent" { // it is sent once somebody has agreed
		return func(f *facts.Facts) { f.Change = x.sent.Changed }, sentences.ChangeResult(x.sent.Changed).With(x.err)
	}
	return func(f *facts.Facts) {
		put(f, x.found)
		if x.sent.out() {
			f.Writes++
		}
		f.Change, f.Answers.Clear = x.sent.Changed, false
		x.other(f)
		refuse(f, x.err)
	}, fixResult(x.found).With(x.err)
}

// ownPut is how that is sent of what the owner sets which takes the password along; nil for
// a page that is written back.
func (e Env) ownPut(f *facts.Facts, id string) func(context.Context, isapi.Login, secure.Pages) error {
	camera, a := e.Camera(f.Target), f.Answers
	switch id {
	case owned.Mailbox:
		return func(ctx context.Context, login isapi.Login, _ secure.Pages) error {
			return camera.SetMailbox(ctx, login, a.Wish.Mailbox, a.Clear)
		}
	case owned.Questions:
		return func(ctx context.Context, login isapi.Login, pages secure.Pages) error {
			ids := owned.ToAnswer(pages)
			answers := make([]isapi.QuestionAnswer, 0, len(ids))
			for i, id := range ids[:min(len(ids), len(a.Replies))] {
				answers = append(answers, isapi.QuestionAnswer{ID: id, Text: a.Replies[i]})
			}
			return camera.SetQuestions(ctx, login, answers, a.Clear)
		}
	}
	return nil
}

// fixing is one change of one setting.
type fixing struct {
	env   Env
	f     *facts.Facts
	check *secure.Setting
	ask   []isapi.PageRequest
	// put sends what is no page to be written back.
	put func(context.Context, isapi.Login, secure.Pages) error

	found secure.Finding
	sent  sent
	other func(*facts.Facts)
	err   error
}

func (x *fixing) run(ctx context.Context) {
	x.other = Nothing
	x.found.Problem = ""
	pages, err := x.env.readPages(ctx, x.f, x.ask)
	if err != nil {
		x.fail(err, "It was not sent: "+sentences.ReasonOf(err)+".")
		return
	}
	known := x.env.secured(x.f)
	before := x.check.Look(known, pages)
	if x.found = before; before.Status == flow.Skip {
		x.found.Problem = before.Detail
		return
	}
	if !before.Open() && x.check.ID != owned.Questions {
		return // somebody else has done it
	}
	x.found.Place = x.check.Place
	page := isapi.Page{}
	if x.put == nil {
		can := false
		if page, can = x.check.Fix(known, pages); !can {
			x.found.Problem = "It cannot be changed from here."
			return
		}
	}
	restart := false
	x.sent = x.env.send(x.f, sending{
		what: ledger.IntentSetting, keptBack: x.env.keptFrom(x.f, false), may: settingWords,
		send: func() error {
			return x.env.toTheCamera(ctx, x.f, func() (err error) {
				login := x.f.Login
				login.Allow = facts.Spare
				if x.put != nil {
					return x.put(ctx, login, pages)
				}
				restart, err = x.env.Camera(x.f.Target).WritePage(ctx, login, page)
				return err
			})
		},
	})
	x.err = x.sent.cause()
	x.other = x.env.WhatElse(x.f, x.sent.Err)
	if errors.Is(x.sent.Err, isapi.ErrAuth) {
		x.err = errors.Join(x.err, x.env.Book().Note(x.env.Identity(x.f)))
	}
	if !x.sent.out() {
		x.found.Problem = "It was not changed: " + x.sent.Reason + "."
		return
	}
	x.readBack(ctx, before, restart)
}

// settingWords are the ways in which a change of a setting can come out.
var settingWords = []flow.Outcome{"sent", "lost", "busy", "gone", "consent", "other-certificate", "other-device"}

// backAfter are the pauses before a setting is read back: some devices begin their web
// server anew for it.
var backAfter = []time.Duration{0, time.Second, 3 * time.Second}

// readBack sees what became of a change that may have been taken. It is not sent again.
func (x *fixing) readBack(ctx context.Context, before secure.Finding, restart bool) {
	var after secure.Finding
	var err error
	for _, pause := range backAfter {
		if pause > 0 {
			select {
			case <-x.env.After(pause):
			case <-ctx.Done():
			}
		}
		var pages secure.Pages
		if pages, err = x.env.readPages(ctx, x.f, x.ask); err == nil || errors.Is(err, isapi.ErrAuth) || ctx.Err() != nil {
			after = x.check.Look(x.env.secured(x.f), pages)
			break
		}
	}
	lost := x.sent.Word == "lost"
	switch {
	case err == nil && after.Status == flow.Skip:
		x.found.Problem = "It was sent, and the device does not show what it has now."
	case err != nil:
		x.fail(err, "It was sent, and could not be read back: "+sentences.ReasonOf(err)+". Look on its page before you send it again.")
		return // the note stays: what the camera did is not known
	case lost && !before.Open():
		x.found.Problem = "No answer came, and what it has cannot be told from what it had. Set it once more."
	case !after.Open():
		x.found, x.found.Fixed = after, true
	case restart:
		x.found.Problem = "It was taken, and holds from its next restart on."
	case lost:
		x.found.Problem = "No answer came, and it is as it was. It was not sent again."
	default:
		x.found.Problem = "It said yes, and has the old setting all the same."
	}
	if lost {
		x.err = errors.Join(x.err, x.env.Finish(x.f))
	}
}

func (x *fixing) fail(err error, problem string) {
	x.err, x.found.Problem = errors.Join(x.err, err), problem
}

// keptFrom says why nothing may be written at the camera's address; empty where it may.
// named is true for what names the camera's MAC, and reaches nobody else.
func (e Env) keptFrom(f *facts.Facts, named bool) string {
	switch {
	case !named && e.Doubled(f):
		return "several devices have this address, and it could reach another one"
	case f.ReadOnly():
		return "this address is not in a private network of yours"
	}
	return ""
}

func fixResult(f secure.Finding) flow.Result {
	switch {
	case f.Fixed:
		return flow.Well(text.T("%s: changed, and read back.", f.Title))
	case f.Problem != "":
		return flow.Warned(text.T("%s: this did not work.", f.Title), text.T("%s Its page has it at %s.", f.Problem, f.Place))
	}
	return flow.Well(text.T("%s: there was nothing left to change.", f.Title))
}
