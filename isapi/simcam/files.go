package simcam

import "embed"

//go:embed pages/*.html pages/*.xml
var pageFiles embed.FS

// part is one of the files; they are part of the program, so they are there.
func part(name string) string {
	text, _ := pageFiles.ReadFile("pages/" + name)
	return string(text)
}
