package notes

import (
	"errors"
	"os"
)

// Open opens a plain file to read it.
func Open(path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &os.PathError{Op: "open", Path: path, Err: errNoFile}
	}
	return os.Open(path)
}

// errNoFile is what opening anything else would not tell: a pipe nobody writes into
// would be waited for for ever, and a device can go on for ever.
var errNoFile = errors.New("that is no plain file")
