package simcam

import (
	"strconv"
	"strings"

	"camreset/isapi/simcam/crypt"
	"camreset/isapi/simcam/sadpxml"
)

// questionCount is how many questions there are to choose from (observed on recorders); their texts are not told.
const questionCount = 15

// questionNumber is the number of the question in that place of the scenario.
func questionNumber(place int) int { return 4*place%questionCount + 1 }

// questionIDs tells the numbers of all questions; marked ones have an answer.
func (c *Camera) questionIDs(*sadpxml.Request) []sadpxml.Field {
	marked := c.markedQuestions()
	list := sadpxml.Field{Name: "QuestionList"}
	for id := 1; id <= questionCount; id++ {
		list.Inner = append(list.Inner, sadpxml.Field{Name: "Question", Inner: []sadpxml.Field{sadpxml.Number("ID", id), sadpxml.Bool("mark", marked[id])}})
	}
	return result(success, list)
}

// answerReset takes the answers to all marked questions as one try.
func (c *Camera) answerReset(p *sadpxml.Request) []sadpxml.Field {
	random := c.takeExchange()
	if len(c.settings.questions) == 0 || len(random) == 0 {
		return result(failed)
	}
	c.count.Answers++
	if c.lockedOut(secretAnswers) {
		return c.refuse(secretAnswers, p, locked)
	}
	if !c.allRight(random, p) {
		c.count.WrongAnswers++
		return c.miss(secretAnswers, p, answerError)
	}
	c.ram.lockout(secretAnswers).hit(anyone)
	return result(c.takeNew(random, p.Password.Text))
}

func (c *Camera) allRight(random []byte, p *sadpxml.Request) bool {
	given := map[string]string{}
	for _, q := range p.Questions {
		answer, err := crypt.OpenAnswer(random, q.Answer)
		if err != nil {
			return false
		}
		given[strings.TrimSpace(q.ID)] = answer
	}
	for i, q := range c.settings.questions {
		if given[strconv.Itoa(c.questionID(i))] != q.Answer {
			return false
		}
	}
	return len(given) == len(c.settings.questions)
}
