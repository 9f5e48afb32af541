package notes

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Save writes a file for the user into a folder below the one that they work in,
// or below their home where that one cannot be written.
func Save(folder, name string, data []byte) (string, error) {
	if folder != PlainName(folder) || name != PlainName(name) {
		return "", fmt.Errorf("%q is no name for a file of ours", folder+"/"+name)
	}
	home, err := userHome()
	bases := []string{"."}
	if err == nil {
		bases = append(bases, home)
	}
	for _, base := range bases {
		var path string
		if path, err = SaveIn(filepath.Join(base, folder), name, data); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("the file %s could not be written: %w; free some disk space, or start camreset in a folder of your own", name, err)
}

// SaveIn writes a file that the user asked for, mode 0600, into a folder, which is made
// where there is none, and gives its whole path. A file of that name is replaced.
func SaveIn(folder, name string, data []byte) (string, error) {
	_, err := os.Stat(folder)
	made := errors.Is(err, os.ErrNotExist)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", err
	}
	if made {
		if err := giveToCaller(folder); err != nil {
			return "", err
		}
	}
	path, err := filepath.Abs(filepath.Join(folder, name))
	if err != nil {
		return "", err
	}
	return path, writeOutput(path, data)
}

// SaveAs writes a file that the user named, mode 0600 and in one step, and gives its whole
// path. A file of that name is replaced.
func SaveAs(path string, data []byte) (string, error) {
	path, err := filepath.Abs(path)
	if err == nil {
		err = writeOutput(path, data)
	}
	if err != nil {
		return path, fmt.Errorf("the file %s could not be written: %w", path, innermost(err))
	}
	return path, nil
}

// CanSave says why a file that the user named cannot be written; nil where it can. It
// leaves nothing behind.
func CanSave(path string) error {
	folder := filepath.Dir(path)
	info, err := os.Stat(folder)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("there is no folder %s", folder)
	case err == nil && !info.IsDir():
		return fmt.Errorf("%s is no folder", folder)
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("%s is there, and is no plain file", path)
	}
	temp, err := os.CreateTemp(folder, ".camreset-*")
	if err != nil {
		return fmt.Errorf("nothing can be written into the folder %s: %w", folder, innermost(err))
	}
	return errors.Join(temp.Close(), os.Remove(temp.Name()))
}

// innermost is an error of a file without the file's name.
func innermost(err error) error {
	if e := (*os.PathError)(nil); errors.As(err, &e) {
		return e.Err
	}
	return err
}

// PlainName makes a name that is one on every system from what a device or a
// user said: letters, digits, dots, dashes and underscores, no dot in front.
func PlainName(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_', r == '.':
			return r
		}
		return '-'
	}, text)
	text = strings.TrimLeft(text, ".-")
	return text[:min(len(text), 60)]
}
