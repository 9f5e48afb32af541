package access

import (
	"context"
	"errors"
	"slices"
	"strings"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/letter"
	"camreset/steps/sentences"
	"camreset/steps/text"
)

// ExportGUID asks for the file with the password that was proved, over UDP where that
// goes, else over the camera's page. A refusal counts as a try.
func (e Env) ExportGUID(ctx context.Context, f *facts.Facts) (func(*facts.Facts), flow.Result) {
	if sentences.FileByPage(f) {
		return e.exportByPage(ctx, f)
	}
	var guid []byte
	r := e.send(f, sending{
		keptBack: sentences.Or(sentences.ShutGUID(f), sentences.RefusedText(f, f.Login.Password)).String(),
		secret:   true, known: true, may: SecretWords,
		send: func() (err error) {
			guid, err = sadp.ExportGUID(ctx, e.ToDevices(), f.Record, f.Login.Password, f.Consent())
			return err
		},
	})
	if r.Unsent {
		return unsent(r, sentences.CodeResult)
	}
	e.keepFile(f, &r, guid)
	return func(f *facts.Facts) {
		f.Change, f.Spent = r.Changed, r.Spent
		f.GUIDMade = f.GUIDMade || r.Word == "sent"
		if f.Doubted(facts.CommandExport, r.Err); r.Attempt.Sent {
			f.Secrets++
		}
		if r.Attempt.Outcome == isapi.Wrong {
			f.Login = isapi.Login{}
		}
	}, sentences.GuidResult(r.Changed).With(r.cause())
}

// exportByPage asks for the file over the camera's page. Asking changes nothing but that an
// older file is void.
func (e Env) exportByPage(ctx context.Context, f *facts.Facts) (func(*facts.Facts), flow.Result) {
	var file []byte
	r := e.send(f, sending{
		keptBack: sentences.Or(sentences.ShutGUID(f), text.T("%s", e.keptFrom(f, false))).String(), may: FileWords,
		send: func() error {
			return e.toTheCamera(ctx, f, func() (err error) {
				login := f.Login
				login.Allow = facts.Spare
				file, err = e.Camera(f.Target).ExportGUIDFile(ctx, login, f.Answers.Clear)
				return err
			})
		},
	})
	if r.Unsent {
		return unsent(r, sentences.GuidResult)
	}
	if errors.Is(r.Err, isapi.ErrAuth) {
		r.Problem = errors.Join(r.Problem, e.Book().Note(e.Identity(f)))
	}
	e.keepFile(f, &r, file)
	other := e.WhatElse(f, r.Err)
	return func(f *facts.Facts) {
		f.Change = r.Changed
		f.Answers.Clear = false // it was for this one
		other(f)
		refuse(f, r.Err)
	}, sentences.GuidResult(r.Changed).With(r.cause())
}

// keepFile writes the file that came.
func (e Env) keepFile(f *facts.Facts, r *sent, file []byte) {
	if r.Err != nil {
		return
	}
	path, err := e.Save(GuidFolder(f), "DeviceGUID.xml", file)
	if r.Reason = path; err != nil {
		r.Problem = errors.Join(r.Problem, err)
		r.Changed = facts.Changed{Word: "refused", Reason: sentences.ReasonOf(err), Unsaved: true}
	}
}

// FileWords are the ways in which asking for the file can come out.
var FileWords = append(slices.Clone(SecretWords), "consent", "other-certificate", "other-device")

// GuidFolder is another one than the folder of the case, which is made to be sent
// to people.
func GuidFolder(f *facts.Facts) string {
	return strings.Replace(CaseFolder(f), "camreset-case", "camreset-guid", 1)
}

// CaseFolder names the folder for what goes to support.
func CaseFolder(f *facts.Facts) string { return letter.Of(f).FolderName() }
