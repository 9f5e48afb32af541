package simcam

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
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
	Forgot    bool // show the link to the security questions
	Questions []Question
	Ticket    string
}

func (c *Camera) show(status int, name string, p page) reply {
	p.ID, p.Address, p.Rules = c.id, c.dev.address, passwordRules
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

// rootPage sends the browser on by script, as the old web does (observed).
func (c *Camera) rootPage(*call) reply { return c.show(http.StatusOK, "root.html", page{}) }

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
		header := c.openSession(randomHex(sessionIDLength))
		header.Set("Location", "/doc/page/main.asp")
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
