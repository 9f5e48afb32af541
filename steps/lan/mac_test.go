package lan

import "testing"

func TestPlainMAC(t *testing.T) {
	for typed, want := range map[string]string{
		"44:47:CC:00:00:01": "4447cc000001", "44-47-cc-00-00-01": "4447cc000001", "4447.cc00.0001": "4447cc000001", "4447cc000001": "4447cc000001", "44.47.cc.00.00.01": "4447cc000001",
		"00:00:01": "000001", "7:cc:0": "7cc0", "4447.cc": "4447cc", "cc-00": "cc00",
		"10.0": "", "192.168.1": "", "10.0.0.64": "", "44:4:cc": "", "DS-2CD": "", "": "", "4447cc00000102": "",
	} {
		if got := PlainMAC(typed); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}
