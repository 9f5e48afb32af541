package isapi

import (
	"errors"
	"strings"
	"time"

	"camreset/isapi/document"
	"camreset/isapi/value"
)

// Lock is what a device tells about failed logins. Every part is optional:
// many recorders tell none of it (ERI-K104-P4). A lock that is told by a sub-status is
// known in reasons.go; a refusal without a reason is MaybeLocked, in verdict.go; what is
// told over UDP is in package sadp.
type Lock struct {
	Locked Tri            // Yes while the device refuses logins
	Left   *int           // tries left before it locks; nil = not told
	Unlock *time.Duration // time until it opens; nil = not told
}

// Told reports whether the device said anything about its lock.
func (l Lock) Told() bool { return l.Locked != Unknown || l.Left != nil || l.Unlock != nil }

// fell reports that fewer tries are told left than before.
func (l Lock) fell(before Lock) bool {
	return l.Left != nil && before.Left != nil && *l.Left < *before.Left
}

// Longest values that a device can mean: manuals allow ten tries and an hour at
// most (alarm panel DS-PEA22). What lies outside is a lie or a fault: not told.
const (
	maxTries  = 100
	maxUnlock = 24 * time.Hour
)

// lockOf reads the lock fields of a reply. Two vocabularies mean the same:
// lockStatus, unlockTime and retryLoginTime in userCheck (captures of a recorder and
// an access terminal), resLockTime and retryTimes in ResponseStatus (gateway guide;
// openlab-red/hikvision-isapi-cli). Locked is "lock" in captures, "locked" in the
// guides. Some refusals lock by their sub-status alone.
func lockOf(doc *document.Node) Lock {
	var lock Lock
	if n, ok := value.Number(doc.First("retryLoginTime", "retryTimes"), maxTries); ok {
		lock.Left = &n
	}
	if n, ok := value.Number(doc.First("unlockTime", "resLockTime"), int(maxUnlock/time.Second)); ok {
		d := time.Duration(n) * time.Second
		lock.Unlock = &d
	}
	status := strings.ToLower(doc.First("lockStatus"))
	switch {
	case strings.HasPrefix(status, "lock"), errors.Is(sentinelOf(subOf(doc)), ErrLocked):
		lock.Locked = Yes
	case strings.HasPrefix(status, "unlock"):
		lock.Locked = No
	case lock.Unlock != nil && *lock.Unlock > 0:
		lock.Locked = Yes // no word, but a time until it opens
	}
	return lock
}
