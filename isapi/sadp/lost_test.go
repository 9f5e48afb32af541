package sadp_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/isapi/simcam"
)

// A command that was carried out and never answered is not sent again, whoever waits for it.
func TestLostAnswers(t *testing.T) {
	const present = "Present-12"
	support := func(ctx context.Context, n sadp.Net, d sadp.Device, w *world) string {
		return must(w.cam.SupportAnswer(must(sadp.ExportRequest(ctx, n, d))))
	}
	type client func(context.Context, sadp.Net, sadp.Device) error
	for name, c := range map[string]struct {
		class simcam.ResetClass
		types string
		now   string // the camera's password afterwards
		ready func(context.Context, sadp.Net, sadp.Device, *world) client
	}{
		"getencryptstring": {simcam.ResetByKey, "getencryptstring", present, func(context.Context, sadp.Net, sadp.Device, *world) client { return export }},
		"getcode":          {simcam.ResetByFile, "getcode", present, func(context.Context, sadp.Net, sadp.Device, *world) client { return export }},
		"reset, class D": {simcam.ResetByKey, "reset", newPassword, func(ctx context.Context, n sadp.Net, d sadp.Device, w *world) client {
			answer := support(ctx, n, d, w)
			return func(ctx context.Context, n sadp.Net, d sadp.Device) error {
				return sadp.Import(ctx, n, d, answer, password(newPassword), sadp.Consent{})
			}
		}},
		"reset, class B": {simcam.ResetByCode, "reset", simcam.DefaultPassword, func(ctx context.Context, n sadp.Net, d sadp.Device, w *world) client {
			answer := support(ctx, n, d, w)
			return func(ctx context.Context, n sadp.Net, d sadp.Device) error {
				return sadp.Import(ctx, n, d, answer, isapi.Secret{}, sadp.Consent{})
			}
		}},
		"GetQRcodes": {simcam.ResetByKey, "GetQRcodes", present, func(context.Context, sadp.Net, sadp.Device, *world) client {
			return func(ctx context.Context, n sadp.Net, d sadp.Device) error {
				_, err := sadp.MailRequest(ctx, n, d)
				return err
			}
		}},
		"MailReset": {simcam.ResetByKey, "MailReset", newPassword, func(ctx context.Context, n sadp.Net, d sadp.Device, w *world) client {
			code := must(w.cam.SupportAnswer(must(sadp.MailRequest(ctx, n, d)).QR))
			return func(ctx context.Context, n sadp.Net, d sadp.Device) error {
				return sadp.MailReset(ctx, n, d, code, password(newPassword), sadp.Consent{})
			}
		}},
		"ExportGUID": {simcam.ResetByKey, "ExportGUID", present, func(context.Context, sadp.Net, sadp.Device, *world) client {
			return func(ctx context.Context, n sadp.Net, d sadp.Device) error {
				_, err := sadp.ExportGUID(ctx, n, d, password(present), sadp.Consent{})
				return err
			}
		}},
		"GUIDReset": {simcam.ResetByKey, "GUIDReset", newPassword, func(ctx context.Context, n sadp.Net, d sadp.Device, _ *world) client {
			file := must(sadp.ExportGUID(ctx, n, d, password(present), sadp.Consent{}))
			return func(ctx context.Context, n sadp.Net, d sadp.Device) error {
				return sadp.GUIDReset(ctx, n, d, file, password(newPassword), sadp.Consent{})
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			generation := simcam.Portal
			if c.class != simcam.ResetByKey {
				generation = simcam.Activation
			}
			w := newWorld(t, simcam.Scenario{Generation: generation, Password: present, Recovery: simcam.Recovery{Mailbox: true}, SADP: simcam.SADPForm{Reset: c.class}})
			w.play(func(ctx context.Context, n sadp.Net, d sadp.Device) {
				command := c.ready(ctx, n, d, w)
				w.cam.Set(func(sc *simcam.Scenario) { sc.SADP.Mute = []string{c.types} })
				start := time.Now()
				w.wants(command(ctx, n, d), sadp.ErrLost, -1, -1)
				if waited := time.Since(start); waited < 10*time.Second || waited > 12*time.Second || w.got(c.types) != 1 {
					t.Errorf("%s came %d times in %v", c.types, w.got(c.types), waited)
				}
			})
			if got := w.cam.State().Password; got != c.now {
				t.Errorf("the password is %s, want %s", got, c.now)
			}
		})
	}
}

func export(ctx context.Context, n sadp.Net, d sadp.Device) error {
	_, err := sadp.ExportRequest(ctx, n, d)
	return err
}

// Without the device's half of the key nothing that counts is sent.
func TestLostExchange(t *testing.T) {
	w := newWorld(t, simcam.Scenario{SADP: simcam.SADPForm{Mute: []string{"exchangecode"}}})
	w.play(func(ctx context.Context, n sadp.Net, d sadp.Device) {
		w.unsent(sadp.Import(ctx, n, d, "AB12CD34", password(newPassword), sadp.Consent{}), sadp.ErrNoAnswer)
	})
	if w.got("exchangecode") != 1 || w.got("reset") != 0 {
		t.Errorf("%+v", w.cam.Counters())
	}
}

func TestGivingUpAfterSending(t *testing.T) {
	w := newWorld(t, simcam.Scenario{SADP: simcam.SADPForm{Mute: []string{"getencryptstring"}}})
	w.play(func(ctx context.Context, n sadp.Net, d sadp.Device) {
		ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
		defer cancel()
		_, err := sadp.ExportRequest(ctx, n, d)
		w.wants(err, sadp.ErrLost, -1, -1)
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
	})
	if w.got("getencryptstring") != 1 {
		t.Errorf("%+v", w.cam.Counters())
	}
}
