package tui

import (
	"testing"
	"time"

	"camreset/steps/facts"

	tea "github.com/charmbracelet/bubbletea"
)

// BenchmarkEverything is a key press at a step that has all that a step can have.
func BenchmarkEverything(b *testing.B) {
	m := standing(everything(), "everything", facts.Facts{})
	m.walk = measuredAt(m.walk)
	m = sized(m, 120, 40)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		m = pressAndDraw(m, tea.KeyMsg{Type: []tea.KeyType{tea.KeyDown, tea.KeyUp, tea.KeyRight}[i%3]})
	}
}

// BenchmarkTableOf1000Wide is a key press at a table of 1,000 devices on a wide screen.
func BenchmarkTableOf1000Wide(b *testing.B) {
	m := sized(standing(catalogue(holding(upTo(1000)...)), "pick", facts.Facts{}), 120, 40)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		m = pressAndDraw(m, tableKeys[i%len(tableKeys)])
	}
}

// TestAKeyIsDrawnAtOnce: a key press and the screen that follows take less than one
// frame of 60 a second.
func TestAKeyIsDrawnAtOnce(t *testing.T) {
	const frame = 16 * time.Millisecond
	m := standing(everything(), "everything", facts.Facts{})
	m.walk = measuredAt(m.walk)
	m = sized(m, 120, 40)
	var fastest time.Duration
	for range 50 {
		begun := time.Now()
		m = pressAndDraw(m, tea.KeyMsg{Type: tea.KeyDown})
		if took := time.Since(begun); fastest == 0 || took < fastest {
			fastest = took
		}
	}
	if fastest > frame {
		t.Errorf("a key took %v", fastest)
	}
}
