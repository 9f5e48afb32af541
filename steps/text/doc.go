// Package text holds sentences for people: a Text keeps its values apart from its words.
// It spells times, counts and characters as a person reads them.
//
// The program speaks English only. A catalogue for another language would be asked in
// Text.String, by Text.Format. Words that are not made with T are put into one as a value,
// or stand alone: the errors and causes of isapi and isapi/sadp, the labels, needs, prices
// and reasons in steps/methods, the verdicts in steps/sentences, some in lan, ledger and
// facts, the sheet in steps/letter, what the front doors say of themselves in package tui
// and its help, and the plurals in this package.
package text
