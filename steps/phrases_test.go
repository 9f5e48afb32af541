package steps

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// phrasesFile holds what must not be said any more, and what to say instead.
const phrasesFile = "testdata/phrases.txt"

// phrase is one line of the file.
type phrase struct {
	words, instead string
	found          *regexp.Regexp
}

func readPhrases(t *testing.T) []phrase {
	t.Helper()
	data, err := os.ReadFile(phrasesFile)
	if err != nil {
		t.Fatal(err)
	}
	var all []phrase
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		words, instead, both := strings.Cut(line, " => ")
		if !both {
			t.Fatalf("%s: %q does not say what to say instead", phrasesFile, line)
		}
		all = append(all, phrase{words, instead, phrasePattern(words)})
	}
	return all
}

// phrasePattern finds a phrase where it stands as words: a key such as other-subnet or
// same_subnet is none.
func phrasePattern(words string) *regexp.Regexp {
	pattern := strings.Join(strings.Fields(regexp.QuoteMeta(words)), `\s+`)
	pattern = strings.ReplaceAll(pattern, `\*`, `[a-z]*`)
	if words == strings.ToLower(words) {
		pattern = `(?i)` + pattern
	}
	return regexp.MustCompile(`(?:^|[^\w-])` + pattern + `(?:$|[^\w-])`)
}

func TestNoPhraseComesBack(t *testing.T) {
	t.Parallel()
	phrases := readPhrases(t)
	texts := readTexts(t)
	for _, w := range linesIn(t, sentencesFile) {
		if w.text = keyOfPrint.ReplaceAllString(w.text, ""); !strings.HasSuffix(w.text, ".go ===") {
			texts = append(texts, w)
		}
	}
	for _, w := range linesIn(t, "secure/testdata/findings.txt") {
		w.text = keyOfPrint.ReplaceAllString(w.text, "")
		texts = append(texts, w)
	}
	helps, err := filepath.Glob("../tui/help/*.txt")
	if err != nil || len(helps) == 0 {
		t.Fatal("no help was found: ", err)
	}
	for _, name := range helps {
		if filepath.Base(name) == "json.txt" { // it explains words that programs read
			continue
		}
		for _, w := range linesIn(t, name) {
			w.text = keyOfHelp.ReplaceAllString(w.text, "")
			texts = append(texts, w)
		}
	}
	for _, w := range texts {
		for _, p := range phrases {
			if p.found.MatchString(w.text) {
				t.Errorf("%s:%d: %q says %q; say: %s", w.file, w.line, w.text, p.words, p.instead)
			}
		}
	}
}

// keyOfPrint is what the print of all sentences puts before them: ids and keys.
var keyOfPrint = regexp.MustCompile(`^=== (?:[a-z/.0-9-]+: )?|^  \([a-z-]+\)|^  row [a-z-]+`)

// keyOfHelp is the name of what a line of a table explains.
var keyOfHelp = regexp.MustCompile(`^  [a-z-]+ +`)

// linesIn are the lines of a file that is all text.
func linesIn(t *testing.T, name string) []writtenText {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var all []writtenText
	for i, line := range strings.Split(string(data), "\n") {
		all = append(all, writtenText{filepath.ToSlash(strings.TrimPrefix(name, "../")), i + 1, line})
	}
	return all
}

func TestPhrasesAreFoundAsWords(t *testing.T) {
	for _, row := range []struct {
		words, text string
		found       bool
	}{
		{"subnet*", "in another subnet: its page", true},
		{"subnet*", "Subnets of this computer", true},
		{"subnet*", `"next": "other-subnet"`, false},
		{"subnet*", "same_subnet", false},
		{"prove", "to approve it", false},
		{"hang* on", "it hangs on the same cable", true},
		{"hang* on", "it hangs\non the same cable", true},
		{"Kept:", "Kept: mask and gateway", true},
		{"Kept:", "passwords are never kept: where one is needed", false},
	} {
		if found := phrasePattern(row.words).MatchString(row.text); found != row.found {
			t.Errorf("%q in %q: %v", row.words, row.text, found)
		}
	}
}
