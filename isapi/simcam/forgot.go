package simcam

import (
	"fmt"
	"net/http"
	"strings"

	"camreset/isapi/simcam/crypt"
)

// Forgot password by security questions, as the maker's manuals describe it: answer them, set a new password.
// The calls behind the maker's page are not known, so the forms are the simulation's own.

func (c *Camera) questionsPage(*call) reply {
	if len(c.settings.questions) == 0 {
		return c.notice(http.StatusOK, "No security questions are set on this camera.")
	}
	return c.show(http.StatusOK, "questions.html", page{})
}

// questionsForm counts a set of answers as one try; too many wrong ones lock the page for a while
// (maker's web client reads lock fields here as well).
func (c *Camera) questionsForm(q *call) reply {
	if len(c.settings.questions) == 0 {
		return c.questionsPage(q)
	}
	c.count.Answers++
	if c.ram.answers.wait(q.source, c.clock.Now()) > 0 {
		return c.show(http.StatusOK, "questions.html", page{Message: answersLocked})
	}
	f := form(q)
	for i, question := range c.settings.questions {
		if strings.TrimSpace(f.Get(fmt.Sprintf("answer%d", i))) != question.Answer {
			return c.wrongAnswers(q)
		}
	}
	c.ram.answers.hit(q.source)
	c.ram.ticket = crypt.RandomHex(16)
	return c.show(http.StatusOK, "newpassword.html", page{Ticket: c.ram.ticket})
}

const answersLocked = "Too many wrong answers. Try again later."

func (c *Camera) wrongAnswers(q *call) reply {
	now := c.clock.Now()
	c.count.WrongAnswers++
	c.ram.answers.miss(q.source, now, c.sc.Tries, c.sc.LockTime)
	message := answersLocked
	if c.ram.answers.wait(q.source, now) == 0 {
		message = fmt.Sprintf("Not all answers are right. Tries left: %d.", c.ram.answers.left(q.source, c.sc.Tries))
	}
	return c.show(http.StatusOK, "questions.html", page{Message: message})
}

func (c *Camera) newPasswordForm(q *call) reply {
	f := form(q)
	var message string
	switch {
	case c.ram.ticket == "" || f.Get("ticket") != c.ram.ticket:
		return c.notice(http.StatusForbidden, "Answer the security questions first.")
	case f.Get("password") != f.Get("again"):
		message = "The two passwords differ."
	case risky(f.Get("password")):
		message = "This password is too weak."
	}
	if message != "" {
		return c.show(http.StatusOK, "newpassword.html", page{Ticket: c.ram.ticket, Message: message})
	}
	c.ram.ticket = ""
	c.setPassword(f.Get("password"))
	c.count.PasswordChanges++
	return c.show(http.StatusOK, "login.html", page{Message: "The new password is set. Log in with it."})
}
