package tui

import (
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

var pictures = flag.Bool("pictures", false, "write the pictures of the screens into .github/pictures")

// picturesFolder holds a picture of every step that the ways come to, dark and light:
// go test ./tui -run TestPictures -pictures
const picturesFolder = "../.github/pictures"

// fewPictures is how many screens are pictured at least.
const fewPictures = 12

// No test runs beside it, because colours are switched on for the whole program.
func TestPictures(t *testing.T) {
	lipgloss.SetColorProfile(termenv.ANSI)
	defer lipgloss.SetColorProfile(termenv.Ascii)
	if *pictures {
		emptied(t, picturesFolder)
	}
	met := metSteps(t)
	if len(met) < fewPictures {
		t.Errorf("only %d steps were met", len(met))
	}
	const width, height = 80, 24
	for id, m := range met {
		screen, title := sized(m, width, height).View(), m.walk.Step().Title.String()
		if !strings.Contains(screen, "\x1b[") {
			t.Errorf("%s has no colours", id)
		}
		for _, p := range palettes {
			drawn := svg(t, title, screen, width, height, p)
			if err := wellFormed(drawn); err != nil {
				t.Errorf("%s: %v", id, err)
			}
			if *pictures {
				if err := os.WriteFile(filepath.Join(picturesFolder, string(id)+"."+p.name+".svg"), []byte(drawn), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// emptied is a folder without the pictures of an earlier guide.
func emptied(t *testing.T, folder string) {
	t.Helper()
	if err := os.MkdirAll(folder, 0o750); err != nil {
		t.Fatal(err)
	}
	old, err := filepath.Glob(filepath.Join(folder, "*.svg"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range old {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}

func wellFormed(document string) error {
	d := xml.NewDecoder(strings.NewReader(document))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}
