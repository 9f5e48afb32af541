// Package text holds sentences for people: a Text keeps its values apart from its words.
// It spells times, counts and characters as a person reads them.
//
// The program speaks English only. A catalogue for another language would be asked in
// Text.String, by Text.Format. Words that are not made with T are found where they are put
// into one as a value: the causes in isapi/sadp/causes.go, the labels and prices in
// steps/methods, the verdicts in steps/sentences, the sheet in steps/letter, what the front
// doors say of themselves in package tui and its help, and the plurals in this package.
package text
