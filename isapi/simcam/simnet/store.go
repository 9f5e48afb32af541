package simnet

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
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
	at := path.Join("(in memory)", folder, name)
	return at, s.Update(at, func([]byte) ([]byte, error) { return data, nil })
}

// Open reads a file that Save kept; others are not looked at.
func (s *Store) Open(path string) (io.ReadCloser, error) {
	data, err := s.Read(path)
	if err == nil && data == nil {
		err = fmt.Errorf("%s: %w", path, fs.ErrNotExist)
	}
	return io.NopCloser(bytes.NewReader(data)), err
}
