package simcam

import "embed"

//go:embed pages/*.html pages/*.xml
var pageFiles embed.FS

// pageFile is one of the files in pages/; they are part of the program, so they are there.
func pageFile(name string) string {
	text, _ := pageFiles.ReadFile("pages/" + name)
	return string(text)
}
