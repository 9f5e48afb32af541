package halt

import "github.com/charmbracelet/x/term"

// Terminal is a terminal as it was found.
type Terminal struct {
	modes  []mode
	screen *Screen
}

// mode is how one of the terminal's streams reads and echoes.
type mode struct {
	fd  uintptr
	was *term.State
}

// Found notes how the terminal is; streams that are none are left out. screen is
// what will be shown on it, nil for plain lines.
func Found(screen *Screen, streams ...any) *Terminal {
	t := &Terminal{screen: screen}
	for _, stream := range streams {
		f, is := stream.(term.File)
		if !is {
			continue
		}
		if was, err := term.GetState(f.Fd()); err == nil {
			t.modes = append(t.modes, mode{f.Fd(), was})
		}
	}
	return t
}

// PutBack makes the terminal what it was, while whoever used it may still be
// doing so. A stalled one is waited for only for a moment.
func (t *Terminal) PutBack() {
	t.putModes()
	if t.screen != nil {
		t.screen.close()
	}
}

// Left is for after the program's own end: it does what that could not.
func (t *Terminal) Left() {
	t.putModes()
	if t.screen != nil && t.screen.behind.Load() {
		t.screen.close()
	}
}

func (t *Terminal) putModes() {
	for _, m := range t.modes {
		// Setting what is set already would stop a program in the background.
		if now, err := term.GetState(m.fd); err == nil && *now != *m.was {
			_ = term.SetState(m.fd, m.was) // nobody is left to be told
		}
	}
}
