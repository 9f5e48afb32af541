package simnet

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
)

// Store is the files of the pretended computer. They are kept in memory and gone with the program.
type Store struct {
	mu    sync.Mutex
	files map[string][]byte // by name
}

func newStore() *Store { return &Store{files: map[string][]byte{}} }

// Read gives what Update stored under a name; nil if there is nothing. The slice is the caller's.
func (s *Store) Read(name string) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.files[name]), nil
}

// Update changes what is stored under a name, which is nothing at first.
// Nobody else reads or changes while change runs; its error leaves everything as it was.
func (s *Store) Update(name string, change func(old []byte) ([]byte, error)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	changed, err := change(slices.Clone(s.files[name]))
	if err == nil {
		s.files[name] = slices.Clone(changed)
	}
	return err
}

// Save keeps a file for the user, and tells the path that Open takes.
func (s *Store) Save(folder, name string, data []byte) (string, error) {
	at := path.Join(inMemory, folder, name)
	return at, s.Update(at, func([]byte) ([]byte, error) { return data, nil })
}

const inMemory = "(demo)/"

// Open reads a file that Save kept, by its path or by its name alone; others are not looked at. Nobody can drag
// such a file into a window, so one that is not there is answered with those that are.
func (s *Store) Open(name string) (io.ReadCloser, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var kept []string
	for at, data := range s.files {
		switch short := path.Base(at); {
		case !strings.HasPrefix(at, inMemory):
		case at == name, short == name:
			return io.NopCloser(bytes.NewReader(slices.Clone(data))), nil
		default:
			kept = append(kept, short)
		}
	}
	err := fmt.Errorf("%s: %w", name, fs.ErrNotExist)
	if len(kept) > 0 {
		slices.Sort(kept)
		err = fmt.Errorf("%w; kept in memory are %s", err, strings.Join(slices.Compact(kept), ", "))
	}
	return nil, err
}
