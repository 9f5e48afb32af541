package simcam_test

import (
	"context"
	"testing"
	"time"

	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simtest"
)

func TestScenarios(t *testing.T) {
	list := simcam.Scenarios()
	for _, s := range list {
		if found, ok := simcam.Find(s.Name); !ok || found.Title != s.Title || s.Title == "" {
			t.Error(s.Name)
		}
	}
	if s, ok := simcam.Find(""); !ok || s.Name != "forgotten" || list[0].Name != "forgotten" {
		t.Error(s.Name)
	}
	if _, ok := simcam.Find("nothing"); ok {
		t.Error("found")
	}
	one, two := simcam.New(list[0], simtest.NewClock()), simcam.New(simcam.Scenario{Unit: 1}, simtest.NewClock())
	if a, b := one.Identity(), two.Identity(); a.Serial == b.Serial || a.MAC == b.MAC || a.Realm == b.Realm {
		t.Error(a, b)
	}
	_, _ = one.Close(), two.Close()
}

func TestClocks(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	fast := simcam.FastClock(1000)
	before := fast.Now()
	if err := fast.Sleep(ctx, time.Second); err != nil {
		t.Fatal(err)
	}
	if at := <-fast.After(time.Second); at.Sub(before) < 2*time.Second {
		t.Error(at.Sub(before))
	}
	ran := make(chan bool)
	fast.AfterFunc(time.Second, func() { ran <- true })
	<-ran
	cancel()
	if fast.Sleep(ctx, time.Hour) == nil {
		t.Error("slept on")
	}
	stop := simcam.RealClock().AfterFunc(time.Hour, func() {})
	if !stop() || simcam.RealClock().Now().IsZero() {
		t.Error("clock")
	}
}
