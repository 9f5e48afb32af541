package notes

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// Files are the program's own notes, one file per name, and the clock that dates them.
type Files struct {
	// Now is the clock.
	Now func() time.Time
	// Boot tells which start of the computer this is, and how long ago it was,
	// asleep counted; an empty id where that is not known, or without Boot.
	Boot func() (id string, up time.Duration)
	// Read gives a named state file; nil when there is none.
	Read func(name string) ([]byte, error)
	// Update changes a named state file as one step: read, change, write. No
	// other change, of this or another copy of the program, comes between.
	// old is nil when there is no such file. An error of change leaves the file
	// as it was and is returned. ErrHeld is returned at once while another copy
	// holds the file.
	Update func(name string, change func(old []byte) ([]byte, error)) error
	// Aside keeps a named state file under another name as well, and tells which;
	// without it the file is copied by Read and Update.
	Aside func(name string) (kept string, err error)

	ctx    context.Context // of the run: what is held by others is waited for no longer
	asides *sync.Mutex     // held while a note is kept under another name
}

// Of gives the notes of one run: another copy of the program is waited for no longer
// than ctx lasts.
func (e Files) Of(ctx context.Context) Files {
	e.ctx = ctx
	if e.asides == nil {
		e.asides = &sync.Mutex{}
	}
	return e
}

// ErrHeld is returned by Update while another copy of the program holds the file.
var ErrHeld = errors.New("another copy of camreset holds the program's notes")

const (
	// heldFor is how long a file that another copy holds is waited for, heldPoll how
	// long between two looks; both in real time.
	heldFor  = 5 * time.Second
	heldPoll = 20 * time.Millisecond
)

// update is Update, with patience while another copy holds the file. A run that
// ends waits no more; a file that is free is still written.
func (e Files) update(name string, change func(old []byte) ([]byte, error)) error {
	ctx := e.ctx
	if ctx == nil {
		ctx = context.Background()
	}
	ctx, cancel := context.WithTimeout(ctx, heldFor)
	defer cancel()
	for {
		err := e.Update(name, change)
		if !errors.Is(err, ErrHeld) {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%w: %w", err, ctx.Err())
		case <-time.After(heldPoll):
		}
	}
}
