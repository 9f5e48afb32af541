package flow_test

import (
	"testing"

	"camreset/steps/flow"
)

// before is a dialog that stands before a step, and can be declined, or left for
// elsewhere.
func before(id flow.ID, when func(*facts) bool) dialog {
	return dialog{Step: asks(id, flow.Edges{"yes": flow.Onward, "no": flow.Return, "elsewhere": "street"}), When: when}
}

// guarded is a house behind three dialogs, the second of which has to be asked only of
// whoever has said "yes" to the first and is ready.
func guarded() walk {
	house := asks("house", flow.Edges{"out": "street"})
	house.Before = []flow.ID{"gate", "dog", "bell"}
	return start(asks("street", flow.Edges{"in": "house", "home": "home"}), house,
		before("gate", nil), before("dog", func(f *facts) bool { return f.ready }), before("bell", nil), asks("home", nil))
}

func TestDialogsStandBeforeAStep(t *testing.T) {
	w := answer(t, guarded(), "in")
	if stands(t, w, "gate"); w.Base() != "street" {
		t.Errorf("they were asked at %s", w.Base())
	}
	w = stands(t, answer(t, w, "yes"), "bell") // no dog
	w = stands(t, answer(t, w, "yes"), "house")
	if w.Base() != "house" || route(w) != "street=in gate=yes bell=yes house" || asked(w) != "street gate bell " {
		t.Errorf("at %s; %s; asked %s", w.Base(), route(w), asked(w))
	}
	ready := guarded().With(func(f *facts) { f.ready = true })
	w = stands(t, answer(t, ready, "in", "yes"), "dog")
	stands(t, answer(t, w, "yes", "yes"), "house")
	for _, declined := range []walk{answer(t, w, "no"), answer(t, w, "elsewhere"), answer(t, w, "yes", "no")} {
		if stands(t, declined, "street"); declined.Base() != "street" {
			t.Errorf("it is still before %s", declined.Base())
		}
		stands(t, answer(t, declined, "in", "yes", "yes", "yes"), "house") // it is asked anew
		stands(t, answer(t, declined, "home"), "home")
	}
}

// A step that is no dialog does not stand before another one, whatever Before names.
func TestOnlyDialogsStandBefore(t *testing.T) {
	house := asks("house", nil)
	house.Before = []flow.ID{"street", "nowhere"}
	stands(t, answer(t, start(asks("street", flow.Edges{"in": "house"}), house), "in"), "house")
}

// A dialog that a step asks in between returns to it, and may ask another one.
func TestADialogInBetweenReturns(t *testing.T) {
	step := asks("road", flow.Edges{"ask": "sure", "on": "end"})
	step.Before = []flow.ID{"first"}
	w := start(asks("start", flow.Edges{"on": "road"}), step,
		dialog{Step: asks("first", flow.Edges{"yes": flow.Onward})},
		dialog{Step: asks("sure", flow.Edges{"yes": flow.Return, "more": "really", "never": "end"})},
		dialog{Step: asks("really", flow.Edges{"yes": flow.Return})}, asks("end", nil))
	w = stands(t, answer(t, w, "on", "yes", "ask"), "sure")
	if w.Base() != "road" {
		t.Errorf("it is asked at %s", w.Base())
	}
	stands(t, answer(t, w, "never"), "end")
	stands(t, answer(t, w, "yes"), "road") // and not behind its own dialog once more
	deep := stands(t, answer(t, w, "more"), "really")
	if deep.Base() != "sure" {
		t.Errorf("it is asked at %s", deep.Base())
	}
	deep = stands(t, answer(t, deep, "yes"), "sure")
	deep = stands(t, answer(t, deep, "yes"), "road")
	if deep.Base() != "road" || stands(t, answer(t, deep, "on"), "end").Base() != "end" {
		t.Errorf("it is asked at %s", deep.Base())
	}
}

// Where nothing has asked there is nothing to return to.
func TestReturnFromNowhereStays(t *testing.T) {
	stands(t, answer(t, start(asks("road", flow.Edges{"back": flow.Return, "on": flow.Onward}), asks("end", nil)), "back"), "road")
}

// A dialog measures and judges as every step does.
func TestADialogMayAnswerItself(t *testing.T) {
	door := dialog{Step: measures("door", flow.Edges{"open": flow.Onward}, does("look", saying("open")))}
	house := asks("house", nil)
	house.Before = []flow.ID{"door"}
	w := stands(t, answer(t, start(asks("street", flow.Edges{"in": "house"}), door, house), "in"), "door")
	stands(t, work(t, w, noon), "house")
}
