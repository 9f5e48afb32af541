package text

import "testing"

func TestCharacters(t *testing.T) {
	for r, want := range map[rune]struct {
		invisible, wide bool
		narrow          rune
	}{
		'a': {narrow: 'a'}, 'é': {narrow: 'é'}, '日': {narrow: '日'}, ' ': {narrow: ' '}, '\u00a0': {narrow: '\u00a0'},
		'！': {wide: true, narrow: '!'}, '～': {wide: true, narrow: '~'}, 'Ａ': {wide: true, narrow: 'A'}, '\u3000': {wide: true, narrow: ' '},
		'\uff00': {invisible: true, narrow: '\uff00'}, '｟': {narrow: '｟'},
		'\t': {invisible: true, narrow: '\t'}, '\x1b': {invisible: true, narrow: '\x1b'}, '\u200b': {invisible: true, narrow: '\u200b'}, '\u202e': {invisible: true, narrow: '\u202e'},
	} {
		if Invisible(r) != want.invisible || Wide(r) != want.wide || Narrow(r) != want.narrow {
			t.Errorf("%q: invisible %v, wide %v, narrow %q", r, Invisible(r), Wide(r), Narrow(r))
		}
	}
}
