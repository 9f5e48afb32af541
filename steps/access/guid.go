package access

import (
	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/letter"
	"camreset/steps/sentences"
	"context"
	"errors"
	"strings"
)

// ExportGUID asks with the password that was proved. A refusal counts as a try.
func (env Env) ExportGUID(ctx context.Context, f *facts.Facts) (func(*facts.Facts), flow.Result) {
	if why := sentences.Or(sentences.ShutGUID(f), sentences.RefusedText(f, f.Login.Password)); !why.IsZero() {
		return stoppedCode(why.String())
	}
	var guid []byte
	sent, err := env.sendOnce(f, secretSent{known: true, send: func() (err error) {
		guid, err = sadp.ExportGUID(ctx, env.ToDevices(), f.Record, f.Login.Password, f.Consent())
		return err
	}})
	if errors.Is(err, errUnsent) {
		return stoppedCode(unsentReason(err))
	}
	problem := env.settleOnce(f, sent)
	done, told := facts.Changed{Word: CodeWord(err), Reason: sentences.ReasonOf(err)}, err
	if err == nil {
		done.Reason, err = env.Save(GuidFolder(f), "DeviceGUID.xml", guid)
	}
	if err != nil && done.Word == "sent" {
		done = facts.Changed{Word: "refused", Reason: sentences.ReasonOf(err), Unsaved: true}
	}
	return func(f *facts.Facts) {
		f.Change, f.Spent = done, sent.spent
		if f.Doubted("guid-export", told); sent.attempt.Sent {
			f.Secrets++
		}
		if sent.attempt.Outcome == isapi.Wrong {
			f.Login = isapi.Login{}
		}
	}, sentences.WithError(sentences.GuidResult(done), errors.Join(err, problem))
}

// GuidFolder is another one than the folder of the case, which is made to be sent
// to people.
func GuidFolder(f *facts.Facts) string {
	return strings.Replace(CaseFolder(f), "camreset-case", "camreset-guid", 1)
}

// CaseFolder names the folder for what goes to support.
func CaseFolder(f *facts.Facts) string { return letter.Of(f).FolderName() }
