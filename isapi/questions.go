package isapi

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"camreset/isapi/seal"
)

const (
	pathQuestions = "/ISAPI/Security/questionConfiguration"
	opQuestions   = "set the security questions"
	maxAnswer     = 128 // SecurityAnswerLenLimit of the security capabilities
)

// QuestionAnswer is the answer to one of the device's security questions.
type QuestionAnswer struct {
	ID   int // the question's number in the device's list
	Text Secret
}

// SetQuestions sets the security questions with which the device's own page lets its
// owner back in; devices want three (webAuth.js of the maker's newer pages;
// IPC-B121H-C, V5.8.10). It carries the current password: over HTTP that and the
// answers are encrypted where the device takes it, else ErrConsent without clear.
// Errors are those of ChangePassword, and ErrRefused for answers that nothing is sent
// of.
func (c *Client) SetQuestions(ctx context.Context, login Login, answers []QuestionAnswer, clear bool) error {
	if !answerable(answers) {
		return &Error{Op: opQuestions, Err: fmt.Errorf("%w: %w", ErrRefused, errAnswers)}
	}
	ch, err := c.change(ctx, opQuestions, login, clear)
	if err != nil {
		return err
	}
	return ch.put(ctx, pathQuestions, func(s seal.Fields) string {
		var list strings.Builder
		for _, a := range answers {
			list.WriteString("<Question><id>" + strconv.Itoa(a.ID) + "</id><answer>" + s.Text(a.Text.Reveal()) + "</answer></Question>")
		}
		return "<SecurityQuestion><QuestionList>" + list.String() + "</QuestionList>" +
			"<password>" + s.Text(login.Password.Reveal()) + "</password></SecurityQuestion>"
	})
}

func answerable(answers []QuestionAnswer) bool {
	seen := map[int]bool{}
	for _, a := range answers {
		if n := utf8.RuneCountInString(a.Text.Reveal()); n < 1 || n > maxAnswer || a.ID < 1 || seen[a.ID] {
			return false
		}
		seen[a.ID] = true
	}
	return len(answers) > 0
}
