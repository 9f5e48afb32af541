package steps

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// claims are words by which a title says how it stands.
var claims = []string{
	"is", "are", "was", "were", "has", "have", "can", "cannot", "does", "not", "no", "answers", "accepts", "takes", "tells", "offers",
	"makes", "works", "known", "found", "reached", "written", "kept", "open", "locked",
}

func TestTitlesAreNeutral(t *testing.T) {
	t.Parallel()
	for _, c := range readChecks(t) {
		words := strings.Fields(c.title)
		if len(words) == 0 || len(words) > 3 {
			t.Errorf("%s: the title %q has %d words; one to three name what is measured", c.id, c.title, len(words))
			continue
		}
		if first := []rune(c.title)[0]; !unicode.IsUpper(first) {
			t.Errorf("%s: the title %q begins with a small letter", c.id, c.title)
		}
		if strings.ContainsAny(c.title, ".:;!?") {
			t.Errorf("%s: the title %q is a sentence; it names what is measured", c.id, c.title)
		}
		for _, word := range words {
			if slices.Contains(claims, strings.ToLower(word)) {
				t.Errorf("%s: the title %q claims something by %q, and stands under every status", c.id, c.title, word)
			}
		}
	}
}

func TestTitlesOfOneScreenDiffer(t *testing.T) {
	t.Parallel()
	sets := map[string][]Check{"check": append(resolve().Checks, look().Checks...)}
	for _, s := range Guide().Steps() {
		sets[string(s.ID)] = s.Checks
	}
	for at, checks := range sets {
		titles := map[string]string{}
		for _, c := range checks {
			title := c.Title.String()
			if other, twice := titles[title]; twice {
				t.Errorf("%s: %s and %s are both called %q", at, other, c.ID, title)
			}
			titles[title] = c.ID
		}
	}
}

// wholeValues are values that are whole sentences where they end a row.
var wholeValues = map[string]string{
	"{heard.Causes[0].Why}": "a cause of an empty list", "{heard.Causes[0].Fix}": "what to do about a cause",
	"{DoubtLines(found)[0]}": "what speaks against the one that answers", "{why}": "why an answer is shut", "{missing}": "what an address lacks",
	"{UnreadWords(spent)}": "a note that cannot be read", "{spentLine(t.Attempt.Lock, spent)}": "the tries left", "{said}": "what others try",
	"{told}": "the tries left", "{x.how(f)}": "how a thing of the list is done", "{counted}": "the tries of ours", "{WrongDoorWords(f)}": "what is at a port without a page",
}

func TestRowsAreWholeSentences(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	ends := func(c shownCheck, said string) {
		if strings.HasSuffix(said, ".") || strings.HasSuffix(said, "?") || strings.HasSuffix(said, "!") || strings.HasSuffix(said, ".)") {
			return
		}
		value := said[max(strings.LastIndex(said, "{"), 0):]
		if used[value] = true; wholeValues[value] == "" {
			t.Errorf("%s: %q ends without a full stop", c.id, said)
		}
	}
	for _, c := range readChecks(t) {
		if len(c.rows) == 0 {
			t.Errorf("%s: none of its rows was found in the source", c.id)
		}
		for _, r := range c.rows {
			if ends(c, r.detail); r.hint != "" {
				ends(c, r.hint)
			}
			if r.hint == "" && (r.status == "warn" || r.status == "fail") {
				t.Errorf("%s: %q says what is wrong, and not what to do", c.id, r.detail)
			}
			if strings.HasPrefix(r.detail, c.title+" ") {
				t.Errorf("%s: %q says its title again", c.id, r.detail)
			}
		}
	}
	for value := range wholeValues {
		if !used[value] {
			t.Errorf("%s ends no row any more", value)
		}
	}
}

// screenWords are words that speak of a front door which `check` is not.
var screenWords = []string{"screen", "menu", "next step", "next question", "press", "you are asked"}

func TestRowsOfCheckSpeakOfNoScreen(t *testing.T) {
	t.Parallel()
	ids := map[string]bool{}
	for _, c := range append(resolve().Checks, look().Checks...) {
		ids[c.ID] = true
	}
	for _, c := range readChecks(t) {
		if !ids[c.id] {
			continue
		}
		delete(ids, c.id)
		for _, r := range c.rows {
			for _, said := range append([]string{r.detail, r.hint}, r.pieces...) {
				for _, word := range screenWords {
					if !strings.Contains(strings.ToLower(said), word) {
						continue
					}
					t.Errorf("%s: %q speaks of a %q, which `check` does not have", c.id, said, word)
				}
			}
		}
	}
	if len(ids) > 0 {
		t.Errorf("not found in the source: %q", slices.Sorted(maps.Keys(ids)))
	}
}
