package simcam

import (
	"cmp"
	"net/http"
	"slices"
	"time"
)

// FactoryAddress is where a camera without settings is found (maker's quick start guides).
const FactoryAddress = "192.168.1.64"

// DefaultPassword is the factory password of firmware before 5.3.0 (maker's manuals).
const DefaultPassword = "12345"

// AdminUser is the only account of a simulated camera that anybody logs in as.
const AdminUser = "admin"

// Generation is a family of firmware that behaves alike.
type Generation string

// The generations, from old to new. A recorder speaks like a camera of 5.5 with the web page of 5.7.
const (
	Legacy      Generation = "legacy"     // before 5.3.0: default password, no activation
	Activation  Generation = "activation" // 5.3 and 5.4: no default password any more
	Session     Generation = "session"    // 5.5 and 5.6: session login, Forgot password
	Portal      Generation = "portal"     // 5.7 and later: new web page, V3 activation, salted hashes
	RecorderGen Generation = "recorder"   // network video recorders: other login challenge, other refusals
)

// rank orders the generations so that a feature can be had "from Session on".
func (g Generation) rank() int {
	switch g {
	case Legacy:
		return 0
	case Activation:
		return 1
	case Portal:
		return 3
	default:
		return 2
	}
}

func (g Generation) since(other Generation) bool { return g.rank() >= other.rank() }

// Who has the old web page and who the new one.
var (
	oldPages = []Generation{Legacy, Activation, Session}
	newPages = []Generation{Portal, RecorderGen}
)

// Question is one security question of the Forgot password page.
type Question struct{ Text, Answer string }

// Recovery says which further ways back the camera reports as set up.
type Recovery struct {
	Mailbox, GUIDFile, App bool
	HikConnect             bool // registered with the maker's cloud
}

// Boot holds the times of a start, in camera-clock time.
type Boot struct {
	Dark time.Duration // connections are refused; 20 s if zero
	Busy time.Duration // then answers, but every write gets 403 Invalid Operation (observed); 15 s if zero
	Hold time.Duration // how long the button has to be held after power came back; 15 s if zero
}

// Scenario is a generation plus switches. It is plain data: change a copy and give it to New.
// The zero value of every switch is the usual behaviour of the generation.
type Scenario struct {
	Name, Title string
	Generation  Generation // Session if empty
	Unit        int        // tells cameras of one generation apart: goes into serial, MAC and realm
	MAC         string     // as in Identity; the unit's own if empty. Two cameras with one are a fault that happens

	// Computer is the address of the pretended computer in the Lan of a Demo, with the length of its network;
	// UsualComputer if empty.
	Computer string

	// What the camera starts with.
	Address    string     // what it believes its IPv4 address to be; FactoryAddress if empty
	Password   string     // of admin; 12345 on Legacy, else an invented one if empty
	Inactive   bool       // no password was ever set; ignored by Legacy, which has no such state
	Locked     bool       // starts locked for everybody, for LockTime
	Unplugged  bool       // starts without power
	Questions  []Question // nil: three invented ones from Session on; empty: none
	Recovery   Recovery
	Model      string // the generation's if empty
	Realm      string // of the login challenge, such as "hikvision" or a model; the generation's form if empty
	RealmPages bool   // every page has a realm of its own
	Server     string // the header Server; the generation's if empty, and no such header if NoServer
	DeviceName string // until a reset; a usual one if empty
	DeviceType string // in deviceInfo, true or not; IPCamera or NVR if empty

	// PagePassword and AppPassword are set by PageReset and AppReset; invented ones if empty.
	PagePassword, AppPassword string

	// Locking, counted per source address.
	Tries     int           // wrong logins until the lock, 5 if zero (observed)
	LockTime  time.Duration // 30 minutes if zero (observed)
	LockForm  LockForm      // LockSilent on Legacy, else LockFields
	LockWord  string        // lockStatus of a lock: "lock" (observed) if empty in userCheck, "locked" (maker's guide) elsewhere
	HideTries bool          // the reply to a wrong login tells no tries left; a lock is still told

	Safety Safety // what is unsafe on it

	// Single pages, by their paths without queries. A page that is missing is answered as the generation answers what it
	// does not know.
	Missing   []string
	NoRights  []string // calls that the login may not make: 403 lowPrivilege
	RefusePut string   // every change is answered notSupport, and nothing is changed
	LoseReply string   // the next change works, but its reply is lost

	// Login.
	Auth       AuthForm      // AuthDigestBasic on Legacy, else AuthMD5
	Algorithm  AlgorithmForm // AlgorithmQuoted for SHA-256 and on RecorderGen, else AlgorithmOmitted
	Challenge  ChallengeForm // ChallengeRecorder on RecorderGen, else ChallengeCamera
	NonceBound bool          // a nonce is good for the URL it was handed out for only; always on Portal (observed)
	NonceUses  int           // how often a nonce may be answered; 1 if zero
	Spent      SpentForm     // what comes after that; SpentStale if empty
	Stale      int           // that many right answers are called stale first
	StaleWrong bool          // wrong answers are called stale, and count all the same
	Session    SessionForm   // SessionReversible on Session, SessionSalted on Portal, SessionUpperSalt on RecorderGen

	// TLS. See ListenTLS.
	TLS            bool   // Lan opens port 443 as well
	HTTPSOnly      bool   // no plain HTTP port, from the next start on; a reset ends it (inference: it erases network settings)
	RedirectToTLS  bool   // plain HTTP only leads to the TLS port; a reset ends it as well
	TLSMax         uint16 // newest version spoken, such as tls.VersionTLS10; 1.2 and 1.3 are spoken if zero
	TLSKeyExchange bool   // RSA key exchange only, with an RSA certificate, as old units need it
	TLSBroken      bool   // every handshake fails (observed on some terminals)
	NewCertificate bool   // a reset makes another certificate

	SADP  SADPForm  // discovery over UDP
	ONVIF ONVIFForm // ONVIFOn on Legacy and Activation, else ONVIFOff; a reset switches it off from Session on

	// Oddities.
	XML               XMLForm
	InactiveStatus    int           // reply to calls before activation: 401 or 403; 403 on Activation, else 401
	NeedLoginPassword bool          // a new password needs the present one beside it; always on Portal
	ActivationKey     int           // bytes of the AES key of a V3 activation: 16 if zero, 24 or 32
	DropActivation    bool          // the first activation works, but its reply is lost (observed)
	NoButton          bool          // there is no reset button
	Delay             time.Duration // every reply takes that much longer, in camera-clock time
	Boot              Boot
}

// NoServer as Scenario.Server leaves the header out, as the newest firmware may.
const NoServer = "none"

// withDefaults fills every empty switch with the usual behaviour of the generation.
func (s Scenario) withDefaults() Scenario {
	s.Generation = cmp.Or(s.Generation, Session)
	s.Address = cmp.Or(s.Address, FactoryAddress)
	s.PagePassword = cmp.Or(s.PagePassword, "Meadow-41-Page")
	s.AppPassword = cmp.Or(s.AppPassword, "Meadow-62-App")
	s.Tries = cmp.Or(s.Tries, 5)
	s.LockTime = cmp.Or(s.LockTime, 30*time.Minute)
	s.NonceUses = cmp.Or(s.NonceUses, 1)
	s.Spent = cmp.Or(s.Spent, SpentStale)
	s.ActivationKey = cmp.Or(s.ActivationKey, 16)
	s.Boot.Dark = cmp.Or(s.Boot.Dark, 20*time.Second)
	s.Boot.Busy = cmp.Or(s.Boot.Busy, 15*time.Second)
	s.Boot.Hold = cmp.Or(s.Boot.Hold, 15*time.Second)
	if s.Questions == nil && s.Generation.since(Session) {
		s.Questions = slices.Clone(defaultQuestions)
	}
	s = s.ofGeneration()
	s.SADP = s.SADP.withDefaults(s.Generation)
	s.ONVIF = cmp.Or(s.ONVIF, ONVIFOff)
	s.Password = cmp.Or(s.Password, "Lantern-57-Oak")
	s.LockForm = cmp.Or(s.LockForm, LockFields)
	s.Auth = cmp.Or(s.Auth, AuthMD5)
	s.Challenge = cmp.Or(s.Challenge, ChallengeCamera)
	s.InactiveStatus = cmp.Or(s.InactiveStatus, http.StatusUnauthorized)
	return s
}

// ofGeneration fills what the generations differ in.
func (s Scenario) ofGeneration() Scenario {
	switch s.Generation {
	case Legacy:
		s.Inactive = false
		s.Password = cmp.Or(s.Password, DefaultPassword)
		s.LockForm = cmp.Or(s.LockForm, LockSilent)
		s.ONVIF = cmp.Or(s.ONVIF, ONVIFOn)
		s.Auth = cmp.Or(s.Auth, AuthDigestBasic)
		s.Session = SessionNone
	case Activation:
		s.InactiveStatus = cmp.Or(s.InactiveStatus, http.StatusForbidden)
		s.ONVIF = cmp.Or(s.ONVIF, ONVIFOn)
		s.Session = SessionNone
	case Portal:
		s.NonceBound, s.NeedLoginPassword = true, true
		s.Session = cmp.Or(s.Session, SessionSalted)
	case RecorderGen:
		s.Challenge = cmp.Or(s.Challenge, ChallengeRecorder)
		s.Algorithm = cmp.Or(s.Algorithm, AlgorithmQuoted)
		s.Session = cmp.Or(s.Session, SessionUpperSalt)
	}
	s.Session = cmp.Or(s.Session, SessionReversible)
	return s
}

// exportsGUID tells whether the firmware has the file that resets without support; seen on recorders, known from the
// manuals of newer cameras.
func (s Scenario) exportsGUID() bool { return s.Generation == RecorderGen || s.Generation == Portal }

var defaultQuestions = []Question{
	{"What was the name of your first pet?", "Biscuit"},
	{"In which town were you born?", "Harbourville"},
	{"What is your favourite book?", "The Long Tide"},
}
