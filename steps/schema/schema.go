// Package schema holds a JSON Schema (draft 2020-12) of each JSON that the program prints
// or writes for other programs. They name every field, and let no other one pass: tests of
// package steps hold what is printed against them.
package schema

import (
	"embed"
	"slices"
)

//go:embed *.json
var files embed.FS

var names = []string{"check", "discover", "secure", "cases", "report"}

// Names are what there is a schema of.
func Names() []string { return slices.Clone(names) }

// Of is the schema of that name, with a line break at its end; empty where there is none.
func Of(name string) string {
	text, err := files.ReadFile(name + ".json")
	if err != nil {
		return ""
	}
	return string(text)
}
