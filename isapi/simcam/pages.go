package simcam

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
)

// The camera's own web pages. They are no copy of the maker's: plain forms that a person can use in any
// browser, under the maker's addresses, and every one says that it is a simulation.

//go:embed pages/*.html
var pageFiles embed.FS

var pages = template.Must(template.ParseFS(pageFiles, "pages/*.html"))

// page is what the templates show.
type page struct {
	ID        Identity
	Address   string
	Message   string
	Rules     string
	Web       web
	Shepherd  bool // name the style sheet that marks the new web (one source)
	Forgot    bool // show the link to the security questions
	Questions []Question
	Ticket    string
}

func (c *Camera) show(status int, name string, p page) reply {
	p.ID, p.Address, p.Rules, p.Web = c.id, c.dev.address, passwordRules, c.web()
	p.Shepherd = c.hasNewWeb()
	p.Forgot = len(c.dev.questions) > 0
	p.Questions = c.dev.questions
	var out bytes.Buffer
	if err := pages.ExecuteTemplate(&out, name, p); err != nil {
		return errorPage(http.StatusInternalServerError)
	}
	return reply{status: status, kind: kindPage, body: out.String()}
}

// notice is a page with one sentence.
func (c *Camera) notice(status int, sentence string) reply {
	return c.show(status, "notice.html", page{Message: sentence})
}

// web is where the pages of a generation are. Behind the addresses stand the same forms.
type web struct{ Login, Main, Forgot string }

// The old page up to 5.6 and the new one, whose own parts are told apart after a # that no device gets to see (both
// observed). The address of its Forgot Password is the simulation's own.
var (
	oldWeb = web{"/doc/page/login.asp", "/doc/page/main.asp", "/doc/page/pwdReset.asp"}
	newWeb = web{"/doc/index.html", "/doc/index.html", "/doc/portal/forgotPassword"}
)

func (c *Camera) web() web {
	if c.hasNewWeb() {
		return newWeb
	}
	return oldWeb
}

func (c *Camera) hasNewWeb() bool { return slices.Contains(newPages, c.sc.Generation) }

// rootPage sends the browser on by script, as both webs do (observed).
func (c *Camera) rootPage(*call) reply {
	if c.hasNewWeb() {
		return c.show(http.StatusOK, "portal.html", page{})
	}
	return c.show(http.StatusOK, "root.html", page{})
}

// styleSheet is empty: the pages bring their own style.
func (c *Camera) styleSheet(*call) reply { return reply{status: http.StatusOK, kind: "text/css"} }

func (c *Camera) loginPage(q *call) reply {
	switch {
	case c.dev.password == "":
		return c.show(http.StatusOK, "activate.html", page{})
	case c.inSession(q):
		return c.show(http.StatusOK, "main.html", page{})
	default:
		return c.show(http.StatusOK, "login.html", page{})
	}
}

// form reads the fields of a posted form; a broken one has none.
func form(q *call) url.Values {
	fields, err := url.ParseQuery(string(q.body))
	if err != nil {
		return nil
	}
	return fields
}

func (c *Camera) loginForm(q *call) reply {
	f := form(q)
	good := c.dev.password != "" && f.Get("user") == AdminUser && f.Get("password") == c.dev.password
	v := c.try(q.source, good)
	if v == right {
		header := c.openSession(randomHex(sessionIDLength), "")
		header.Set("Location", c.web().Main)
		return reply{status: http.StatusSeeOther, header: header}
	}
	message := "Wrong user name or password."
	switch {
	case c.sc.LockForm == LockSilent:
	case c.unlockSeconds(q) > 0:
		message = fmt.Sprintf("Logins are locked for another %d seconds.", c.unlockSeconds(q))
	case !c.sc.HideTries:
		message += fmt.Sprintf(" Tries left: %d.", c.ram.logins.left(q.source, c.sc.Tries))
	}
	return c.show(http.StatusOK, "login.html", page{Message: message})
}

func (c *Camera) logoutForm(q *call) reply {
	c.closeSession(q)
	return c.show(http.StatusOK, "login.html", page{Message: "You are logged out."})
}

func (c *Camera) activateForm(q *call) reply {
	f := form(q)
	switch {
	case c.dev.password != "":
		return c.notice(http.StatusForbidden, "The camera already has a password.")
	case f.Get("password") != f.Get("again"):
		return c.show(http.StatusOK, "activate.html", page{Message: "The two passwords differ."})
	case risky(f.Get("password")):
		return c.show(http.StatusOK, "activate.html", page{Message: "This password is too weak."})
	}
	c.firstPassword(f.Get("password"))
	return c.show(http.StatusOK, "login.html", page{Message: "The camera is active now. Log in with the new password."})
}
