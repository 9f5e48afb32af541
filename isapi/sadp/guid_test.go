package sadp_test

import (
	"bytes"
	"context"
	"testing"
	"time"

	"camreset/isapi/sadp"
	"camreset/isapi/simcam"
)

func TestGUID(t *testing.T) {
	for _, generation := range []simcam.Generation{simcam.Portal, simcam.RecorderGen} {
		w := newWorld(t, simcam.Scenario{Generation: generation, Password: "Present-12", SADP: simcam.SADPForm{Tries: 3}})
		w.play(func(ctx context.Context, n sadp.Net, d sadp.Device) {
			reset := func(file []byte) error { return sadp.GUIDReset(ctx, n, d, file, password(newPassword), sadp.Consent{}) }
			_, err := sadp.ExportGUID(ctx, n, d, password("Wrong-1234"), sadp.Consent{})
			w.wants(err, sadp.ErrWrongPassword, 2, 0)
			old := must(sadp.ExportGUID(ctx, n, d, password("Present-12"), sadp.Consent{}))
			file := must(sadp.ExportGUID(ctx, n, d, password("Present-12"), sadp.Consent{}))
			if string(file) != w.cam.GUIDFile() {
				t.Errorf("%q", file)
			}
			w.wants(reset(old), sadp.ErrInvalidGUID, 2, 0)
			w.wants(sadp.GUIDReset(ctx, n, d, file, password("weakweak"), sadp.Consent{}), sadp.ErrRiskPassword, -1, -1)
			if err := reset(must(sadp.ReadGUID(bytes.NewReader(file)))); err != nil {
				t.Error(err)
			}
			w.wants(reset(file), sadp.ErrInvalidGUID, 2, 0) // used
			w.wants(reset(bytes.Repeat([]byte{0xff}, 128)), sadp.ErrInvalidGUID, 1, 0)
			w.wants(reset(file), sadp.ErrInvalidGUID, 0, 30)
			w.wants(reset(file), sadp.ErrLocked, 0, 30)
			w.day.advance(31 * time.Minute)
			next := must(sadp.ExportGUID(ctx, n, d, password(newPassword), sadp.Consent{}))
			if err := sadp.GUIDReset(ctx, n, d, append(next, make([]byte, 128-len(next))...), password("Another-78"), sadp.Consent{}); err != nil {
				t.Errorf("a file that is filled up already: %v", err)
			}
		})
		count := w.cam.Counters()
		if w.got("ExportGUID") != 4 || w.got("GUIDReset") != 8 || count.PasswordChanges != 2 || w.cam.State().Password != "Another-78" {
			t.Errorf("%s: %+v", generation, count)
		}
		w.clean("Present-12", newPassword, "Wrong-1234", "Another-78")
	}
}

func TestNoGUIDFiles(t *testing.T) {
	w := newWorld(t, simcam.Scenario{Password: "Present-12"})
	w.play(func(ctx context.Context, n sadp.Net, d sadp.Device) {
		_, err := sadp.ExportGUID(ctx, n, d, password("Present-12"), sadp.Consent{})
		w.wants(err, sadp.ErrDenied, -1, -1)
		w.wants(sadp.GUIDReset(ctx, n, d, []byte("file"), password(newPassword), sadp.Consent{}), sadp.ErrDenied, -1, -1)
	})
	if n := w.cam.Counters(); n.Secrets != 0 || n.PasswordChanges != 0 {
		t.Errorf("%+v", n)
	}
}
