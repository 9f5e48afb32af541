package simcam

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"camreset/isapi/simcam/crypt"
)

// The camera's own web pages. They are no copy of the maker's: plain forms that a person can use in any
// browser, under the maker's addresses, and every one says that it is a simulation.

// page is what a page shows beside the camera itself.
type page struct {
	Message string
	Ticket  string
}

// show fills the marks of a page. The templates of the standard library would do it too, and make the whole program
// a quarter larger: they keep every method of every type in it.
func (c *Camera) show(status int, name string, p page) reply {
	marks := []string{
		"{{model}}", c.id.Model, "{{serial}}", c.id.Serial, "{{firmware}}", c.id.Firmware, "{{build}}", c.id.Build,
		"{{mac}}", c.id.MAC, "{{address}}", c.settings.address, "{{rules}}", passwordRules, "{{ticket}}", p.Ticket,
		"{{login}}", c.web().Login,
	}
	for i := 1; i < len(marks); i += 2 {
		marks[i] = html.EscapeString(marks[i])
	}
	marks = append(marks,
		"{{message}}", tagged(`<p class="message" role="status">`, p.Message, "</p>"),
		"{{shepherd}}", map[bool]string{true: "<link rel=\"stylesheet\" href=\"/doc/shepherd.css\">\n"}[c.hasNewWeb()],
		"{{forgot}}", map[bool]string{true: `<p><a href="` + c.web().Forgot + `">Forgot password?</a></p>`}[len(c.settings.questions) > 0],
		"{{questions}}", c.questionFields())
	body := pageFile(name)
	for _, shared := range []string{"head", "foot", "twice"} {
		body = strings.ReplaceAll(body, "{{"+shared+"}}", pageFile(shared+".html"))
	}
	return reply{status: status, kind: c.pageKind(), body: strings.NewReplacer(marks...).Replace(body), header: c.fileHeader()}
}

// tagged puts a text between tags; no text, no tags.
func tagged(open, text, closing string) string {
	if text == "" {
		return ""
	}
	return open + html.EscapeString(text) + closing
}

func (c *Camera) questionFields() string {
	var b strings.Builder
	for i, q := range c.settings.questions {
		fmt.Fprintf(&b, `<label>%s <input name="answer%d" autocomplete="off" required></label>`+"\n", html.EscapeString(q.Text), i)
	}
	return b.String()
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
	case c.settings.password == "":
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
	good := c.settings.password != "" && f.Get("user") == AdminUser && f.Get("password") == c.settings.password
	v := c.try(q.caller, f.Get("user"), good)
	if v == right {
		header := c.openSession(q, crypt.RandomHex(sessionIDLength), "")
		header.Set("Location", c.web().Main)
		return reply{status: http.StatusSeeOther, header: header}
	}
	message := "Wrong user name or password."
	switch {
	case c.sc.LockForm == LockSilent:
	case c.unlockSeconds(q) > 0:
		message = fmt.Sprintf("Logins are locked for another %d seconds.", c.unlockSeconds(q))
	case !c.sc.HideTries:
		message += fmt.Sprintf(" Tries left: %d.", c.ram.logins.left(q.source, c.tries()))
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
	case c.settings.password != "":
		return c.notice(http.StatusForbidden, "The camera already has a password.")
	case f.Get("password") != f.Get("again"):
		return c.show(http.StatusOK, "activate.html", page{Message: "The two passwords differ."})
	case risky(f.Get("password")):
		return c.show(http.StatusOK, "activate.html", page{Message: "This password is too weak."})
	}
	c.firstPassword(f.Get("password"))
	return c.show(http.StatusOK, "login.html", page{Message: "The camera is active now. Log in with the new password."})
}
