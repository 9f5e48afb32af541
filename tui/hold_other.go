//go:build !windows

package tui

// HoldWindow waits for Enter when the program has a window of its own that
// would close; that happens on Windows only.
func HoldWindow() {}
