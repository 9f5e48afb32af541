package simcam

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"net/http"
	"sync"
)

// picture is what the camera sees: the colour bars of a test picture.
func (c *Camera) picture(*call) reply {
	return reply{status: http.StatusOK, kind: "image/jpeg", body: colourBars()}
}

var colourBars = sync.OnceValue(func() string {
	const width, height = 704, 576 // of the smaller stream
	bars := []color.RGBA{
		{191, 191, 191, 255}, {191, 191, 0, 255}, {0, 191, 191, 255}, {0, 191, 0, 255},
		{191, 0, 191, 255}, {191, 0, 0, 255}, {0, 0, 191, 255}, {16, 16, 16, 255},
	}
	scene := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			scene.SetRGBA(x, y, bars[x*len(bars)/width])
		}
	}
	var b bytes.Buffer
	_ = jpeg.Encode(&b, scene, nil) // a buffer takes everything
	return b.String()
})
