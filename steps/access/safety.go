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
	pages, err := e.readPages(ctx, f, ask, isapi.AtOnce(f.Left()))
	set := owned.Read(e.Now(), f.Device.Name, pages)
	s, look, after := f.Safety, f.Clients, err
	if judges {
		s = e.judged(f, pages)
		look, after = e.lookOn(ctx, f, pages, err)
	}
	s.Problem = reasonNow(err)
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

// readPages reads pages with the login that was proved, atOnce at a time. Each refusal of the login is noted: somebody else has changed the password.
func (e Env) readPages(ctx context.Context, f *facts.Facts, ask []isapi.PageRequest, atOnce int) (secure.Pages, error) {
	pages := secure.Pages{}
	if err := e.displaced(ctx, f); err != nil {
		return pages, err
	}
	login := f.Login
	login.Allow = facts.Spare
	var all []isapi.Page
	var err error
	var problem error
	read := func() {
		all, err = e.Camera(f.Target).ReadPages(ctx, login, atOnce, ask, nil)
		for _, p := range all {
			if p.Asked && refused(p.Err) { // also beside another reason to stop
				problem = errors.Join(problem, p.Err, e.Book().Note(e.Identity(f)))
			}
		}
	}
	read()
	if problem == nil {
		e.recognised(ctx, f, err, read)
	}
	for _, p := range all {
		pages[p.Path] = p
	}
	return pages, errors.Join(err, problem)
}

// LoginGone says why nothing more is sent after the login was refused.
const LoginGone = "The password is not taken any more, so nothing was sent."

// refused reports a login that the camera does not take any more: it may have cost a try.
// Some call a wrong one stale.
func refused(err error) bool { return errors.Is(err, isapi.ErrAuth) || errors.Is(err, isapi.ErrStale) }

// refuse drops such a login, and says why.
func refuse(f *facts.Facts, err error) {
	if refused(err) {
		f.Login, f.Factory = isapi.Login{}, false
		f.Safety.Problem = reasonNow(err)
	}
}

// reasonNow is why something failed with a login that was right before.
func reasonNow(err error) string {
	if refused(err) {
		return "it refuses the password that it took before"
	}
	return sentences.ReasonOf(err)
}

// FixSetting sends what cures one finding, or what the owner sets besides, once, after its
// pages were read again, and reads them back. What came of it stands in the finding.
func (e Env) FixSetting(ctx context.Context, f *facts.Facts, id string) (func(*facts.Facts), flow.Result) {
	x := fixing{env: e, f: f, check: secure.Of(id)}
	put := func(f *facts.Facts, found secure.Finding) { f.Safety.Put(found) }
	x.found, _ = f.Safety.Of(id)
	if own := f.Answers.Wish.Setting(id); own != nil {
		x.check, x.put, x.own = own, e.ownPut(f, id), true
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
		f.Answers.Fix = slices.DeleteFunc(slices.Clone(f.Answers.Fix), func(k flow.Outcome) bool { return string(k) == id })
		if isapi.Ends(x.err) {
			f.Answers.Fix = nil
		}
		put(f, x.found)
		for _, also := range x.also {
			if before, had := f.Safety.Of(also.ID); had {
				also.Fixed = before.Fixed && !also.Open()
				f.Safety.Put(also)
			}
		}
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
	// own is true for what the owner sets; put sends what of that is no page to be written
	// back.
	own bool
	put func(context.Context, isapi.Login, secure.Pages) error

	found secure.Finding
	// also are the findings that the same pages show: what the owner sets may cure one.
	also  []secure.Finding
	sent  sent
	other func(*facts.Facts)
	err   error
}

func (x *fixing) run(ctx context.Context) {
	x.other = Nothing
	x.found.Problem = ""
	pages, err := x.env.readPages(ctx, x.f, x.ask, 1) // the login may be long ago
	if err != nil {
		x.fail(err, "It was not sent: "+reasonNow(err)+".")
		return
	}
	known := x.env.secured(x.f)
	before := x.check.Look(known, pages)
	if before.Status == flow.Skip {
		x.found.Problem = "It was not sent, because it cannot be read now."
		if x.own {
			x.found.Problem = before.Detail
		}
		return
	}
	if x.found = before; !before.Open() && x.check.ID != owned.Questions {
		x.lookAlso(pages)
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
		what: ledger.IntentSetting, proofFollows: true, keptBack: x.env.keptFrom(x.f, false), may: settingWords,
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
	if refused(x.sent.Err) {
		x.sent.Reason = reasonNow(x.sent.Err)
		x.err = errors.Join(x.err, x.env.Book().Note(x.env.Identity(x.f)))
	}
	if !x.sent.out() && (isapi.Ends(x.sent.Err) || !answered(x.sent.Err)) {
		x.found.Problem = "It was not changed: " + x.sent.Reason + "."
		return
	}
	x.readBack(ctx, before, restart)
}

// answered reports that the camera has said something to what was sent.
func answered(err error) bool {
	var e *isapi.Error
	return errors.As(err, &e) && e.Status != 0
}

// settingWords are the ways in which a change of a setting can come out.
var settingWords = []flow.Outcome{"sent", "lost", "busy", "gone", "consent", "other-certificate", "other-device"}

// backAfter are the pauses before a setting is read back: some devices begin their web
// server anew for it.
var backAfter = []time.Duration{0, time.Second, 3 * time.Second}

var errUnread = errors.New("its page does not show it now")

// readBack sees what became of a change that may have been taken. It is not sent again.
func (x *fixing) readBack(ctx context.Context, before secure.Finding, restart bool) {
	var after secure.Finding
	var pages secure.Pages
	var err error
	for _, pause := range backAfter {
		if pause > 0 {
			select {
			case <-x.env.After(pause):
			case <-ctx.Done():
			}
		}
		pages, err = x.env.readPages(ctx, x.f, x.ask, 1)
		if after = x.check.Look(x.env.secured(x.f), pages); err == nil && after.Status == flow.Skip {
			err = errUnread
		}
		if err == nil || isapi.Ends(err) && !errors.Is(err, isapi.ErrUnreachable) {
			break
		}
	}
	switch {
	case err == nil && after.Status == flow.Skip:
		x.found.Problem = "It was sent, and the device does not show what it has now."
	case err != nil && !x.sent.out():
		x.fail(err, "It was refused, and could not be read back: "+reasonNow(err)+".")
	case err != nil:
		x.fail(err, "It was sent, and could not be read back: "+reasonNow(err)+". Look on its page before you send it again.")
		return // the note stays: what the camera did is not known
	case x.sent.Word == "lost" && !before.Open():
		x.found.Problem = "No answer came, and what it has cannot be told from what it had. Set it once more."
	case !after.Open(), !after.Fix && after.Do != x.found.Do: // what else is to be done about it, no write cures
		if x.found, x.found.Fixed = after, true; restart {
			x.found.Detail += " It holds from its next restart on."
		}
		x.lookAlso(pages)
	case !x.sent.out():
		x.found.Problem = "It was refused, and is as it was: " + x.sent.Reason + "."
	case restart:
		x.found.Problem = "It was taken, and holds from its next restart on."
	case x.sent.Word == "lost":
		x.found.Problem = "No answer came, and it is as it was. It was not sent again."
	default:
		x.found.Problem = "It said yes, and has the old setting all the same."
	}
	if x.sent.out() {
		x.err = errors.Join(x.err, x.env.Finish(x.f))
	}
}

// lookAlso judges what else the pages show, by which the device has what its owner wants.
func (x *fixing) lookAlso(pages secure.Pages) {
	if !x.own {
		return
	}
	known := x.env.secured(x.f)
	known.OwnZone = known.OwnZone || x.check.ID == owned.Zone && x.f.Answers.Wish.Zone != ""
	for _, c := range secure.Settings {
		missing := func(path string) bool { _, read := pages[path]; return !read }
		if len(c.Pages) > 0 && !slices.ContainsFunc(c.Pages, missing) {
			x.also = append(x.also, c.Look(known, pages))
		}
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
