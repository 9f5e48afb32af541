// Package help holds the topics of `camreset help TOPIC`: what a user looks up once,
// each as a text of at most 80 columns.
package help

import (
	"embed"
	"strings"
)

// texts holds one file per topic, named after it.
//
//go:embed *.txt
var texts embed.FS

// Topics are the names of the topics, in the order of the alphabet.
func Topics() []string {
	files, err := texts.ReadDir(".")
	if err != nil {
		panic(err) // the texts are part of the program
	}
	var names []string
	for _, f := range files {
		names = append(names, strings.TrimSuffix(f.Name(), ".txt"))
	}
	return names
}

// Text is what is told about a topic; empty if there is no topic of that name.
func Text(topic string) string {
	text, err := texts.ReadFile(topic + ".txt")
	if err != nil {
		return ""
	}
	return string(text)
}
