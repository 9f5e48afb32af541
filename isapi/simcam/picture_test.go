package simcam_test

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"strings"
	"testing"

	"camreset/isapi/simcam"
)

var drawPicture = flag.Bool("draw-picture", false, "write pages/colourbars.jpg anew")

// TestStillPicture draws the test picture: eight bars, 352 by 288.
func TestStillPicture(t *testing.T) {
	const width, height = 352, 288
	bars := []color.RGBA{
		{191, 191, 191, 255}, {191, 191, 0, 255}, {0, 191, 191, 255}, {0, 191, 0, 255},
		{191, 0, 191, 255}, {191, 0, 0, 255}, {0, 0, 191, 255}, {16, 16, 16, 255},
	}
	scene := image.NewRGBA(image.Rect(0, 0, width, height))
	for i := range width * height {
		scene.SetRGBA(i%width, i/width, bars[i%width*len(bars)/width])
	}
	if *drawPicture {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, scene, nil); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("pages/colourbars.jpg", b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b := newBench(t, simcam.Scenario{})
	a := b.signed("/ISAPI/Streaming/channels/102/picture?videoResolutionWidth=704")
	seen, err := jpeg.Decode(strings.NewReader(a.body))
	if err != nil || seen.Bounds() != scene.Bounds() {
		t.Fatal(err)
	}
	for bar, want := range bars {
		got := color.RGBAModel.Convert(seen.At(bar*width/len(bars)+20, height/2)).(color.RGBA)
		for _, pair := range [][2]uint8{{got.R, want.R}, {got.G, want.G}, {got.B, want.B}} {
			if int(pair[0])-int(pair[1]) > 8 || int(pair[1])-int(pair[0]) > 8 {
				t.Errorf("bar %d: %v, want %v", bar, got, want)
			}
		}
	}
	b.want(b.signed("/ISAPI/Streaming/channels/103/picture"), 403, "notSupport")
}
