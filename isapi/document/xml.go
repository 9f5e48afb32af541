package document

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// XML reads leniently: no prolog, any declared charset, bare ampersands, ends that
// are missing or fit nothing. Declared entities are never expanded. What is no XML
// at all is passed over up to the next tag. The text has to be UTF-8; forbidden stands
// in for each character of it that XML forbids, or drops it where negative. The
// elements of the outermost level are the children of the node that comes back.
func XML(text string, forbidden rune) *Node {
	text = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return forbidden
		}
		return r
	}, text)
	b := builder{open: []*Node{{}}}
	for range maxBreaks {
		at, broken := b.read(text)
		if !broken {
			break
		}
		b.settle()
		next := strings.IndexByte(text[at+1:], '<')
		if next < 0 {
			break
		}
		text = text[at+1+next:]
	}
	b.close(1)
	return b.open[0]
}

// builder makes a tree of tokens.
type builder struct {
	open  []*Node // from the outermost to the innermost
	raw   []byte  // the text of the innermost
	count int     // elements
	half  bool    // that text runs into the end, or into a bound
}

// read goes on with a text until it ends, a bound is met, or what stands at the byte
// that comes back is broken.
func (b *builder) read(text string) (at int, broken bool) {
	source := &limitedReader{Reader: strings.NewReader(text)}
	decoder := xml.NewDecoder(source)
	decoder.Strict = false
	decoder.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	for b.count < maxElements {
		source.left = maxToken
		at := int(decoder.InputOffset())
		token, err := decoder.RawToken()
		if err != nil {
			inside := !errors.Is(err, io.EOF) && source.left >= 0 && source.Len() > 0
			return at, inside || strings.HasPrefix(text[at:], "<?") // a declaration without its end
		}
		b.half = source.left < 0 || int(decoder.InputOffset()) == len(text)
		b.take(token)
	}
	return 0, false
}

func (b *builder) innermost() *Node { return b.open[len(b.open)-1] }

func (b *builder) take(token xml.Token) {
	innermost := b.innermost()
	switch token := token.(type) {
	case xml.StartElement:
		if b.count++; len(b.open) > maxDepth {
			b.count = maxElements
			return
		}
		b.settle()
		n := &Node{Name: token.Name.Local}
		innermost.Kids = append(innermost.Kids, n)
		b.open = append(b.open, n)
	case xml.CharData:
		if !innermost.full && len(b.raw) < maxValue {
			b.raw = append(b.raw, token...)
		}
	case xml.EndElement:
		b.end(token.Name.Local)
	}
}

// end ends the innermost open element of this name with all inside it; an end that
// fits nothing is passed over.
func (b *builder) end(name string) {
	for i := len(b.open) - 1; i > 0; i-- {
		if strings.EqualFold(b.open[i].Name, name) {
			b.open[i].Ended = true
			b.half = false
			b.close(i)
			return
		}
	}
	b.settle()
}

// settle gives the innermost open element the text that it has so far: none comes after
// that.
func (b *builder) settle() {
	if n := b.innermost(); !n.full {
		n.full, n.Text = true, string(bytes.TrimSpace(b.raw))
	}
	b.raw = b.raw[:0]
}

// close ends the open elements from i on; half a text is none.
func (b *builder) close(i int) {
	if b.half {
		b.raw = nil
	}
	if len(b.open) > i {
		b.settle()
	}
	b.open = b.open[:i]
}

// limitedReader bounds what the decoder takes for one token: it keeps the whole token,
// and 32 times as much for a tag with many attributes.
type limitedReader struct {
	*strings.Reader
	left int
}

// ReadByte is what the decoder reads with.
func (l *limitedReader) ReadByte() (byte, error) {
	if l.left--; l.left < 0 {
		return 0, io.EOF
	}
	return l.Reader.ReadByte()
}
