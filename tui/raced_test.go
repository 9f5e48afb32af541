//go:build race

package tui

// raced is true where the race detector runs with the tests: what it holds is counted too.
const raced = true
