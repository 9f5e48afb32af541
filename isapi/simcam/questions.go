package simcam

import "slices"

// questionTexts are the questions to choose from. How many there are is observed on recorders; their texts are in the
// maker's pages, not in the devices, and these are invented.
var questionTexts = [questionCount]string{
	"What was the name of your first pet?", "What is your mother's first name?", "What is your father's first name?",
	"Who was your first teacher?", "In which town were you born?", "What was your first job?",
	"Which street did you grow up in?", "What was your first car?", "What is your favourite book?",
	"What is your favourite film?", "What is your favourite dish?", "What was the name of your school?",
	"Who was your best friend at school?", "Where did you spend your first holiday?", "What is your favourite colour?",
}

// questionID is the number of a question that is set. One that is not in the list has a number by its place.
func (c *Camera) questionID(place int) int {
	if at := slices.Index(questionTexts[:], c.settings.questions[place].Text); at >= 0 {
		return at + 1
	}
	return questionNumber(place)
}

// markedQuestions are the numbers of those that have an answer.
func (c *Camera) markedQuestions() map[int]bool {
	marked := map[int]bool{}
	for i := range c.settings.questions {
		marked[c.questionID(i)] = true
	}
	return marked
}
