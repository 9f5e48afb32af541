package simcam_test

import (
	"strings"
	"testing"

	"camreset/isapi/simcam"
)

func TestEverythingSentIsRecorded(t *testing.T) {
	b := newBench(t, simcam.Scenario{})
	b.do("PUT", "/ISAPI/nothing?x=planted", "body planted", "Basic planted")
	b.get("/")
	list := b.cam.Recorded()
	b.count("requests", len(list), 2)
	first := list[0]
	if first.Method != "PUT" || first.Target != "/ISAPI/nothing?x=planted" || string(first.Body) != "body planted" ||
		first.Header.Get("Authorization") != "Basic planted" || "http://"+first.Header.Get("Host") != b.base || first.Secure {
		t.Errorf("%+v", first)
	}
	if list[1].Target != "/" {
		t.Errorf("%+v", list[1])
	}
	if _, err := b.try("POST", "/long", "planted"+strings.Repeat("x", 100<<10), ""); err == nil {
		t.Error("took a long body")
	}
	if body := b.cam.Recorded()[2].Body; !strings.HasPrefix(string(body), "planted") {
		t.Errorf("%.20q", body)
	}
}

func TestRecordingIsBounded(t *testing.T) {
	b := newBench(t, simcam.Scenario{})
	b.get("/first")
	for range 1000 {
		b.get("/")
	}
	list := b.cam.Recorded()
	b.count("requests", len(list), 1000)
	if list[0].Target != "/" {
		t.Error(list[0])
	}
}
