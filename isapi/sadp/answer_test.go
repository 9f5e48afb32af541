package sadp

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"
)

var errDisk = errors.New("the disk is gone")

func TestReadAnswer(t *testing.T) {
	full := strings.Repeat("A", maxAnswer)
	for name, c := range map[string]struct {
		file, want string // want empty = refused
		says       string // of the refusal
	}{
		"a file":                {"AwAAAEFi+/Q=", "AwAAAEFi+/Q=", ""},
		"with a line end":       {"AwAAAEFi+/Q=\r\n\n", "AwAAAEFi+/Q=", ""},
		"with an editor's mark": {"\ufeffAwAAAEFi+/Q=\n", "AwAAAEFi+/Q=", ""},
		"byte for byte":         {" AwAA AEFi ", " AwAA AEFi ", ""},
		"a typed key":           {"  aB12Cd34 \n", "aB12Cd34", ""},
		"of other letters":      {"clé secrète", "clé secrète", ""},
		"as long as may be":     {full, full, ""},
		"too long":              {full + "\n", "", "more than 512 bytes"},
		"endless":               {strings.Repeat(full, 100), "", "more than 512 bytes"},
		"nothing":               {"", "", "empty"},
		"line ends":             {"\r\n\r\n", "", "empty"},
		"blanks":                {" \t ", "", "empty"},
		"wrapped":               {"<?xml version=\"1.0\"?>\r\n<Key>\x1b[2Jabc</Key>", "", `wrapped file, which only the maker's own tool may know how to open; it begins with "<?xml version=\"1.0\"?>  <Key>[2Jabc</Key>"`},
		"wrapped, with blanks":  {"\n <html>", "", "wrapped file"},
		"two lines":             {"AwAA\nAEFi", "", "not one line"},
		"with an escape":        {"AwAA\x1b[2J", "", "not one line"},
		"with zeros":            {"AwAA\x00\x00", "", "not one line"},
		"of another encoding":   {"\xff\xfeA\x00B\x00", "", "not one line"},
		"turned round":          {"AwAA\u202eAEFi", "", "not one line"},
	} {
		got, err := ReadAnswer(strings.NewReader(c.file))
		if got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%s: %q, %v", name, got, err)
		}
		if err != nil && (!errors.Is(err, ErrUnfitAnswer) || !strings.Contains(err.Error(), c.says) || !printable(err.Error())) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := ReadAnswer(iotest.ErrReader(errDisk)); !errors.Is(err, errDisk) {
		t.Error(err)
	}
}

func TestReadGUID(t *testing.T) {
	full := strings.Repeat("\x3c\x00\xff\n", guidSize/4)
	for name, c := range map[string]struct {
		file, says string // says empty = taken as it is
	}{
		"text":             {"0123456789ABCDEF\r\n", ""},
		"one byte":         {"x", ""},
		"any bytes":        {full, ""},
		"filled up":        {"0123" + strings.Repeat("\x00", 124), ""},
		"one byte more":    {full + "x", "more than 128 bytes"},
		"endless":          {strings.Repeat(full, 100), "more than 128 bytes"},
		"nothing":          {"", "empty"},
		"zeros":            {strings.Repeat("\x00", 128), "empty"},
		"a mark":           {"\ufeff\r\n", "empty"},
		"XML":              {"\ufeff\r\n<GUID>\r\n0123</GUID>", `begins with "<GUID>  0123</GUID>"`},
		"XML, filled up":   {"<GUID>0123</GUID>\x00\x00", "text file"},
		"the start of one": {"<", "text file"},
	} {
		got, err := ReadGUID(strings.NewReader(c.file))
		if (err == nil) != (c.says == "") || err == nil && string(got) != c.file {
			t.Errorf("%s: %q, %v", name, got, err)
		}
		if err != nil && (!errors.Is(err, ErrUnfitGUID) || !strings.Contains(err.Error(), c.says) || got != nil) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if _, err := ReadGUID(iotest.ErrReader(errDisk)); !errors.Is(err, errDisk) {
		t.Error(err)
	}
}

// FuzzRead reads any file both ways: what is taken is bounded and can be shown and
// sent, what is refused says so in one clean line.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{"AB12CD34", " ab12cd34\r\n", "AwAAAEFi+/Q=\n", "<?xml?>\n<a>\x1b", "\ufeff", "\ufeff\ufeffx", "\xff\xfeA\x00", "\x00", "<\x00\xff", "\u202e", "\r\n"} {
		f.Add([]byte(seed))
	}
	f.Add(bytes.Repeat([]byte("A"), guidSize+1))
	f.Add(bytes.Repeat([]byte("A"), maxAnswer+1))
	f.Fuzz(func(t *testing.T, file []byte) {
		answer, err := ReadAnswer(bytes.NewReader(file))
		switch {
		case err != nil:
			if answer != "" || !errors.Is(err, ErrUnfitAnswer) || !printable(err.Error()) || len(err.Error()) > 1000 {
				t.Errorf("%q: %q, %v", file, answer, err)
			}
		case answer == "" || len(answer) > maxAnswer || !utf8.ValidString(answer) || !printable(answer) || strings.TrimSpace(answer)[0] == '<':
			t.Errorf("%q: took %q", file, answer)
		default:
			if again, err := ReadAnswer(strings.NewReader(answer)); err != nil || again != answer {
				t.Errorf("%q: %q, then %q, %v", file, answer, again, err)
			}
			if m, err := Parse(request("u", "<Code>"+escape.Replace(answer)+"</Code>")); err != nil || m.Get("Code") != strings.TrimSpace(answer) {
				t.Errorf("%q arrives as %q, %v", answer, m.Get("Code"), err)
			}
		}
		guid, err := ReadGUID(io.LimitReader(bytes.NewReader(file), 1<<20))
		if err == nil && (len(guid) == 0 || len(guid) > guidSize || !bytes.Equal(guid, file)) ||
			err != nil && (guid != nil || !errors.Is(err, ErrUnfitGUID) || !printable(err.Error())) {
			t.Errorf("%q: %q, %v", file, guid, err)
		}
	})
}
