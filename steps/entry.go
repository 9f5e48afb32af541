package steps

import (
	"slices"
	"time"
)

// entry is one device with all the identities by which it was known.
type entry struct {
	IDs []string `json:"ids"`
	// Spent counts the wrong tries since any right one, Logins and UDP those by
	// each way since a right one by that way: whether a device counts both
	// together is not known.
	Spent  int       `json:"spent"`
	Logins int       `json:"logins,omitempty"`
	UDP    int       `json:"udp,omitempty"`
	Last   time.Time `json:"last"`
	// Until is when the told lock opens; zero when none was told.
	Until time.Time `json:"until,omitzero"`
	// Left is what the device told of the tries left after the last one.
	Left *int `json:"left,omitempty"`
	// Flying counts the tries whose answer is not known yet.
	Flying int `json:"flying,omitempty"`
	// Extra is true when the one more try for the user's word is used up.
	Extra bool `json:"extra,omitempty"`
}

// way is how a try gets to a device.
type way int

const (
	byLogin way = iota
	byUDP
)

// by is how many wrong tries a device may count against the next one by a way.
func (e entry) by(w way) int {
	if w == byUDP {
		return max(e.Spent, e.UDP)
	}
	return max(e.Spent, e.Logins)
}

// add counts n tries more.
func (e *entry) add(w way, n int) {
	e.Spent = max(e.Spent+n, 0)
	if w == byUDP {
		e.UDP = max(e.UDP+n, 0)
	} else {
		e.Logins = max(e.Logins+n, 0)
	}
}

// right forgets what a right try by a way makes the device forget for sure.
func (e *entry) right(w way) {
	if e.Spent = 0; w == byUDP {
		e.UDP = 0
	} else {
		e.Logins = 0
	}
}

// counts is false for an entry that has nothing to remember.
func (e entry) counts() bool { return max(e.Spent, e.Logins, e.UDP) > 0 }

// left is the number of tries that are left for sure when the device has just
// told that many. Another copy of the program may have one on its way, or have
// come between the device's word and this moment.
func (e entry) left(told *int, now time.Time) *int {
	left := told
	if left == nil {
		left = e.Left // it told after the last try
	}
	if left == nil || now.Sub(e.Last) >= flight {
		return left
	}
	sure := *left
	if e.Left != nil {
		sure = min(sure, *e.Left)
	}
	sure -= e.Flying
	return &sure
}

// ends is when the entry's window is over.
func (e entry) ends() time.Time {
	if !e.Until.IsZero() {
		return e.Until
	}
	return e.Last.Add(window)
}

func (e entry) is(ids []string) bool {
	return slices.ContainsFunc(e.IDs, func(id string) bool { return slices.Contains(ids, id) })
}
