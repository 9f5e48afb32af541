// Package ahead is imported for its effect: it answers a question before
// bubbletea asks it. Importing bubbletea v1 asks the terminal for its
// background, which writes escape bytes and costs five seconds on a terminal
// that does not answer. Go initialises packages in the order of their paths,
// and this one sorts before github.com/, so its init runs first.
package ahead

import "github.com/charmbracelet/lipgloss"

func init() { lipgloss.SetHasDarkBackground(true) }
