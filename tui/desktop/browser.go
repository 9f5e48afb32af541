// Package desktop is what the computer of the user has beside the terminal: a clipboard
// and a browser.
package desktop

import (
	"fmt"
	"io"
	"net/url"
	"sync"
	"time"

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
