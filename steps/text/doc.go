// Package text holds sentences for people: a Text keeps its values apart from its words,
// so that a catalogue can be added. It spells times, counts and characters as a person
// reads them.
package text
