package steps

import (
	"slices"
	"strings"
	"testing"

	"camreset/steps/steptest"
)

// mostWords is how many words of sentences are read on a screen.
const mostWords = 60

// tooLong are the steps that still say more.
var tooLong = []ID{"not-proved"}

// A screen says at most 60 words, whatever is known and whichever answer is lit.
func TestScreensAreShort(t *testing.T) {
	t.Parallel()
	long := map[ID]bool{}
	for _, s := range Guide().Steps() {
		for _, known := range steptest.States() {
			f := known.Facts
			words := wordsOn(s, &f)
			if words <= mostWords || long[s.ID] {
				continue
			}
			if long[s.ID] = true; !slices.Contains(tooLong, s.ID) {
				t.Errorf("%s says %d words (%s), at most %d are read", s.ID, words, known.Name, mostWords)
			}
		}
	}
	for _, id := range tooLong {
		if !long[id] {
			t.Errorf("%s is short enough: take it out of tooLong", id)
		}
	}
}

// wordsOn counts the words of the sentences that a step shows: what it says and asks, and
// the most that is told of an answer while that is lit.
func wordsOn(s Step, f *Facts) int {
	words := func(t Text) int { return len(strings.Fields(t.String())) }
	n := 0
	if s.Say != nil {
		n = words(s.Say(f))
	}
	if s.Ask == nil {
		return n
	}
	most := 0
	for _, o := range s.Ask.Options {
		if o.About != nil && (o.When == nil || o.When(f)) {
			most = max(most, words(o.About(f)))
		}
	}
	return n + words(s.Ask.Prompt) + most
}
