package isapi

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"
	"time"

	"camreset/isapi/value"
)

// Front asks for "/". A request under way is shared, and its answer for the
// half second in which the others of the same look begin.
func (c *Client) Front(ctx context.Context) Front {
	return c.frontPage(ctx, c.memory())
}

const frontAge = 500 * time.Millisecond

func (c *Client) frontPage(ctx context.Context, m *memory) Front {
	front, left := m.front.share(ctx, func(ctx context.Context) Front {
		m.mu.Lock()
		kept, age := m.lastFront, time.Since(m.frontAt)
		m.mu.Unlock()
		if kept.Done && age < frontAge {
			return kept
		}
		a := c.get(ctx, m, "/")
		f := Front{Reply: a.Reply, Marks: marksOf(a)}
		m.mu.Lock()
		defer m.mu.Unlock()
		m.lastFront, m.frontAt = f, time.Now()
		return f
	})
	if left != nil {
		front.Err = left
	}
	return front
}

// marksOf finds what leads to a login page of the maker: a script, a link, or
// the redirect that was followed. An error page may name any path.
func marksOf(a *answer) []string {
	if a.Status/100 != 2 {
		return nil
	}
	text := bytes.ToLower(a.body)
	if a.url != nil {
		text = append(text, strings.ToLower("\n"+a.url.Path)...)
	}
	var marks []string
	for _, page := range []string{pageOld, pageNew} {
		if bytes.Contains(text, []byte(page)) {
			marks = append(marks, page)
		}
	}
	return marks
}

// ActivateStatus asks whether the device is active; it may be polled. Cameras
// answer since activation exists, V5.3.0; 404 or 403 leaves everything unknown, unless
// the refusal itself names the state.
func (c *Client) ActivateStatus(ctx context.Context) ActivateStatus {
	m := c.memory()
	a := c.get(ctx, m, pathStatus)
	s := ActivateStatus{Reply: a.Reply, Activated: a.activation()}
	// JSON has to name it too: other devices' answers know an "activated" as well.
	if a.Status == 200 && a.doc != nil && strings.EqualFold(a.doc.Name, "ActivateStatus") {
		s.Activated = value.ParseTri(a.doc.First("Activated"))
		s.Version, _ = value.Number(a.doc.First("supportVersion"), 99)
	}
	if s.Activated != Unknown {
		m.mu.Lock()
		m.activated = s.Activated
		m.mu.Unlock()
	}
	return s
}

// checkAge is how often userCheck may be asked without a login.
const checkAge = 30 * time.Second

// UserCheck asks for the login challenge and the lock. It leaves at most once in
// 30 s; sooner it gives the kept answer, whose age At tells. An inactive device
// answers 200 with isActivated=false, an active one 401 (IPC-B121H-C, V5.8.10).
func (c *Client) UserCheck(ctx context.Context) UserCheck {
	m := c.memory()
	check, left := m.check.share(ctx, func(ctx context.Context) UserCheck {
		m.mu.Lock()
		kept, age := m.lastCheck, c.cfg.Now().Sub(m.checkedAt)
		m.mu.Unlock()
		if !m.checkedAt.IsZero() && age >= 0 && age < checkAge {
			kept.Kept = true
			if m.activatedNow() != Unknown {
				kept.Activated = m.activatedNow() // it was activated, or reset, since
			}
			return kept
		}
		a := c.getOnce(ctx, m, pathCheck)
		u := UserCheck{Reply: a.Reply, Activated: a.userActivated(), Lock: lockOf(a.doc), At: c.cfg.Now()}
		m.mu.Lock()
		defer m.mu.Unlock()
		switch {
		case !a.sent:
		case !errors.Is(a.Err, context.Canceled):
			m.lastCheck, m.checkedAt = u, u.At
		case !m.lastCheck.At.IsZero():
			m.checkedAt = u.At // it may have been asked; what is kept is older, not wrong
		}
		return u
	})
	if left != nil {
		check.Err = left
	}
	return check
}

// Recovery asks which recovery methods are set up. The names are those that the
// login.js of the maker's older pages reads; 401, 403 and 404 mean unknown, never "no".
func (c *Client) Recovery(ctx context.Context) Recovery {
	a := c.get(ctx, c.memory(), pathRecovery)
	r := Recovery{Reply: a.Reply}
	if a.Status == 200 && a.Err == nil {
		r.Questions = value.ParseTri(a.doc.First("isSupportWithSecurityQuestion"))
		r.Mailbox = value.ParseTri(a.doc.First("isSupportWithSecurityEmail"))
		r.GUID = value.ParseTri(a.doc.First("isSupportWithGUIDFileData"))
		r.HikConnect = value.ParseTri(a.doc.First("isSupportWithHCApp"))
	}
	return r
}

// SessionCap asks for the session login. It waits for the front page, so that a
// look keeps to four requests at a time and two rounds. Older firmware answers
// 404, or 403 with notSupport.
func (c *Client) SessionCap(ctx context.Context) SessionCap {
	m := c.memory()
	if front := c.frontPage(ctx, m); !front.Done {
		return SessionCap{Reply: Reply{Err: front.Err}}
	}
	a := c.get(ctx, m, sessionQuery("admin"))
	s := SessionCap{Reply: a.Reply, Lock: lockOf(a.doc)}
	switch {
	case a.Status == 200 && a.Root == "sessionlogincap":
		s.Supported = Of(a.doc.First("sessionID") != "" || a.doc.First("challenge") != "")
		s.Iterations, _ = value.Number(a.doc.First("iterations"), 1<<20)
		s.Irreversible = value.ParseTri(a.doc.First("isIrreversible"))
		s.Version = Clean(a.doc.First("sessionIDVersion"))
	case a.Status == 404, strings.EqualFold(a.Sub, "notSupport"):
		s.Supported = No
	}
	return s
}

// LoginPage finds the kind of web interface. The front page mostly tells which
// page to ask for; when it doesn't, both are, and only one may be there.
func (c *Client) LoginPage(ctx context.Context) LoginPage {
	m := c.memory()
	front := c.frontPage(ctx, m)
	if !front.Done || front.Location != "" {
		return LoginPage{Reply: Reply{Err: front.Err}}
	}
	if len(front.Marks) == 1 {
		return c.loginPage(ctx, m, front, front.Marks[0])
	}
	pages := make(chan LoginPage, 2)
	for _, path := range []string{pageOld, pageNew} {
		go func() { pages <- c.loginPage(ctx, m, front, path) }()
	}
	one, two := <-pages, <-pages
	switch {
	case one.Kind != "" && two.Kind == "":
		return one
	case two.Kind != "" && one.Kind == "":
		return two
	}
	one.Kind = ""
	return one
}

// loginPage asks for one page. A server that answers every path with its front
// page has no login page there, unless the front page was a redirect to it.
func (c *Client) loginPage(ctx context.Context, m *memory, front Front, path string) LoginPage {
	a := c.get(ctx, m, path)
	page := LoginPage{Reply: a.Reply}
	if a.Status != 200 || a.Root != "html" || a.print == front.print && len(front.Marks) == 0 {
		return page
	}
	if page.Kind = "old"; path == pageNew {
		page.Kind = "new"
	}
	return page
}

// Logins reads the state of the login as UserCheck does. Where the device has no
// userCheck, or answers it without asking for a login, deviceInfo is asked too, also
// without one: old firmware may show its realm and its forms of login nowhere else
// (V5.2.0 has deviceInfo: DS-2CD2532F), and a device whose login is switched off tells
// its model there.
func (c *Client) Logins(ctx context.Context) (UserCheck, OpenInfo) {
	check := c.UserCheck(ctx)
	open := check.Status == 200 && check.Activated != No
	if check.Err != nil || check.Status != 404 && !open {
		return check, OpenInfo{}
	}
	a := c.get(ctx, c.memory(), pathDevice)
	info := OpenInfo{Reply: a.Reply}
	if a.Status == 200 && a.Root == "deviceinfo" {
		info.Device = deviceOf(a.doc)
	}
	return check, info
}

// sessionQuery asks what a session login of a user needs, uncached.
func sessionQuery(user string) string {
	return fmt.Sprintf("%s?username=%s&random=%08d", pathSession, url.QueryEscape(user), rand.IntN(1e8))
}
