package letter

import (
	"camreset/steps/facts"
	"camreset/steps/text"
)

// CaseSheet is the case before the user's eyes; once it is written, where it is
// and where it goes.
func CaseSheet(f *facts.Facts) []text.Text {
	c := Of(f)
	if f.Written.Folder != "" {
		return append(WrittenLines(f.Written), textsOf(append(c.whereLines(), c.rulesLines()...))...)
	}
	return append(WrittenLines(f.Written), c.Sheet()...)
}
