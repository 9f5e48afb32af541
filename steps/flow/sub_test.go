package flow_test

import (
	"testing"

	"camreset/steps/flow"
)

// shop is a sub-walk that two places call: it returns with a word, or is left for the
// street. A dialog of its own stands before its second step.
func shop(outside ...node) walk {
	till := asks("till", flow.Edges{"pay": flow.Return, "flee": "street", "look": "shelf"})
	till.Before = []flow.ID{"queue"}
	return start(append([]node{
		asks("hungry", flow.Edges{"buy": "shelf", "pay": "meal", "nothing": "bed"}),
		asks("thirsty", flow.Edges{"buy": "shelf", "pay": "drink", "nothing": "bed"}),
		sub{Nodes: []node{
			asks("shelf", flow.Edges{"take": "basket", "nothing": flow.Return, "talk": "clerk"}),
			fork{ID: "basket", Decide: func(*facts) flow.Outcome { return "full" }, May: []flow.Outcome{"full"}, Next: flow.Edges{"full": "till"}},
			till,
			dialog{Step: asks("queue", flow.Edges{"wait": flow.Onward, "no": flow.Return})},
			dialog{Step: asks("clerk", flow.Edges{"bye": flow.Return})},
		}},
		asks("meal", flow.Edges{"more": "thirsty"}), asks("drink", nil), asks("bed", nil), asks("street", flow.Edges{"again": "hungry"}),
	}, outside...)...)
}

func TestASubWalkReturnsItsWordToWhoeverCalled(t *testing.T) {
	w := shop()
	meal := stands(t, answer(t, w, "buy", "take", "wait", "pay"), "meal")
	if got := route(meal); got != "hungry=buy shelf=take queue=wait till=pay meal" {
		t.Error(got)
	}
	stands(t, answer(t, meal, "more", "buy", "take", "wait", "pay"), "drink")
	stands(t, answer(t, meal, "more", "buy", "nothing"), "bed")
	stands(t, answer(t, w, "buy", "nothing"), "bed")
	stands(t, answer(t, w, "buy", "take", "wait", "look", "nothing"), "bed") // about inside of it
}

func TestASubWalkIsLeftByAnotherEdge(t *testing.T) {
	w := stands(t, answer(t, shop(), "buy", "take", "wait", "flee"), "street")
	stands(t, answer(t, w, "again", "buy", "nothing"), "bed")
}

// Dialogs in a sub-walk, before a step and in between, return to its steps, and what
// called stays known.
func TestDialogsInASubWalk(t *testing.T) {
	w := answer(t, shop(), "buy", "talk")
	if stands(t, w, "clerk"); w.Base() != "shelf" {
		t.Errorf("it is asked at %s", w.Base())
	}
	w = stands(t, answer(t, w, "bye"), "shelf")
	w = stands(t, answer(t, w, "take", "no"), "shelf")
	stands(t, answer(t, w, "take", "wait", "pay"), "meal")
}

// A sub-walk may be called from a sub-walk, or from a dialog.
func TestSubWalksCallEachOther(t *testing.T) {
	door := asks("door", flow.Edges{"on": "end"})
	door.Before = []flow.ID{"who"}
	w := start(
		asks("start", flow.Edges{"call": "outer", "out": "door"}),
		sub{Nodes: []node{asks("outer", flow.Edges{"call": "inner", "in": "middle"}), asks("middle", flow.Edges{"out": flow.Return})}},
		sub{Nodes: []node{asks("inner", flow.Edges{"in": flow.Return})}},
		dialog{Step: asks("who", flow.Edges{"call": "inner", "in": flow.Onward})},
		door, asks("end", nil),
	)
	w = stands(t, answer(t, w, "call", "call"), "inner")
	w = stands(t, answer(t, w, "in"), "middle")
	w = stands(t, answer(t, w, "out"), "who")
	w = stands(t, answer(t, w, "call"), "inner")
	stands(t, answer(t, w, "in"), "door")
}

// A fork that calls has the edges for the words; who declines a dialog there is where
// they were before the fork.
func TestForksCall(t *testing.T) {
	end := asks("end", nil)
	end.Before = []flow.ID{"sure"}
	called := func(*facts) flow.Outcome { return "call" }
	w := start(asks("one", flow.Edges{"on": "fork", "home": "home"}), asks("two", flow.Edges{"on": "fork"}),
		fork{ID: "fork", Decide: called, Next: flow.Edges{"call": "enter", "out": "end", "two": "two", "in": "outer"}},
		sub{Nodes: []node{fork{ID: "enter", Decide: called, Next: flow.Edges{"call": "inner"}}, asks("inner", flow.Edges{"out": flow.Return, "two": flow.Return, "in": flow.Return})}},
		sub{Nodes: []node{asks("outer", flow.Edges{"on": "again"}), fork{ID: "again", Decide: called, Next: flow.Edges{"call": "enter", "out": flow.Return}}}},
		dialog{Step: asks("sure", flow.Edges{"yes": flow.Onward, "no": flow.Return})}, end, asks("home", nil))
	w = stands(t, answer(t, w, "on"), "inner")
	stands(t, answer(t, w, "out", "yes"), "end")
	stands(t, answer(t, w, "out", "no", "home"), "home")
	stands(t, answer(t, w, "two", "on", "out", "yes"), "end")
	deep := stands(t, answer(t, w, "in", "on"), "inner")
	stands(t, answer(t, deep, "out", "yes"), "end") // by the inner fork, and by the outer one
}

// The caller has to know the word: Faults finds it, and the walk stays.
func TestAWordThatNobodyAsksForStays(t *testing.T) {
	w := start(asks("start", flow.Edges{"call": "inner"}), sub{Nodes: []node{asks("inner", flow.Edges{"lost": flow.Return})}})
	stands(t, answer(t, w, "call", "lost"), "inner")
}

// Whoever declines a dialog is where they were, with all that has called or asked there,
// also where the edge behind it leads into a sub-walk, or out of one.
func TestADialogAtTheEdgeOfASubWalkReturns(t *testing.T) {
	first, outside := asks("first", flow.Edges{"out": flow.Return}), asks("outside", nil)
	first.Before, outside.Before = []flow.ID{"sure"}, []flow.ID{"sure"}
	w := start(
		asks("start", flow.Edges{"call": "inner", "home": "end"}),
		sub{Nodes: []node{asks("inner", flow.Edges{"in": "first", "leave": "outside", "home": flow.Return, "out": "inner"})}},
		sub{Nodes: []node{first}},
		dialog{Step: asks("sure", flow.Edges{"yes": flow.Onward, "no": flow.Return})},
		outside, asks("end", nil),
	)
	w = answer(t, w, "call")
	for _, way := range []string{"in", "leave"} {
		declined := stands(t, answer(t, w, way, "no"), "inner")
		stands(t, answer(t, declined, "home"), "end")
		stands(t, answer(t, back(t, declined, "sure"), "no", "home"), "end")
	}
	stands(t, answer(t, w, "in", "yes", "out", "home"), "end")
	stands(t, answer(t, w, "leave", "yes"), "outside")
}

// A dialog of a sub-walk that is left for another of its places is over.
func TestADialogIsLeftWithinASubWalk(t *testing.T) {
	door := asks("door", flow.Edges{"in": flow.Return})
	door.Before = []flow.ID{"bell"}
	w := start(asks("street", flow.Edges{"call": "path", "in": "house"}), sub{Nodes: []node{
		asks("path", flow.Edges{"on": "door", "ask": "dog"}), door, asks("garden", flow.Edges{"in": flow.Return, "back": "path"}),
		dialog{Step: asks("bell", flow.Edges{"ring": flow.Onward, "round": "garden"})},
		dialog{Step: asks("dog", flow.Edges{"kind": "garden", "more": "bell"})},
	}}, asks("house", nil))
	w = answer(t, w, "call")
	for _, way := range [][]string{{"on", "round"}, {"ask", "kind"}, {"ask", "more", "round"}} {
		garden := stands(t, answer(t, w, way...), "garden")
		stands(t, answer(t, garden, "in"), "house")
		stands(t, answer(t, garden, "back", "on", "ring", "in"), "house")
	}
}
