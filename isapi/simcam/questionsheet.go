package simcam

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// Security questions, as an owner sets them (one source for the reply to a missing password, the maker's web client for
// the rest).

// chosenQuestions is how many have to be answered.
const chosenQuestions = 3

// questionConfiguration lists the numbers of all questions; marked ones have an answer.
func (c *Camera) questionConfiguration(*call) reply {
	marked := c.markedQuestions()
	var b strings.Builder
	for id := 1; id <= questionCount; id++ {
		fmt.Fprintf(&b, "<Question>\n<id>%d</id>\n<mark>%t</mark>\n</Question>\n", id, marked[id])
	}
	return documentReply(c.list("SecurityQuestion", "<QuestionList>\n"+b.String()+"</QuestionList>\n"))
}

// answered is a question of that page with its answer.
type answered struct {
	ID     int    `xml:"id"`
	Answer string `xml:"answer"`
}

// configureQuestions sets the answers to three questions, whatever was set before. Answers and password are plain, or
// encrypted where the address says so.
func (c *Camera) configureQuestions(q *call) reply {
	var sent struct {
		XMLName   xml.Name
		Questions []answered `xml:"QuestionList>Question"`
		Password  string     `xml:"password"`
	}
	if xml.Unmarshal(q.body, &sent) != nil {
		return c.status(q, http.StatusBadRequest, invalidFormat, "badXmlFormat")
	}
	if sent.XMLName.Local != "SecurityQuestion" {
		return c.status(q, http.StatusBadRequest, invalidContent, "badXmlContent")
	}
	var answers []*string
	for i := range sent.Questions {
		answers = append(answers, &sent.Questions[i].Answer)
	}
	if refusal, may := c.openSecrets(q, &sent.Password, answers...); !may {
		return refusal
	}
	questions, ok := questionsOf(sent.Questions)
	if !ok {
		return c.badParameters(q)
	}
	c.settings.questions = questions
	return c.ok(q)
}

// questionsOf takes three different questions with an answer each (the length of an answer observed).
func questionsOf(sent []answered) ([]Question, bool) {
	slices.SortFunc(sent, func(a, b answered) int { return a.ID - b.ID })
	var list []Question
	for i, s := range sent {
		answer := strings.TrimSpace(s.Answer)
		if s.ID < 1 || s.ID > questionCount || i > 0 && s.ID == sent[i-1].ID || len(answer) < 1 || len(answer) > 128 {
			return nil, false
		}
		list = append(list, Question{questionTexts[s.ID-1], answer})
	}
	return list, len(list) == chosenQuestions
}

// openSecrets decrypts what is encrypted, and checks the password of admin that has to be beside it. A wrong one is a
// wrong login.
func (c *Camera) openSecrets(q *call, password *string, others ...*string) (reply, bool) {
	if *password == "" {
		return c.badParameters(q), false
	}
	if sealedFields(q) {
		for _, field := range append(others, password) {
			if err := c.openField(q, field); err != nil {
				return c.status(q, http.StatusInternalServerError, deviceError, "passwordDecodeError"), false
			}
		}
	}
	if *password != c.settings.password {
		c.try(q.caller, AdminUser, false)
		return c.status(q, http.StatusForbidden, invalidOperation, "loginPasswordError"), false
	}
	return reply{}, true
}
