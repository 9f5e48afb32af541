package steps

import (
	"context"
	"net"
	"net/netip"
	"strings"
	"testing"

	"camreset/isapi/sadp"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/report"
)

// recommended is the way that a report recommends, if any.
func recommended(r report.Report) Outcome {
	for _, m := range r.Methods {
		if m.Recommended {
			return m.Key
		}
	}
	return ""
}

// A camera whose firmware upgrade failed sits in its boot loader: it is there, refuses
// every port, and no way to a password helps
// (https://github.com/scottlamb/hikvision-tftpd/issues/7).
func TestPublicCaseBootLoader(t *testing.T) {
	t.Parallel()
	for ip, damaged := range map[string]bool{"192.0.0.64": true, caseAddress: false} {
		env := doorsOf(t, nil)
		env.SADP.Interfaces = func() ([]sadp.Interface, error) {
			return []sadp.Interface{{Name: "eth0", Prefixes: []netip.Prefix{netip.MustParsePrefix("192.0.0.128/24"), netip.MustParsePrefix("10.9.0.5/24")}}}, nil
		}
		at, _ := lan.ParseAddress(ip)
		r := inspected(t, env, at)
		lines := strings.Join(r.Lines(), "\n")
		if r.ExitCode() != 3 || r.Next != facts.NextRestart || recommended(r) != "" || !strings.Contains(lines, "refuses") || !strings.Contains(lines, "starting") {
			t.Errorf("%s: %s %s: %s", ip, r.Verdict, r.Next, lines)
		}
		if strings.Contains(lines, "firmware is damaged") != damaged || strings.Contains(lines, "its seller does") != damaged {
			t.Errorf("%s: %s", ip, lines)
		}
		if told := toldAt(t, env, at, "unreachable"); strings.Contains(told, "firmware is damaged") != damaged {
			t.Errorf("%s, the wizard: %s", ip, told)
		}
	}
}

// The page was moved to 8181, and the user does not know that: the ports that are open
// are named, and nothing that needs the page is recommended
// (https://github.com/home-assistant/core/issues/53624).
func TestPublicCaseWebPortMoved(t *testing.T) {
	t.Parallel()
	d := usual()
	env := doorsOf(t, map[string]net.Addr{
		"8181": served(t, d),
		"8000": serving(t, answering("")),
		"554":  serving(t, answering("RTSP/1.0 400 Bad Request\r\nCSeq: 0\r\n\r\n")),
	})
	at, _ := lan.ParseAddress(caseAddress)
	r := inspected(t, env, at)
	lines := strings.Join(r.Lines(), "\n")
	if r.Verdict != "unknown" || r.ExitCode() != 6 {
		t.Errorf("%s %s: %s", r.Verdict, r.Next, lines)
	}
	for _, word := range []string{"8000", "554", "moved to another port", "SADP"} {
		if !strings.Contains(lines, word) {
			t.Errorf("not told of %q: %s", word, lines)
		}
	}
	for _, key := range []Outcome{"web-reset", "default-password", "try-password"} {
		if recommended(r) == key {
			t.Errorf("%s is recommended, which needs the page", key)
		}
	}
	if right, wrong := d.count(); right+wrong != 0 {
		t.Errorf("%d logins", right+wrong)
	}
}

// The MAC that stands in the realm is told as the device's
// (https://github.com/AlexxIT/go2rtc/issues/2232).
func TestPublicCaseRealmIsTheMAC(t *testing.T) {
	t.Parallel()
	d := usual()
	d.server, d.closed = "", true
	d.challenge = []string{`Digest realm="b4a382441107", nonce="%s", stale="FALSE"`, `Basic realm="b4a382441107"`}
	at, _ := lan.ParseAddress(caseAddress)
	if r := inspected(t, doorsOf(t, only80(t, d)), at); r.Device.MAC != "b4:a3:82:44:11:07" {
		t.Errorf("%+v", r.Device)
	}
}

// toldAt walks to a step and leaves there; it gives what stands on its screen.
func toldAt(t *testing.T, env Env, at lan.Address, where ID) string {
	t.Helper()
	var log []string
	ask, told := mine.with(script{where: {flow.SayQuit}}).ask(t, &log), ""
	_, _ = Run(t.Context(), env.WithCameras(), Begin(env, at), func(ctx context.Context, w Walk, refused error) (string, error) {
		if s := w.Step(); s.ID == where {
			told = s.Say(w.Facts()).String()
			if s.Sheet != nil {
				for _, line := range s.Sheet(w.Facts()) {
					told += "\n" + line.String()
				}
			}
		}
		return ask(ctx, w, refused)
	}, nil)
	return told
}

// Where an EZVIZ camera has no page the code of its label is named as well.
func TestEZVIZIsToldFirst(t *testing.T) {
	if lines := unreachable().Sheet(ezvizFacts()); len(lines) == 0 || !strings.Contains(lines[0].String(), "six capital letters on its label") {
		t.Errorf("unreachable: %v", lines)
	}
}

func ezvizFacts() *Facts {
	f := active(nil)
	f.Record.OEM, f.Record.MAC = "EZVIZ", "54:c4:15:44:11:07"
	return &f
}
