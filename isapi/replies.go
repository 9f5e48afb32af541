package isapi

import "time"

// Front is the device's front page.
type Front struct {
	Reply
	Marks []string // what in it leads to one of the maker's login pages
}

// ActivateStatus is the device's word on whether it has a password yet.
type ActivateStatus struct {
	Reply
	Activated Tri
	Version   int // supportVersion: 3 = the newer activation; 0 = not told
}

// UserCheck is the answer to userCheck without a login.
type UserCheck struct {
	Reply
	Activated Tri
	Lock      Lock
	At        time.Time // when the answer came
	Kept      bool      // it was not asked now but is the last answer, not older than 30 s
}

// Recovery tells which ways the device's own "forgot password" page offers.
type Recovery struct {
	Reply
	Questions, Mailbox, GUID, HikConnect Tri
}

// LoginPage tells which of the maker's web interfaces the device has.
type LoginPage struct {
	Reply
	Kind string // "old" (login.asp, about V4 to V5.6), "new" (index.html), "" not known
}

// SessionCap tells whether the device takes the session login of newer web pages.
type SessionCap struct {
	Reply
	Supported    Tri
	Lock         Lock
	Iterations   int
	Irreversible Tri
	Version      string // sessionIDVersion: "2", "2.1", …
}

// OpenInfo is what deviceInfo tells without a login. Empty where it was not asked.
type OpenInfo struct {
	Reply
	Device Device // filled only where the device tells it to everybody
}
