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
)

var pictures = flag.Bool("pictures", false, "write the pictures of the screens into .github/pictures")

// picturesFolder holds the pictures of picturedWalks, dark and light:
// go test ./tui -run TestPictures -pictures
const picturesFolder = "../.github/pictures"

// fewPictures is how many screens are pictured at least.
const fewPictures = 12

// picturedWalks are the walks that are pictured: each step the first time that it waits
// for an answer, and the first frame with each of the words that something counts to.
var picturedWalks = []struct {
	scenario string
	listed   bool
	script   script
	counting map[string]string
}{
	{"forgotten", true, script{"menu": {"=web-reset"}, "web-page": {"=done"}, "try-password": {"Meadow-41-Page"}}, nil},
	{"forgotten", false, script{"menu": {"=reset-button"}}, map[string]string{"button-hold": "1:3", "button-ring": "seconds"}},
	{"moved", false, script{"menu": {"=reset-button"}}, nil},
	{"factory-default", false, script{"menu": {"=default-password"}}, nil},
	{"forgotten", false, script{"menu": {"=hik-connect"}, "hik-connect": {"=done"}}, nil},
	{"forgotten", false, script{"menu": {"=support"}, "support": {"=write"}}, nil},
	{"locked", false, nil, nil},
	{"unplugged", false, nil, nil},
	{"inactive", false, nil, nil},
	{"recorder", false, script{"menu": {"=support"}}, nil},
}

// pictureOf is a step as it stood, and its screen.
type pictureOf struct{ title, screen string }

// taken are the pictures of a walk, by step.
func taken(t *testing.T, all map[string]pictureOf, scenario string, listed bool, s script, counting map[string]string) {
	t.Helper()
	d := inDemo(t, scenario, listed, s, func(d *demo) {
		d.look.style = coloured
		id := string(d.walk.Step().ID)
		if _, is := all[id]; !is {
			all[id] = pictureOf{d.walk.Step().TitleFor(d.walk.Facts()).String(), d.View()}
		}
	})
	for name, words := range counting {
		for _, frame := range d.frames {
			if strings.Contains(frame, "█") && strings.Contains(frame, words) {
				all[name] = pictureOf{"The reset", frame}
				break
			}
		}
	}
}

func TestPictures(t *testing.T) {
	t.Parallel()
	all := map[string]pictureOf{}
	for _, w := range picturedWalks {
		taken(t, all, w.scenario, w.listed, w.script, w.counting)
	}
	if len(all) < fewPictures {
		t.Errorf("only %d steps were met", len(all))
	}
	if *pictures {
		emptied(t, picturesFolder)
	}
	for id, p := range all {
		if !strings.Contains(p.screen, "\x1b[") {
			t.Errorf("%s has no colours", id)
		}
		for _, colours := range palettes {
			drawn := svg(t, p.title, p.screen, usualWidth, usualHeight, colours)
			if err := wellFormed(drawn); err != nil {
				t.Errorf("%s: %v", id, err)
			}
			if *pictures {
				if err := os.WriteFile(filepath.Join(picturesFolder, id+"."+colours.name+".svg"), []byte(drawn), 0o600); err != nil {
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
