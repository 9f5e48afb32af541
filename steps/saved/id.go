package saved

import (
	"errors"
	"io"
	"slices"
)

// The letters of an id: the first is a letter, so that it is never the number
// of a line.
const (
	idLetters = "abcdefghijkmnpqrstuvwxyz"
	idSigns   = idLetters + "23456789"
	idLength  = 4
)

func newID(random io.Reader, all []Walk) (string, error) {
	for range 100 {
		raw := make([]byte, idLength)
		if _, err := io.ReadFull(random, raw); err != nil {
			return "", errors.Join(errors.New("this computer gave no random numbers"), err)
		}
		for i := range raw {
			signs := idSigns
			if i == 0 {
				signs = idLetters
			}
			raw[i] = signs[int(raw[i])%len(signs)]
		}
		if id := string(raw); !slices.ContainsFunc(all, func(c Walk) bool { return c.ID == id }) {
			return id, nil
		}
	}
	return "", errors.New("the random numbers repeat")
}

func isID(id string) bool {
	for i, r := range id {
		if (r < 'a' || r > 'z') && (i == 0 || r < '0' || r > '9') {
			return false
		}
	}
	return len(id) == idLength
}
