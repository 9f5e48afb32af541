package simcam_test

import (
	"strings"
	"testing"

	"camreset/isapi/simcam"
)

// TestSpentNonce is a right answer to a nonce that was answered before: refused in three ways, and never a wrong try.
func TestSpentNonce(t *testing.T) {
	for form, want := range map[simcam.SpentForm]string{
		"": `stale="TRUE"`, simcam.SpentStale: `stale="TRUE"`, simcam.SpentUnmarked: `stale="FALSE"`, simcam.SpentEmpty: "",
	} {
		b := newBench(t, simcam.Scenario{Spent: form})
		signed := b.answered(b.get(check), "GET", check, b.password())
		b.want(b.do("GET", check, "", signed), 200)
		again := b.do("GET", check, "", signed)
		b.want(again, 401)
		header, there := again.header["Www-Authenticate"]
		if !there || !strings.Contains(header[0], want) || want == "" && header[0] != "" {
			t.Errorf("%q: %q", form, header)
		}
		if n := b.cam.Counters(); n.Stale != 1 || n.Wrong != 0 || n.Right != 1 {
			t.Errorf("%q: %+v", form, n)
		}
		b.want(b.userCheck("wrong"), 401, "<retryLoginTime>4<")
		b.want(b.userCheck(b.password()), 200)
	}
}
