package isapi

import (
	"errors"
	"slices"
	"strings"
)

// The verdicts of a look.
const (
	VerdictActive       = "active"
	VerdictInactive     = "inactive"
	VerdictLocked       = "locked"
	VerdictLegacy       = "legacy"
	VerdictNotHikvision = "not-hikvision"
	VerdictUnreachable  = "unreachable"
	VerdictUnknown      = "unknown"
)

// Verdict is the look in one word. The order is: unreachable, not-hikvision,
// inactive, locked, active, legacy, unknown. Nothing but a mark of the maker
// makes a device active, inactive, locked or legacy.
func (s Seen) Verdict() string {
	if s.Check.Kept && !s.answered() {
		s.Check = UserCheck{} // what it said before is no verdict on a device that is silent now
	}
	switch {
	case s.unreachable():
		return VerdictUnreachable
	case s.Hikvision() == No:
		return VerdictNotHikvision
	case s.Hikvision() == Unknown:
		return VerdictUnknown
	case s.Activated() == No:
		return VerdictInactive
	case s.Lock().Locked == Yes:
		return VerdictLocked
	case s.Activated() == Yes:
		return VerdictActive
	case s.legacy():
		return VerdictLegacy
	}
	return VerdictUnknown
}

// unreachable needs that nothing connects at all: an open port 8000 or 554 shows
// a device whose HTTP is off, and a failed handshake shows a device too.
func (s Seen) unreachable() bool {
	if s.answered() {
		return false
	}
	open := slices.ContainsFunc(s.Reach.Ports, func(p PortState) bool { return p.State == ReachOpen })
	switch s.Reach.State {
	case ReachRefused, ReachSilent, ReachNoRoute, ReachNoName:
		return !open
	case ReachOpen: // kept from an earlier look: the device may be gone since
		asked := slices.DeleteFunc(s.replies(), func(r Reply) bool { return r.Err == nil })
		return len(asked) > 0 && !slices.ContainsFunc(asked, func(r Reply) bool {
			return !errors.Is(r.Err, ErrUnreachable)
		})
	}
	return false
}

// legacy is firmware before activation existed (cameras before V5.3.0): neither
// path is there. 401 or 403 would not show that.
func (s Seen) legacy() bool { return s.Status.Status == 404 && s.Check.Status == 404 }

// LoginOff reports a device that tells its model to everybody: its login is
// switched off, or it has none.
func (s Seen) LoginOff() bool { return s.Info.Device.Model != "" }

// Activated tells whether the device has a password. Two sources, the status and
// userCheck; if they disagree a person has to look. Where neither says it in
// words, a 401 of userCheck does: an inactive device answers it without a login
// (IPC-B121H-C, V5.8.10).
func (s Seen) Activated() Tri {
	status, check := s.Status.Activated, s.Check.Activated
	switch {
	case status != Unknown && check != Unknown && status != check:
		return Unknown
	case status != Unknown:
		return status
	case check != Unknown:
		return check
	case s.Check.Status == 401 && s.Hikvision() == Yes:
		return Yes
	}
	return Unknown
}

// Lock tells what the device says about failed logins: userCheck's word, else
// that of the session login.
func (s Seen) Lock() Lock {
	if s.Check.Lock.Told() {
		return s.Check.Lock
	}
	return s.Session.Lock
}

// MaybeLocked reports a userCheck refused with 403 and no reason: one newer
// firmware refuses everything so while it is locked (IPC-B121H-C, V5.8.10), and a camera
// that is still starting looks the same. It is a doubt to tell a person, not a
// verdict: only a lock field makes a device locked.
func (s Seen) MaybeLocked() bool {
	return s.Check.Status == 403 && s.Lock().Locked == Unknown && s.Activated() != No &&
		(s.Check.Sub == "" || sentinelOf(s.Check.Sub) == nil)
}

// Schemes lists the ways in which the device takes a password, in a fixed order.
func (s Seen) Schemes() []Scheme {
	var found []Scheme
	for _, scheme := range []Scheme{DigestMD5, DigestSHA256, Basic} {
		if slices.ContainsFunc(s.replies(), func(r Reply) bool {
			return slices.ContainsFunc(r.Challenges, func(c Challenge) bool { return c.Scheme == scheme })
		}) {
			found = append(found, scheme)
		}
	}
	if s.Session.Supported == Yes {
		found = append(found, Session)
	}
	return found
}

// Generation places the device among the simulated ones: "legacy" (cameras
// before V5.3.0), "activation" (5.3 and 5.4), "session" (5.5 and 5.6), "portal"
// (5.7 and later), "recorder", or "" where the signs don't suffice. It is a
// guess from the web interface and the session login, good for wording only.
func (s Seen) Generation() string {
	switch {
	case s.Hikvision() != Yes:
		return ""
	case s.Kind() == KindRecorder:
		return "recorder"
	case s.legacy():
		return "legacy"
	case s.Page.Kind == "new" || slices.Contains(s.Front.Marks, pageNew) && len(s.Front.Marks) == 1:
		return "portal"
	case s.Session.Supported == Yes:
		return "session"
	case s.Session.Supported == No && s.Status.Activated != Unknown:
		return "activation"
	}
	return ""
}

// Kind tells what sort of device this is, as far as Server header and realm do:
// App-webs and "IP Camera(…)" are cameras, DNVRS and DVRDVS recorders, and some
// realms are the model (DS-2CD2310FD-I).
func (s Seen) Kind() string {
	for _, r := range s.replies() {
		switch {
		case strings.HasPrefix(r.Realm, "IP Camera("):
			return KindCamera
		case makerRealm.MatchString(r.Realm) && KindOf(r.Realm, "") != KindUnknown:
			return KindOf(r.Realm, "")
		case strings.HasPrefix(r.Server, "DNVRS-"), strings.HasPrefix(r.Server, "DVRDVS-"):
			return KindRecorder
		case strings.HasPrefix(r.Server, "App-webs"):
			return KindCamera
		}
	}
	return KindUnknown
}
