package sadp

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"camreset/isapi"
)

// maxAnswer is how many bytes of a file libsadp reads.
const maxAnswer = 512

// ReadAnswer reads what support or an e-mail sent: the content of a file, whose
// line end is cut, as libsadp does, or a key as somebody typed it. Its
// errors are ErrUnfitAnswer with what is wrong, and those of r.
func ReadAnswer(r io.Reader) (string, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxAnswer+1))
	if err != nil {
		return "", fmt.Errorf("reading the answer: %w", err)
	}
	if len(data) > maxAnswer {
		return "", fmt.Errorf("%w: it has more than %d bytes; pick the file that support sent back", ErrUnfitAnswer, maxAnswer)
	}
	text := strings.TrimPrefix(string(data), "\ufeff") // an editor's mark is no part of it
	text = strings.TrimRight(text, "\r\n")
	if key := strings.TrimSpace(text); isKey(key) {
		text = key
	}
	if err := checkAnswer(text); err != nil {
		return "", err
	}
	return text, nil
}

// checkAnswer refuses what no support sends, before it costs a try.
func checkAnswer(text string) error {
	bare := strings.TrimSpace(text)
	switch {
	case bare == "":
		return fmt.Errorf("%w: it is empty; save what support sent again", ErrUnfitAnswer)
	case len(text) > maxAnswer:
		return fmt.Errorf("%w: it has more than %d bytes", ErrUnfitAnswer, maxAnswer)
	case bare[0] == '<':
		return fmt.Errorf("%w: it looks like a wrapped file, which only the maker's own tool may know how to open; it begins with %q",
			ErrUnfitAnswer, isapi.Clean(bare[:min(len(bare), 60)]))
	case !printable(text):
		return fmt.Errorf("%w: it is not one line of plain text; use the file as support sent it, not one that was opened and saved", ErrUnfitAnswer)
	}
	return nil
}

// keySize is that of a key from support (Hikvision FAQ Knowledge Base, QR code).
const keySize = 8

// isKey reports whether a text is a key to type: letters and digits only.
func isKey(text string) bool {
	return len(text) == keySize && !strings.ContainsFunc(text, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	})
}

// printable reports whether a text can be shown and kept exactly as it is: on one
// line, nothing hidden in it.
func printable(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool { return !isapi.Visible(r) })
}
