package isapi_test

import (
	"context"
	"errors"
	"testing"

	"camreset/isapi"
	"camreset/isapi/document"
	"camreset/isapi/simcam"
)

func asked(paths ...string) (all []isapi.PageRequest) {
	for _, p := range paths {
		all = append(all, isapi.PageRequest{Path: p})
	}
	return all
}

const (
	pageTime     = "/ISAPI/System/time"
	pageAccesses = "/ISAPI/Security/adminAccesses"
	pageUsers    = "/ISAPI/Security/users"
	pageNone     = "/ISAPI/System/nothingOfTheKind"
)

func TestReadPages(t *testing.T) {
	for _, g := range []simcam.Generation{simcam.Legacy, simcam.Activation, simcam.Session, simcam.Portal, simcam.RecorderGen} {
		for _, atOnce := range []int{1, 3, 4} {
			c, camera := meet(t, simcam.Scenario{Generation: g})
			pages, err := c.ReadPages(soon(t), admin(oldWord), atOnce, asked(pageTime, pageNone, pageAccesses, pageUsers), nil)
			if err != nil {
				t.Fatalf("%s, %d at once: %v", g, atOnce, err)
			}
			if port, _ := document.Get(pages[2].Doc, document.At{In: "AdminAccessProtocol", Key: "protocol", Is: "RTSP", Name: "portNo"}); port != "554" {
				t.Errorf("%s: port of RTSP: %q, %v", g, port, pages[2].Err)
			}
			if !errors.Is(pages[1].Err, isapi.ErrNotSupported) {
				t.Errorf("%s: a page that there is not: %v", g, pages[1].Err)
			}
			if pages[0].Doc.First("timeMode") == "" || pages[3].Doc.First("userName") != "admin" {
				t.Errorf("%s: %v %v", g, pages[0].Err, pages[3].Err)
			}
			if n := camera.Counters(); n.Wrong != 0 {
				t.Errorf("%s: %d logins were wrong", g, n.Wrong)
			}
		}
	}
}

// A password that is wrong by now costs no more tries than pages are read at once.
func TestReadPagesStopAtTheFirstRefusal(t *testing.T) {
	for _, atOnce := range []int{1, 2, 3} {
		c, camera := meet(t, simcam.Scenario{Tries: 7})
		asks := asked(pageTime, pageAccesses, pageUsers, pageTime, pageAccesses, pageUsers, pageTime, pageAccesses)
		pages, err := c.ReadPages(soon(t), admin("Another-17-Word"), atOnce, asks, nil)
		if !errors.Is(err, isapi.ErrAuth) {
			t.Errorf("%d at once: %v", atOnce, err)
		}
		if n := camera.Counters().Wrong; n < 1 || n > atOnce {
			t.Errorf("%d at once: %d tries spent", atOnce, n)
		}
		for _, p := range pages {
			if p.Err == nil || p.Path == "" {
				t.Errorf("%d at once: %q was read", atOnce, p.Path)
			}
		}
	}
}

// A lock in the middle ends all of it: what is under way is refused, and counts nothing.
func TestReadPagesStopAtALock(t *testing.T) {
	for _, form := range []simcam.LockForm{simcam.LockFields, simcam.LockForbidden} {
		c, camera := meet(t, simcam.Scenario{Locked: true, LockForm: form})
		pages, err := c.ReadPages(soon(t), admin(oldWord), 3, asked(pageTime, pageUsers, pageAccesses, pageTime, pageUsers), nil)
		if n := camera.Counters(); err == nil && form == simcam.LockFields || n.Logins > 3 || n.Wrong > 0 {
			t.Errorf("%s: %v, %d logins, %d wrong", form, err, n.Logins, n.Wrong)
		}
		for _, p := range pages {
			if p.Err == nil {
				t.Errorf("%s: %s was read", form, p.Path)
			}
		}
	}
}

func TestReadPagesEndWithTheirContext(t *testing.T) {
	c, _ := meet(t, simcam.Scenario{})
	over, cancel := context.WithCancel(soon(t))
	seen := 0
	pages, err := c.ReadPages(over, admin(oldWord), 1, asked(pageTime, pageUsers, pageAccesses), func(isapi.Page) {
		if seen++; seen == 1 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || pages[0].Err != nil || pages[2].Err == nil {
		t.Errorf("%v: %v, %v", err, pages[0].Err, pages[2].Err)
	}
}

func TestAtOnce(t *testing.T) {
	for left, want := range map[int]int{0: 1, 1: 1, 2: 1, 3: 1, 4: 2, 5: 3, 6: 4, 7: 4, 100: 4} {
		if got := isapi.AtOnce(&left); got != want {
			t.Errorf("%d left: %d at once, want %d", left, got, want)
		}
	}
	if got := isapi.AtOnce(nil); got != 1 {
		t.Errorf("untold: %d at once", got)
	}
}
