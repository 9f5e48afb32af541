package cli

import (
	"errors"
	"io"
	"os"
	"runtime"
	"strings"

	"camreset/steps/flow"
)

// mostPassword bounds what is read of a password file, in bytes.
const mostPassword = 4 << 10

// passwordFrom is the first line of a file, or of standard input for "-". A file that
// others may read is not used where files have modes.
func passwordFrom(name string) (string, error) {
	in := io.Reader(os.Stdin)
	if name != "-" {
		f, err := os.Open(name) //nolint:gosec // the user names it
		if err != nil {
			return "", Usage("the file with the password cannot be read: %s", err)
		}
		defer f.Close() //nolint:errcheck // it was read
		info, err := f.Stat()
		switch {
		case err != nil:
			return "", Usage("the file with the password cannot be read: %s", err)
		case !info.Mode().IsRegular() && info.IsDir():
			return "", Usage("%s is a folder, not a file with a password", name)
		case runtime.GOOS != "windows" && info.Mode().IsRegular() && info.Mode().Perm()&0o077 != 0:
			return "", Usage("others may read %s: first say chmod 600 %s", name, name)
		}
		in = f
	}
	line, err := firstLine(in)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", Usage("the password cannot be read: %s", err)
	}
	line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
	if line == "" {
		return "", Usage("there is no password in the first line")
	}
	if odd := flow.Odd(line, true); !odd.IsZero() {
		return "", Usage("%s", odd)
	}
	return line, nil
}

// firstLine reads a line and nothing behind it, since answers may follow there.
func firstLine(in io.Reader) (string, error) {
	var line []byte
	for one := make([]byte, 1); len(line) < mostPassword; {
		n, err := in.Read(one)
		if line = append(line, one[:n]...); err != nil || n > 0 && one[0] == '\n' {
			return string(line), err
		}
	}
	return string(line), nil
}
