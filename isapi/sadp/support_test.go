package sadp_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/isapi/simcam"
)

// exporting are the classes of reset that begin with a request.
var exporting = []struct {
	class      simcam.ResetClass
	generation simcam.Generation
	types      string // of the export
	after      string // the password that a reset leaves
}{
	{simcam.ResetByKey, simcam.Session, "getencryptstring", newPassword},
	{simcam.ResetByKey, simcam.RecorderGen, "getencryptstring", newPassword},
	{simcam.ResetByFile, simcam.Activation, "getcode", newPassword},
	{simcam.ResetByCode, simcam.Activation, "getcode", simcam.DefaultPassword},
}

// fresh is the new password of a reset, none where the default one comes back.
func fresh(after string) isapi.Secret {
	if after == simcam.DefaultPassword {
		return isapi.Secret{}
	}
	return password(after)
}

func TestSupportExchange(t *testing.T) {
	for _, c := range exporting {
		t.Run(string(c.class)+" "+string(c.generation), func(t *testing.T) {
			w := newWorld(t, simcam.Scenario{Generation: c.generation, SADP: simcam.SADPForm{Reset: c.class}})
			w.play(func(ctx context.Context, n sadp.Net, d sadp.Device) {
				if d.ResetClass != string(c.class) {
					t.Fatal(d.ResetClass)
				}
				w.wants(sadp.Import(ctx, n, d, "AB12CD34", fresh(c.after), sadp.Consent{}), sadp.ErrNoRequest, -1, -1)
				first := must(sadp.ExportRequest(ctx, n, d))
				old := must(w.cam.SupportAnswer(first)) // knows the request only byte for byte
				second := must(sadp.ExportRequest(ctx, n, d))
				if first == second {
					t.Error("the same request twice")
				}
				w.wants(sadp.Import(ctx, n, d, old, fresh(c.after), sadp.Consent{}), sadp.ErrDenied, 5, 0)
				w.wants(sadp.Import(ctx, n, d, "a <wrong> & odd one", fresh(c.after), sadp.Consent{}), sadp.ErrDenied, 4, 0)
				w.day.advance(49 * time.Hour)
				late := must(w.cam.SupportAnswer(second))
				w.wants(sadp.Import(ctx, n, d, late, fresh(c.after), sadp.Consent{}), sadp.ErrOverdue, -1, -1)

				answer := must(w.cam.SupportAnswer(must(sadp.ExportRequest(ctx, n, d))))
				if c.after == newPassword {
					w.wants(sadp.Import(ctx, n, d, answer, password("weakweak"), sadp.Consent{}), sadp.ErrRiskPassword, -1, -1)
				}
				if err := sadp.Import(ctx, n, d, must(sadp.ReadAnswer(strings.NewReader(answer+"\r\n"))), fresh(c.after), sadp.Consent{}); err != nil {
					t.Error(err)
				}
				w.wants(sadp.Import(ctx, n, d, answer, fresh(c.after), sadp.Consent{}), sadp.ErrNoRequest, -1, -1)
			})
			count := w.cam.Counters()
			if w.got(c.types) != 3 || count.WrongSecrets != 2 || count.PasswordChanges != 1 || w.cam.State().Password != c.after {
				t.Errorf("%+v, password %s", count, w.cam.State().Password)
			}
			w.clean(newPassword, "weakweak")
		})
	}
}

func TestTheOldestClassNeedsNoRequest(t *testing.T) {
	w := newWorld(t, simcam.Scenario{Generation: simcam.Legacy, Password: "forgotten"})
	w.play(func(ctx context.Context, n sadp.Net, d sadp.Device) {
		_, err := sadp.ExportRequest(ctx, n, d)
		w.unsent(err, sadp.ErrNoExport)
		answer := must(w.cam.SupportAnswer(d.Serial))
		w.unsent(sadp.Import(ctx, n, d, answer, password(newPassword), sadp.Consent{}), sadp.ErrDefaultOnly)
		w.wants(sadp.Import(ctx, n, d, "no answer", isapi.Secret{}, sadp.Consent{}), sadp.ErrDenied, -1, -1)
		if err := sadp.Import(ctx, n, d, answer, isapi.Secret{}, sadp.Consent{}); err != nil {
			t.Error(err)
		}
	})
	if w.cam.State().Password != simcam.DefaultPassword || w.got("getcode")+w.got("getencryptstring") != 0 || w.got("reset") != 2 {
		t.Errorf("%+v", w.cam.Counters())
	}
}

func TestWrongAnswersLock(t *testing.T) {
	for _, c := range exporting {
		w := newWorld(t, simcam.Scenario{Generation: c.generation, SADP: simcam.SADPForm{Reset: c.class, Tries: 3}})
		w.play(func(ctx context.Context, n sadp.Net, d sadp.Device) {
			answer := must(w.cam.SupportAnswer(must(sadp.ExportRequest(ctx, n, d))))
			wrong := func() error { return sadp.Import(ctx, n, d, "wrongkey", fresh(c.after), sadp.Consent{}) }
			w.wants(wrong(), sadp.ErrDenied, 2, 0)
			w.wants(wrong(), sadp.ErrDenied, 1, 0)
			w.wants(wrong(), sadp.ErrDenied, 0, 30)
			w.day.advance(10 * time.Minute)
			w.wants(sadp.Import(ctx, n, d, answer, fresh(c.after), sadp.Consent{}), sadp.ErrLocked, 0, 20)
			w.day.advance(21 * time.Minute)
			if err := sadp.Import(ctx, n, d, answer, fresh(c.after), sadp.Consent{}); err != nil {
				t.Error(err)
			}
		})
		if w.got("reset") != 5 || w.cam.State().Password != c.after {
			t.Errorf("class %s: %+v", c.class, w.cam.Counters())
		}
	}
}

func TestRestartVoidsTheRequest(t *testing.T) {
	for _, c := range exporting {
		w := newWorld(t, simcam.Scenario{Generation: c.generation, SADP: simcam.SADPForm{Reset: c.class}})
		var answer string
		w.play(func(ctx context.Context, n sadp.Net, d sadp.Device) {
			answer = must(w.cam.SupportAnswer(must(sadp.ExportRequest(ctx, n, d))))
		})
		w.restart()
		w.play(func(ctx context.Context, n sadp.Net, d sadp.Device) {
			w.wants(sadp.Import(ctx, n, d, answer, fresh(c.after), sadp.Consent{}), sadp.ErrNoRequest, -1, -1)
		})
		if n := w.cam.Counters(); n.PasswordChanges != 0 {
			t.Errorf("class %s: %+v", c.class, n)
		}
	}
}

// While a device starts it answers, and says no.
func TestStartingDeviceRefuses(t *testing.T) {
	w := newWorld(t, simcam.Scenario{})
	w.cam.PowerOff()
	w.cam.PowerOn()
	w.day.advance(21 * time.Second)
	w.play(func(ctx context.Context, n sadp.Net, d sadp.Device) {
		_, err := sadp.ExportRequest(ctx, n, d)
		w.wants(err, sadp.ErrDenied, -1, -1)
	})
}

// What can't work costs the camera nothing, not even an exchange of keys.
func TestNothingUnfitIsSent(t *testing.T) {
	w := newWorld(t, simcam.Scenario{Generation: simcam.Portal, Recovery: simcam.Recovery{Mailbox: true}})
	w.play(func(ctx context.Context, n sadp.Net, d sadp.Device) {
		other := d
		other.Serial = "DS-2CD2385G1-I20200414AAWRE87654321"
		file := []byte("0123456789ABCDEF")
		for what, p := range map[string]struct {
			password string
			device   sadp.Device
			reason   error
		}{
			"no password":         {"", d, sadp.ErrUnfitPassword},
			"too long":            {"12345678901234567", d, sadp.ErrUnfitPassword},
			"letters of others":   {"Pässword1", d, sadp.ErrUnfitPassword},
			"another device":      {newPassword, other, sadp.ErrOther},
			"a device without it": {newPassword, sadp.Device{}, sadp.ErrNoAnswer},
		} {
			t.Log(what)
			w.unsent(sadp.Import(ctx, n, p.device, "AB12CD34", password(p.password), sadp.Consent{}), p.reason)
			w.unsent(sadp.MailReset(ctx, n, p.device, "AB12CD34", password(p.password), sadp.Consent{}), p.reason)
			w.unsent(sadp.GUIDReset(ctx, n, p.device, file, password(p.password), sadp.Consent{}), p.reason)
			_, err := sadp.ExportGUID(ctx, n, p.device, password(p.password), sadp.Consent{})
			w.unsent(err, p.reason)
		}
		_, err := sadp.ExportRequest(ctx, n, other)
		w.unsent(err, sadp.ErrOther)
		_, err = sadp.MailRequest(ctx, n, other)
		w.unsent(err, sadp.ErrOther)
		for _, answer := range []string{"", " ", "<xml/>", "two\nlines", "esc\x1b[2J", "\xff\xfe", strings.Repeat("A", 513)} {
			w.unsent(sadp.Import(ctx, n, d, answer, password(newPassword), sadp.Consent{}), sadp.ErrUnfitAnswer)
			w.unsent(sadp.MailReset(ctx, n, d, answer, password(newPassword), sadp.Consent{}), sadp.ErrUnfitAnswer)
		}
		for _, file := range []string{"", "<xml/>", strings.Repeat("A", 129), "\x00\x00"} {
			w.unsent(sadp.GUIDReset(ctx, n, d, []byte(file), password(newPassword), sadp.Consent{}), sadp.ErrUnfitGUID)
		}
	})
	w.onlyInquired()
}

func TestInactiveDeviceHasNothingToReset(t *testing.T) {
	w := newWorld(t, simcam.Scenario{Generation: simcam.Portal, Inactive: true})
	w.play(func(ctx context.Context, n sadp.Net, d sadp.Device) {
		_, err := sadp.ExportRequest(ctx, n, d)
		w.unsent(err, sadp.ErrNotActivated)
		w.unsent(sadp.Import(ctx, n, d, "AB12CD34", password(newPassword), sadp.Consent{}), sadp.ErrNotActivated)
		_, err = sadp.MailRequest(ctx, n, d)
		w.unsent(err, sadp.ErrNotActivated)
		w.unsent(sadp.MailReset(ctx, n, d, "AB12CD34", password(newPassword), sadp.Consent{}), sadp.ErrNotActivated)
		_, err = sadp.ExportGUID(ctx, n, d, password(newPassword), sadp.Consent{})
		w.unsent(err, sadp.ErrNotActivated)
		w.unsent(sadp.GUIDReset(ctx, n, d, []byte("file"), password(newPassword), sadp.Consent{}), sadp.ErrNotActivated)
	})
	w.onlyInquired()
}

func (w *world) onlyInquired() {
	w.Helper()
	for types, count := range w.cam.Counters().SADP {
		if !strings.HasPrefix(types, "inquiry") {
			w.Errorf("%s was sent %d times", types, count)
		}
	}
}
