package simnet_test

import (
	"testing"

	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simnet"
)

func newDemo(t *testing.T, sc simcam.Scenario) *simnet.Demo {
	t.Helper()
	demo, err := simnet.NewDemo(sc)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = demo.Close() })
	return demo
}

func TestDemoOfMoved(t *testing.T) {
	scenario, _ := simcam.Find("moved")
	demo := newDemo(t, scenario)
	if demo.Address() != "10.0.0.70" || demo.URL(demo.Address()) == "" || demo.Addresses()[0].String() != "10.0.0.10/24" {
		t.Error(demo.Address())
	}
	usual := newDemo(t, simcam.Scenario{})
	if usual.Address() != simcam.FactoryAddress {
		t.Error(usual.Address())
	}
	if _, err := simnet.NewDemo(simcam.Scenario{Computer: "here"}); err == nil {
		t.Error("took a word as network")
	}
}
