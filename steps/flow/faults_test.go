package flow_test

import (
	"slices"
	"testing"

	"camreset/steps/flow"
)

// whole is a guide with one of everything, and nothing wrong.
func whole() []node {
	house := asks("house", flow.Edges{"in": "open", "unlocked": "end", "broken": "end"})
	house.Before = []flow.ID{"agree"}
	look := measures("look", flow.Edges{"a": "fork"}, does("look", nothing))
	look.Wait = &flow.Wait{For: 1}
	look.Next = flow.Edges{"a": "fork", flow.Timeout: "end"}
	house.Ask = choose("in")
	return []node{
		look,
		fork{ID: "fork", May: []flow.Outcome{"x", "y"}, Next: flow.Edges{"x": "house", "y": "end"}},
		house,
		dialog{Step: asks("agree", flow.Edges{"yes": flow.Onward, "no": flow.Return})},
		sub{Nodes: []node{
			step{ID: "open", Ask: choose("try", "ask", "run"), Next: flow.Edges{"try": "lock", "ask": "sure", "run": "end"}},
			fork{ID: "lock", May: []flow.Outcome{"unlocked", "broken"}, Next: flow.Edges{"unlocked": flow.Return, "broken": flow.Return}},
			dialog{Step: asks("sure", flow.Edges{"well": flow.Return})},
		}},
		asks("end", nil),
	}
}

func TestFaults(t *testing.T) {
	same(t, guideOf(whole()...).Faults(), nil)
	edit := func(id flow.ID, change func(*step)) func([]node) []node {
		return func(all []node) []node {
			for i, n := range all {
				if s, is := n.(step); is && s.ID == id {
					change(&s)
					all[i] = s
				}
			}
			return all
		}
	}
	for name, c := range map[string]struct {
		change func([]node) []node
		want   []string
	}{
		"a word without an edge": {edit("look", func(s *step) { s.May = []flow.Outcome{"a", "b"} }), []string{`look: the word "b" leads nowhere`}},
		"an edge without a word": {edit("look", func(s *step) { s.Next["c"] = "end" }), []string{`look: the edge "c" can never be taken`}},
		"an edge to nowhere":     {edit("look", func(s *step) { s.Next["a"] = "fog" }), []string{`look: "a" leads to "fog", which is no place`, "fork: no way leads here", "house: no way leads here", "agree: no way leads here", "open: no way leads here", "lock: no way leads here", "sure: no way leads here"}},
		"a dialog of nowhere":    {edit("house", func(s *step) { s.Before = append(s.Before, "fog") }), []string{`house: "fog" stands before it, which is no dialog`}},
		"a step before a step":   {edit("house", func(s *step) { s.Before = append(s.Before, "look") }), []string{`house: "look" stands before it, which is no dialog`}},
		"back from no sub-walk":  {edit("look", func(s *step) { s.Next["a"], s.Next[flow.Timeout] = flow.Return, "fork" }), []string{`look: "a" leads to "(return)", which is no place`}},
		"onward from no dialog":  {edit("look", func(s *step) { s.Next["a"], s.Next[flow.Timeout] = flow.Onward, "fork" }), []string{`look: "a" leads to "(onward)", which is no place`}},
		"no way in":              {func(all []node) []node { return append(all, asks("island", nil)) }, []string{"island: no way leads here"}},
		"no way out": {func(all []node) []node {
			all = edit("look", func(s *step) { s.May, s.Next["b"] = []flow.Outcome{"a", "b"}, "ring" })(all)
			return append(all, asks("ring", flow.Edges{"on": "round"}), asks("round", flow.Edges{"on": "ring"}))
		}, []string{"ring: from here no end can be reached", "round: from here no end can be reached"}},
		"asks nothing and measures nothing": {edit("end", func(s *step) { s.Next = flow.Edges{"on": "look"} }), []string{`end: the edge "on" can never be taken`, "end: it asks nothing and measures nothing"}},
		"two of one name":                   {func(all []node) []node { return append(all, asks("end", nil)) }, []string{"end: there are two"}},
		"a caller that misses a word":       {edit("house", func(s *step) { delete(s.Next, "broken") }), []string{`house: the word "broken" leads nowhere`}},
		"a dialog before the beginning": {func(all []node) []node {
			all = append(all, dialog{Step: asks("hello", flow.Edges{"hi": flow.Onward})})
			return edit("look", func(s *step) { s.Before = []flow.ID{"hello"} })(all)
		}, nil},
		"a fork that calls, and misses a word": {func(all []node) []node {
			all = append(all, fork{ID: "call", May: []flow.Outcome{"x"}, Next: flow.Edges{"x": "open", "unlocked": "end"}})
			return edit("house", func(s *step) { s.Next = flow.Edges{"in": "call"} })(all)
		}, []string{`call: the word "broken" leads nowhere`}},
		"sub-walks that call each other": {func(all []node) []node {
			all = append(all, sub{Nodes: []node{asks("ping", flow.Edges{"on": "pong", "out": flow.Return})}}, sub{Nodes: []node{asks("pong", flow.Edges{"on": "ping", "out": flow.Return})}})
			return edit("house", func(s *step) { s.Ask = choose("in", "play"); s.Next["play"], s.Next["out"] = "ping", "end" })(all)
		}, nil},
	} {
		t.Run(name, func(t *testing.T) { same(t, guideOf(c.change(slices.Clone(whole()))...).Faults(), c.want) })
	}
}
