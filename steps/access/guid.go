package access

import (
	"context"
	"errors"
	"strings"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/letter"
	"camreset/steps/sentences"
)

// ExportGUID asks with the password that was proved. A refusal counts as a try.
func (e Env) ExportGUID(ctx context.Context, f *facts.Facts) (func(*facts.Facts), flow.Result) {
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
	if r.Err == nil {
		var err error
		if r.Reason, err = e.Save(GuidFolder(f), "DeviceGUID.xml", guid); err != nil {
			r.Problem = errors.Join(r.Problem, err)
			r.Changed = facts.Changed{Word: "refused", Reason: sentences.ReasonOf(err), Unsaved: true}
		}
	}
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

// GuidFolder is another one than the folder of the case, which is made to be sent
// to people.
func GuidFolder(f *facts.Facts) string {
	return strings.Replace(CaseFolder(f), "camreset-case", "camreset-guid", 1)
}

// CaseFolder names the folder for what goes to support.
func CaseFolder(f *facts.Facts) string { return letter.Of(f).FolderName() }
