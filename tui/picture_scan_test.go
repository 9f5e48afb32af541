package tui

import (
	"image"
	"image/color"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"rsc.io/qr"
)

// TestCodesScan: what a terminal shows of a code is read by a scanner, on dark and on
// light ones, with colours and for whoever wants none, and on dark ones that know no colours.
func TestCodesScan(t *testing.T) {
	const said = "https://www.hikvision.com/reset?request=7f3a91c04d5e"
	code, err := qr.Encode(said, qr.M)
	if err != nil {
		t.Fatal(err)
	}
	modules := make([][]bool, code.Size)
	for y := range modules {
		for x := range code.Size {
			modules[y] = append(modules[y], code.Black(x, y))
		}
	}
	for _, p := range palettes {
		for name, on := range map[string]ink{"coloured": coloured.paper, "uncoloured": uncoloured.paper, "without colours": "7"} {
			if on == "7" && p.name == "light" {
				continue // there it is the wrong way round
			}
			lines, _, _ := drawn(modules, 80, 40, on)
			bitmap, err := gozxing.NewBinaryBitmapFromImage(photo(t, lines, p))
			if err != nil {
				t.Fatal(err)
			}
			read, err := qrcode.NewQRCodeReader().Decode(bitmap, nil)
			if err != nil {
				t.Errorf("%s on a %s terminal: %v", name, p.name, err)
			} else if read.GetText() != said {
				t.Errorf("%s on a %s terminal says %q", name, p.name, read.GetText())
			}
		}
	}
}

// photo is a picture of lines on a terminal, four points a module.
func photo(t *testing.T, lines []string, p palette) image.Image {
	t.Helper()
	const point = 4
	all := image.NewRGBA(image.Rect(0, 0, 100*point, (2*len(lines)+20)*point))
	fill := func(x, y int, c string) {
		for dy := range point {
			for dx := range point {
				all.Set(x*point+dx, y*point+dy, rgb(t, c))
			}
		}
	}
	for y := range 2*len(lines) + 20 {
		for x := range 100 {
			fill(x, y, p.paper)
		}
	}
	for y, line := range lines {
		for _, r := range runsOf(t, line) {
			ink, paper := p.of(r.ink, p.ink), p.of(r.paper, p.paper)
			if r.reverse {
				ink, paper = paper, ink
			}
			for i, sign := range []rune(r.text) {
				for half, inked := range []bool{strings.ContainsRune("█▀", sign), strings.ContainsRune("█▄", sign)} {
					fill(r.from+i+10, 2*y+half+10, map[bool]string{true: ink, false: paper}[inked])
				}
			}
		}
	}
	return all
}

// rgb is a colour as pages write it.
func rgb(t *testing.T, hex string) color.RGBA {
	t.Helper()
	part := func(at int) uint8 {
		n := 0
		for _, c := range hex[at : at+2] {
			n = 16*n + strings.IndexRune("0123456789abcdef", c)
		}
		return uint8(n)
	}
	return color.RGBA{part(1), part(3), part(5), 255}
}
