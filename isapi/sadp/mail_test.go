package sadp_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"camreset/isapi/sadp"
	"camreset/isapi/simcam"
)

func TestMail(t *testing.T) {
	w := newWorld(t, simcam.Scenario{Recovery: simcam.Recovery{Mailbox: true}, SADP: simcam.SADPForm{MailBox: "o***r@example.net", Tries: 3}})
	w.play(func(ctx context.Context, n sadp.Net, d sadp.Device) {
		reset := func(code string) error { return sadp.MailReset(ctx, n, d, code, password(newPassword), sadp.Consent{}) }
		w.wants(reset("00000000"), sadp.ErrWrongCode, 2, 0) // none was asked for
		first := must(sadp.MailRequest(ctx, n, d))
		if first.MailBox != "o***r@example.net" || first.ServiceBox != "pw_recovery@hikvision.com" || !strings.HasPrefix(first.QR, "D:"+w.cam.Identity().Model+"**") {
			t.Errorf("%+v", first)
		}
		old := must(w.cam.SupportAnswer(first.QR)) // knows the QR code only byte for byte
		code := must(w.cam.SupportAnswer(must(sadp.MailRequest(ctx, n, d)).QR))
		w.wants(reset(old), sadp.ErrWrongCode, 1, 0) // the second voids the first
		w.wants(reset("wrong & <odd>"), sadp.ErrWrongCode, 0, 30)
		w.wants(reset(code), sadp.ErrLocked, 0, 30)
		w.day.advance(31 * time.Minute)
		w.wants(sadp.MailReset(ctx, n, d, code, password("weakweak"), sadp.Consent{}), sadp.ErrRiskPassword, -1, -1)
		if err := reset(" " + code + "\n"); err != nil {
			t.Error(err)
		}
		w.wants(reset(code), sadp.ErrWrongCode, 2, 0) // used
		code = must(w.cam.SupportAnswer(must(sadp.MailRequest(ctx, n, d)).QR))
		w.day.advance(49 * time.Hour)
		w.wants(reset(code), sadp.ErrWrongCode, 2, 0) // late; the miss of two days ago is forgotten
	})
	count := w.cam.Counters()
	if w.got("GetQRcodes") != 3 || w.got("MailReset") != 8 || w.got("exchangecode") != 8 || count.PasswordChanges != 1 || w.cam.State().Password != newPassword {
		t.Errorf("%+v", count)
	}
	w.clean(newPassword, "weakweak")
}

func TestNoMailbox(t *testing.T) {
	w := newWorld(t, simcam.Scenario{})
	w.play(func(ctx context.Context, n sadp.Net, d sadp.Device) {
		_, err := sadp.MailRequest(ctx, n, d)
		w.wants(err, sadp.ErrNoMailbox, -1, -1)
		w.wants(sadp.MailReset(ctx, n, d, "AB12CD34", password(newPassword), sadp.Consent{}), sadp.ErrNoMailbox, -1, -1)
	})
	if n := w.cam.Counters(); n.PasswordChanges != 0 {
		t.Errorf("%+v", n)
	}
}
