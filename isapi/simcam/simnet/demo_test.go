package simnet_test

import (
	"errors"
	"io"
	"io/fs"
	"strings"
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

func TestKeptFilesOpenByTheirName(t *testing.T) {
	demo := newDemo(t, simcam.Scenario{})
	at, err := demo.Save("case", "Answer.xml", []byte("yes"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{at, "Answer.xml"} {
		file, err := demo.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(file); err != nil || string(got) != "yes" {
			t.Errorf("%s holds %q, %v", name, got, err)
		}
	}
	if err := demo.Update("ledger.json", func([]byte) ([]byte, error) { return []byte("{}"), nil }); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"ledger.json", "Answer"} {
		if _, err := demo.Open(name); !errors.Is(err, fs.ErrNotExist) || !strings.HasSuffix(err.Error(), "kept in memory are Answer.xml") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
