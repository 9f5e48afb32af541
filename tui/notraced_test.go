//go:build !race

package tui

// raced is true where the race detector runs with the tests.
const raced = false
