package simcam

import (
	"strings"
	"testing"
	"time"
)

func TestStrengthRules(t *testing.T) {
	for password, want := range map[string]bool{
		"Abc12345": false, "Camera-2024!": false, "abcd1234": false, "Sixteen-Chars-16": false,
		"": true, "Ab1": true, "12345678": true, "abcdefgh": true, "Seventeen-Chars-1": true,
		"xAdmin-1234": true, "1-nimda-77": true, "Grün-1234": true,
	} {
		if risky(password) != want {
			t.Errorf("%q", password)
		}
	}
}

func TestNoncesAreForgotten(t *testing.T) {
	var n nonces
	first := n.issue("/", strings.Clone)
	for range nonceMemory {
		n.issue("/", strings.Clone)
	}
	if n.use(first, "/", 1, false) || len(n.known) != nonceMemory {
		t.Error(len(n.known))
	}
}

func TestLockboxLocksOnlyTheSource(t *testing.T) {
	var l lockout
	now := time.Now()
	l.miss("a", now, 1, time.Minute)
	if l.wait("a", now) != time.Minute || l.wait("b", now) != 0 || !l.anybody(now) || l.anybody(now.Add(time.Minute)) {
		t.Error("lock")
	}
}

func TestParameters(t *testing.T) {
	got := parameters(`username="a, b=c", qop=auth ,nc=00000001,uri="/x?y=1", broken`)
	if got["username"] != "a, b=c" || got["qop"] != "auth" || got["nc"] != "00000001" || got["uri"] != "/x?y=1" || len(got) != 4 {
		t.Errorf("%q", got)
	}
}

func TestSaltForms(t *testing.T) {
	id := identify(Scenario{Generation: RecorderGen})
	for form, want := range map[SessionForm]string{
		SessionReversible: "", SessionSalted: "0123456789abcdef", SessionTwoSalts: "0123456789ABCDEF",
		SessionUpperSalt: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
	} {
		salt, salt2 := id.salts(form)
		if len(salt) != map[bool]int{true: 64}[want != ""] || strings.Trim(salt, want) != "" || (salt2 != "") != (form == SessionTwoSalts) {
			t.Error(form, salt, salt2)
		}
	}
}
