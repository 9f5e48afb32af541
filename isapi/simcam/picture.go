package simcam

import (
	_ "embed" // for the picture
	"net/http"
)

// colourBars is a test picture of the size of the smaller stream. It is a file because a program that can draw it is a
// hundred times as large; a test draws it anew.
//
//go:embed pages/colourbars.jpg
var colourBars string

// picture is what the camera sees.
func (c *Camera) picture(*call) reply {
	return reply{status: http.StatusOK, kind: "image/jpeg", body: colourBars}
}
