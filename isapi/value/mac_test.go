package value

import "testing"

func TestMAC(t *testing.T) {
	const want = "44:47:cc:07:ce:81"
	for _, text := range []string{
		"44:47:cc:07:ce:81", "44-47-CC-07-CE-81", "4447cc07ce81", "4447.cc07.ce81", "44.47.cc.07.ce.81",
		"4447-cc07-ce81", "4447cc-07ce81", " 44:47:cc:7:ce:81\n", "44-47-CC-7-CE-81",
	} {
		if got := MAC(text); got != want {
			t.Errorf("MAC(%q) = %q", text, got)
		}
	}
	for _, text := range []string{
		"", "xx", "44:47:cc:07:ce", "44:47:cc:07:ce:81:00", "44:47:cc:07:ce:8g", "44:47:cc:07:ce:081",
		"44-47:cc-07:ce-81", "::::::", ":::::", "44:47:cc:07:ce:", "44.47.cc.7.ce.81",
		"00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "01:00:5e:00:00:01",
		"100.100.100.100", "10.0.0.1", "fe80::1",
	} {
		if got := MAC(text); got != "" {
			t.Errorf("MAC(%q) = %q", text, got)
		}
	}
}

func TestMACDigits(t *testing.T) {
	for typed, want := range map[string]string{
		"44:47:CC:07:ce:81": "4447cc07ce81", "4447.cc07.ce81": "4447cc07ce81", "44.47.cc.07.ce.81": "4447cc07ce81", "4447cc07ce81": "4447cc07ce81",
		"ce:81": "ce81", "ce:8": "ce8", "7:ce:81": "7ce81", "ce81": "ce81", " Ce-81 ": "ce81", "4447.cc": "4447cc", "47cc.07ce.81": "47cc07ce81",
		"": "", ":": "", "ce:": "ce", "44:47:c:07": "", "443:47": "", "44470cc07ce81": "", "camera": "", "ce:8x": "",
		"192.168.1.64": "", "192.168": "", "168.1": "", "10.0": "", "fe80::1": "", "4447-cc07": "",
	} {
		if got := MACDigits(typed); got != want {
			t.Errorf("MACDigits(%q) = %q, want %q", typed, got, want)
		}
	}
}

func TestMakerOf(t *testing.T) {
	for mac, want := range map[string]bool{"44-47-CC-37-CE-81": true, "58:50:ed:00:00:01": true, "02:00:00:00:00:01": false, "": false, "xx": false} {
		if got := MakerOf(mac); (got != "") != want {
			t.Errorf("MakerOf(%q) = %q", mac, got)
		}
	}
	if len(makers()) != 103 {
		t.Errorf("%d prefixes", len(makers()))
	}
}
