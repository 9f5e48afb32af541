package steps

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/isapi/simcam"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/methods"
	"camreset/steps/report"
	"camreset/steps/schema"
	"camreset/steps/secure"
	"camreset/steps/steptest"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// schemas are those that the program prints, ready to be used.
var schemas = sync.OnceValue(func() map[string]*jsonschema.Schema {
	all, c := map[string]*jsonschema.Schema{}, jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft4) // each names its own
	c.AssertFormat()
	for _, name := range schema.Names() {
		read := must(jsonschema.UnmarshalJSON(strings.NewReader(schema.Of(name))))
		if err := c.AddResource(name+".json", read); err != nil {
			panic(err)
		}
		all[name] = must(c.Compile(name + ".json"))
	}
	return all
})

// unlike says how a value, as it is printed, differs from the schema of that name; empty
// where it fits.
func unlike(name string, value any) string {
	text, is := value.([]byte)
	if !is {
		text = must(json.Marshal(value))
	}
	read, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err == nil {
		err = schemas()[name].Validate(read)
	}
	if err == nil {
		return ""
	}
	return fmt.Sprintf("the schema of %s: %v, in %s", name, err, text)
}

func fits(t *testing.T, name string, value any) {
	t.Helper()
	if why := unlike(name, value); why != "" {
		t.Error(why)
	}
}

// Each schema is one of the draft that it names, and names no field that is not needed,
// nor lets another one pass.
func TestSchemasAreWhole(t *testing.T) {
	want := []string{"check", "discover", "secure", "cases", "report"}
	if got := schema.Names(); !slices.Equal(got, want) {
		t.Errorf("there are schemas of %q, want %q", got, want)
	}
	for _, name := range schema.Names() {
		var read map[string]any
		if err := json.Unmarshal([]byte(schema.Of(name)), &read); err != nil || read["$schema"] != "https://json-schema.org/draft/2020-12/schema" {
			t.Fatalf("%s: %v, %v", name, read["$schema"], err)
		}
		wholeObjects(t, name, read)
		if got := schemas()[name].DraftVersion; got != 2020 {
			t.Errorf("%s is of draft %d", name, got)
		}
	}
	if schema.Of("nonsense") != "" || schema.Of("../schema") != "" {
		t.Error("there is a schema of nonsense")
	}
}

func wholeObjects(t *testing.T, at string, value any) {
	t.Helper()
	switch v := value.(type) {
	case map[string]any:
		if fields, is := v["properties"].(map[string]any); is {
			needed, _ := v["required"].([]any)
			optional := len(fields) - len(needed)
			if v["additionalProperties"] != false || optional != 0 && (optional != 1 || fields["swept"] == nil) {
				t.Errorf("%s: an object lets other fields pass, or needs not all: %v", at, slices.Sorted(maps.Keys(fields)))
			}
		}
		for key, inner := range v {
			wholeObjects(t, at+"/"+key, inner)
		}
	case []any:
		for _, inner := range v {
			wholeObjects(t, at, inner)
		}
	}
}

// A field that a schema does not know fails there, and so does one that is missing.
func TestSchemasNoticeOtherFields(t *testing.T) {
	for name, good := range map[string]any{
		"secure": report.SecuredOf(nil), "cases": report.Cases{Schema: 1, Cases: []report.Case{}}, "report": SummaryOf(&Facts{Clock: flow.Clock{Now: time.Now()}}),
	} {
		fits(t, name, good)
		fields := map[string]any{}
		if err := json.Unmarshal(must(json.Marshal(good)), &fields); err != nil {
			t.Fatal(err)
		}
		fields["nonsense"] = 1
		if unlike(name, fields) == "" {
			t.Errorf("%s: another field passes", name)
		}
		delete(fields, "nonsense")
		delete(fields, "schema")
		if unlike(name, fields) == "" {
			t.Errorf("%s: a missing field passes", name)
		}
	}
}

// inspected is Inspect, whose report fits its schema.
func inspected(t *testing.T, env Env, at lan.Address) report.Report {
	t.Helper()
	r := Inspect(t.Context(), env, at)
	fits(t, "check", r)
	return r
}

// What check and discover tell of every simulated camera, heard over UDP and not, fits.
func TestSchemasOfCheckAndDiscover(t *testing.T) {
	for _, s := range simcam.Scenarios() {
		for _, heard := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, heard %t", s.Name, heard), besides(func(t *testing.T) {
				w := newWorld(t, s.Name, func(s *simcam.Scenario) { s.SADP.Off = !heard })
				inspected(t, w.env, lan.Address{IP: w.ip})
				inspected(t, w.env, lan.Address{IP: "192.168.1.99"})
				list, err := report.Discover(t.Context(), w.env.LAN, report.Search{For: 2 * time.Second, Sweep: heard}, func(s report.Sighting) { fits(t, "discover", s) })
				if err != nil {
					t.Fatal(err)
				}
				fits(t, "discover", list)
			}))
		}
	}
}

// So does what it tells in every state in which the sentences are read, and what a
// damaged or hostile device tells.
func TestSchemasInEveryState(t *testing.T) {
	states := steptest.States()
	hostile := facts.Facts{Clock: flow.Clock{Now: time.Now()}, Camera: facts.Camera{
		Target: lan.Address{Host: strings.Repeat("h", 300), IP: "192.168.1.64", Port: 70000},
		Device: isapi.Device{Model: "\x1b[31m" + strings.Repeat("m", 3000), Serial: "\u202eserial", Kind: "spaceship"},
	}}
	hostile.Answers.Owner, hostile.Answers.Method = "nobody", "nothing"
	hostile.Safety.Findings = []secure.Finding{{ID: "x\x1b", Title: "\u202e", Status: Warn, Do: strings.Repeat("do ", 900), Place: "\x07"}}
	for _, s := range append(states, steptest.State{Name: "hostile", Facts: hostile}) {
		f := s.Facts
		r := report.Of(&f)
		r.Checks = []report.Check{}
		if s.Name != "hostile" {
			fits(t, "check", r)
		}
		fits(t, "report", SummaryOf(&f))
		for _, m := range methods.All {
			f.Answers.Method = m.Key
			fits(t, "report", SummaryOf(&f))
		}
	}
}

// And every finding, well or not.
func TestSchemaOfSecure(t *testing.T) {
	fits(t, "secure", report.SecuredOf(secure.Look(secure.Known{}, secure.Pages{})))
	open := secure.Finding{ID: "upnp", Title: "UPnP", Status: Warn, Detail: "UPnP is on.", Do: "Switch UPnP off", Place: "Configuration > Network", Fix: true, Sends: "UPnP: off"}
	there, well := open, open
	there.Fix, there.Sends = false, ""
	well.Status, well.Place, well.Fix = OK, "", false
	got := report.SecuredOf([]secure.Finding{open, there, well})
	fits(t, "secure", got)
	for i, want := range []string{"Switch UPnP off.", "Switch UPnP off: Configuration > Network.", ""} {
		if got.Findings[i].Fix != want {
			t.Errorf("what to do is %q, want %q", got.Findings[i].Fix, want)
		}
	}
}

// The saved walks are told as the list tells them, with the request that one waits for.
func TestSchemaOfCases(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", func(s *simcam.Scenario) { audibly(s); s.SADP.Reset = sadp.ClassC })
		if all, err := Cases(w.env); err != nil || len(all.Cases) != 0 || all.Cases == nil {
			t.Errorf("%+v, %v", all, err)
		}
		w.tell(t, mine.with(script{"menu": {flow.SayQuit}}))
		all := must(Cases(w.env))
		fits(t, "cases", all)
		if len(all.Cases) != 1 || all.Cases[0].Step != "menu" || all.Cases[0].Address != w.ip || all.Cases[0].Camera == "" || all.Cases[0].Pending != nil || all.Cases[0].Title == "" {
			t.Errorf("%+v", all)
		}
	})(t)
	now := time.Now()
	f := Facts{Camera: facts.Camera{Pending: facts.Pending{Kind: facts.PendingSupport, Since: now, Until: now.Add(facts.AnswerLife)}, Record: sadp.Device{IPv4: netip.MustParseAddr("192.168.1.64")}}}
	c := report.CaseOf("abcd", now, &f, "menu", "How")
	fits(t, "cases", report.Cases{Schema: 1, Cases: []report.Case{c}})
	if c.Pending == nil || c.Pending.Kind != "support" || c.Pending.Until == "" || c.Address != "" {
		t.Errorf("%+v", c)
	}
}
