package flow_test

import (
	"testing"

	"camreset/steps/flow"
)

func TestASequenceShowsWhereOneStands(t *testing.T) {
	g := guideOf(
		asks("ready", flow.Edges{"on": "unplug"}),
		asks("unplug", flow.Edges{"off": "plug"}),
		asks("plug", flow.Edges{"in": "end"}),
		step{ID: "end"},
	)
	list := []flow.ID{"unplug", "plug"}
	g.Sequences = []flow.Sequence{{ID: "power", Stations: list}}
	same(t, g.Faults(), nil)
	w := flow.Start(g, facts{})
	for _, want := range []struct {
		at   flow.ID
		here int
		in   bool
		say  string
	}{{"ready", 0, false, "on"}, {"unplug", 0, true, "off"}, {"plug", 1, true, "in"}, {"end", 0, false, ""}} {
		in, here := w.Sequence()
		if w.Step().ID != want.at || here != want.here || (in != nil) != want.in {
			t.Errorf("at %s: station %d of %v", w.Step().ID, here, in)
		}
		if want.say != "" {
			w = answer(t, w, want.say)
		}
	}
	g.Sequences[0].Stations = append(list, "end of the world")
	same(t, g.Faults(), []string{`power: its station "end of the world" is no step`})
}
