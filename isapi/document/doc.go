// Package document reads what devices answer with, XML or JSON, into one tree. It is
// lenient, because real replies have bare ampersands, odd bytes, wrong declarations
// and cut ends, and bounded, because a reply may come from anybody.
package document

// Bounds of a document. The deepest real reply has 9 levels, the longest some
// 3,000 elements.
const (
	maxDepth    = 64
	maxElements = 20_000
	maxValue    = 8 << 10  // bytes of one value; the longest, a key, has 1,024
	maxToken    = 64 << 10 // bytes of one tag, text or comment: a tag of a megabyte grows to 100
	maxBreaks   = 256      // places that are no XML, after each of which reading goes on
)
