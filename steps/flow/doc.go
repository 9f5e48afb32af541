// Package flow walks somebody through a guide: a tree of questions, with checks that are
// measured while each of them stands there. It knows nothing of what the guide is about
// and draws no screen; a guide is data over two types of its own, the world E that its
// checks may touch and the facts F that are known.
//
// A guide is made of
//
//   - steps, where somebody is asked, or sees what is measured. The option that is
//     chosen, or the word that Judge finds in the facts, is the step's outcome, and Next
//     says where each outcome leads;
//   - forks, where only the facts decide, which nobody sees;
//   - actions, which an answer does at once; when one fails the step stands on, with the
//     reason;
//   - dialogs, which stand before a step whatever leads there, or which a step asks in
//     between, and which go on or return by themselves;
//   - sub-walks, which are called by an edge and return a word;
//   - sequences, steps that are shown as one list;
//   - forms, questions with several fields.
//
// There is no place that asks nothing and measures nothing: Guide.Faults finds it, as it
// finds words without an edge and places without an end.
//
// A Walk is a position in a guide with all that is known there. It is a value: every
// method returns the next one. A Driver turns its crank for a front door: it hands out
// tasks (a check to run, a pause) that the front door runs beside each other, and takes
// what they bring. Converse is the front door for somebody who is asked one thing at a
// time. The example walks through a guide of three steps.
package flow
