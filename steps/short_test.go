package steps

import (
	"strings"
	"testing"

	"camreset/isapi"
	"camreset/steps/sentences"
	"camreset/steps/steptest"
)

// mostWords is how many words of sentences are read on a screen.
const mostWords = 60

// A screen says at most 60 words, whatever is known and whichever answer is lit.
func TestScreensAreShort(t *testing.T) {
	t.Parallel()
	long := map[ID]bool{}
	for _, s := range Guide().Steps() {
		for _, known := range steptest.States() {
			f := known.Facts
			if words := wordsOn(s, &f); words > mostWords && !long[s.ID] {
				long[s.ID] = true
				t.Errorf("%s says %d words (%s), at most %d are read", s.ID, words, known.Name, mostWords)
			}
		}
	}
}

// Whoever is asked something can ask back: why, what can go wrong, what if not.
func TestEveryQuestionHasHelp(t *testing.T) {
	t.Parallel()
	const least = 15 // words that say why, or what then
	for _, s := range Guide().Steps() {
		if words := len(strings.Fields(s.Help.String())); (s.Ask != nil || len(s.Aside) > 0) && words < least {
			t.Errorf("%s asks something, and its help has %d words", s.ID, words)
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
	return n + words(s.Ask.PromptFor(f)) + most
}

// What is left to do has its heading; where nothing is, there is none.
func TestTodayHeadsWhatIsLeftToDo(t *testing.T) {
	done, _ := Guide().Step("done")
	proved := &Facts{}
	proved.Proved = true
	if in, out := done.Ask.PromptFor(proved).String(), done.Ask.PromptFor(&Facts{}).String(); in != "Today" || out != "" {
		t.Errorf("%q when somebody is in, else %q", in, out)
	}
}

// The page's list leaves out what is known not to be set up.
func TestThePagesListIsOfThisDevice(t *testing.T) {
	count := func(r isapi.Recovery) int {
		f := &Facts{}
		f.Seen.Recovery = r
		return len(sentences.PageList(f)) - 3 // which are always there
	}
	for want, r := range []isapi.Recovery{
		{Questions: isapi.No, Mailbox: isapi.No, GUID: isapi.No},
		{Questions: isapi.No, Mailbox: isapi.No},
		{Questions: isapi.No},
		{},
	} {
		if got := count(r); got != want {
			t.Errorf("%+v: %d ways, want %d", r, got, want)
		}
	}
	if got := count(isapi.Recovery{Questions: isapi.Yes}); got != 1 {
		t.Errorf("one is set up: %d ways", got)
	}
}
