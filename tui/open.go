package tui

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"sync"
	"time"

	"github.com/atotto/clipboard"
	"github.com/aymanbagabas/go-osc52/v2"
	"github.com/cli/browser"
)

// browserPatience is how long a browser is waited for: some come back at
// once, others only when they are closed.
const browserPatience = 2 * time.Second

// quietBrowser keeps what browsers say away from our screen.
var quietBrowser = sync.OnceFunc(func() { browser.Stdout, browser.Stderr = io.Discard, io.Discard })

// OpenURL shows a web address in the user's browser.
func OpenURL(address string) error {
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return fmt.Errorf("%q is not the address of a web page", address)
	}
	quietBrowser()
	opened := make(chan error, 1)
	go func() { opened <- browser.OpenURL(u.String()) }()
	select {
	case err := <-opened:
		return err
	case <-time.After(browserPatience):
		return nil
	}
}

// Copy puts text into the clipboard. Where there is none, as over SSH, the
// terminal is asked to do it; whether it does cannot be known. What is no
// terminal, a file or a pipe, is never written to.
func Copy(text string, terminal io.Writer) error {
	far := os.Getenv("SSH_TTY") != "" || os.Getenv("SSH_CONNECTION") != ""
	if !far && !clipboard.Unsupported && clipboard.WriteAll(text) == nil {
		return nil
	}
	if !isTerminal(terminal) || os.Getenv("TERM") == "dumb" {
		return errors.New("there is no clipboard")
	}
	sequence := osc52.New(text)
	line := sequence.String()
	if os.Getenv("TMUX") != "" { // which form tmux lets through is a matter of its settings
		line += sequence.Tmux().String()
	}
	_, err := io.WriteString(terminal, line)
	return err
}
