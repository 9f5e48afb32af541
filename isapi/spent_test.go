package isapi_test

import (
	"testing"

	"camreset/isapi"
	"camreset/isapi/simcam"
)

// TestSpentNonces: whatever a camera says to a nonce that is used up, several
// logins in a row work, because none of them answers a nonce twice.
func TestSpentNonces(t *testing.T) {
	for _, form := range []simcam.SpentForm{simcam.SpentStale, simcam.SpentUnmarked, simcam.SpentEmpty} {
		c, camera := meet(t, simcam.Scenario{Spent: form})
		for range 3 {
			if a, err := c.Try(soon(t), admin(oldWord)); err != nil || a.Outcome != isapi.Right {
				t.Errorf("%s: %+v %v", form, a, err)
			}
		}
		if n := camera.Counters(); n.Stale != 0 || n.Wrong != 0 {
			t.Errorf("%s: %d spent, %d wrong", form, n.Stale, n.Wrong)
		}
	}
}
