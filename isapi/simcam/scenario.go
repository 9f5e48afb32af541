package simcam

import (
	"cmp"
	"net/http"
	"time"
)

// FactoryAddress is where a camera without settings is found (maker's quick start guides).
const FactoryAddress = "192.168.1.64"

// DefaultPassword is the factory password of firmware before 5.3.0 (maker's manuals).
const DefaultPassword = "12345"

// AdminUser is the only account a simulated camera has.
const AdminUser = "admin"

// Generation is a family of firmware that behaves alike.
type Generation string

// The generations, from old to new.
const (
	Legacy     Generation = "legacy"     // before 5.3.0: default password, no activation
	Activation Generation = "activation" // 5.3 and 5.4: no default password any more
	Session    Generation = "session"    // 5.5 and 5.6: session login, Forgot password
)

// rank orders the generations so that a feature can be had "from Session on".
func (g Generation) rank() int {
	switch g {
	case Legacy:
		return 0
	case Activation:
		return 1
	default:
		return 2
	}
}

func (g Generation) since(other Generation) bool { return g.rank() >= other.rank() }

// LockForm is how a camera says that it refuses every login for a while; all forms were observed.
type LockForm string

// The forms of a lock.
const (
	LockFields    LockForm = "fields"    // 401, userCheck with lockStatus, unlockTime, retryLoginTime
	LockSilent    LockForm = "silent"    // 401 as ever: neither the lock nor the tries left are told
	LockForbidden LockForm = "forbidden" // 403 for every call of the programming interface
	LockResponse  LockForm = "response"  // 401, ResponseStatus with lockStatus, retryTimes, resLockTime
	LockInvalid   LockForm = "invalid"   // 403, ResponseStatus Invalid Operation with lockStatus, unlockTime
	LockAddress   LockForm = "address"   // 403, ResponseStatus MgmtLokedError (the maker's spelling)
)

// AuthForm is the set of login schemes a camera offers, and how it writes them down.
type AuthForm string

// The forms of WWW-Authenticate; all but the SHA-256 ones were observed on HTTP.
const (
	AuthMD5         AuthForm = "md5"          // digest with MD5
	AuthSHA256      AuthForm = "sha256"       // digest with SHA-256
	AuthBoth        AuthForm = "both"         // MD5 and SHA-256 in two header lines
	AuthBothOneLine AuthForm = "both-line"    // MD5 and SHA-256 in one header line
	AuthBasic       AuthForm = "basic"        // Basic alone, as cameras of 2013 and 2014
	AuthDigestBasic AuthForm = "digest-basic" // digest and Basic in two header lines
	AuthOneLine     AuthForm = "one-line"     // digest and Basic in one header line
)

// AlgorithmForm is how the digest algorithm is written in a challenge.
type AlgorithmForm string

// The ways to write the algorithm. SHA-256 is never left out: a missing one means MD5.
const (
	AlgorithmOmitted AlgorithmForm = "omitted" // MD5 goes without saying
	AlgorithmBare    AlgorithmForm = "bare"    // algorithm=MD5
	AlgorithmQuoted  AlgorithmForm = "quoted"  // algorithm="MD5"
)

// Question is one security question of the Forgot password page.
type Question struct{ Text, Answer string }

// Recovery says which further ways back the camera reports as set up.
type Recovery struct{ Mailbox, GUIDFile, App bool }

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

	// What the camera starts with.
	Address   string     // what it believes its IPv4 address to be; FactoryAddress if empty
	Password  string     // of admin; 12345 on Legacy, else an invented one if empty
	Inactive  bool       // no password was ever set; ignored by Legacy, which has no such state
	Locked    bool       // starts locked for everybody, for LockTime
	Unplugged bool       // starts without power
	Questions []Question // nil: three invented ones from Session on; empty: none
	Recovery  Recovery

	// PagePassword and AppPassword are set by PageReset and AppReset; invented ones if empty.
	PagePassword, AppPassword string

	// Locking, counted per source address.
	Tries     int           // wrong logins until the lock, 5 if zero (observed)
	LockTime  time.Duration // 30 minutes if zero (observed)
	LockForm  LockForm      // LockSilent on Legacy, else LockFields
	HideTries bool          // the reply to a wrong login tells no tries left; a lock is still told

	// Login.
	Auth       AuthForm      // AuthDigestBasic on Legacy, else AuthMD5
	Algorithm  AlgorithmForm // AlgorithmOmitted for MD5, AlgorithmQuoted for SHA-256
	NonceBound bool          // a nonce is good for the URL it was handed out for only (observed on new firmware)
	NonceUses  int           // how often a nonce may be answered; 1 if zero
	Stale      int           // that many right answers are called stale first

	// Oddities.
	InactiveStatus    int           // reply to calls before activation: 401 or 403; 403 on Activation, else 401
	NeedLoginPassword bool          // a new password needs the present one beside it (newer firmware)
	DropActivation    bool          // the first activation works, but its reply is lost (observed)
	NoButton          bool          // there is no reset button
	Delay             time.Duration // every reply takes that much longer, in camera-clock time
	Boot              Boot
}

// withDefaults fills every empty switch with the usual behaviour of the generation.
func (s Scenario) withDefaults() Scenario {
	s.Generation = cmp.Or(s.Generation, Session)
	s.Address = cmp.Or(s.Address, FactoryAddress)
	s.PagePassword = cmp.Or(s.PagePassword, "Meadow-41-Page")
	s.AppPassword = cmp.Or(s.AppPassword, "Meadow-62-App")
	s.Tries = cmp.Or(s.Tries, 5)
	s.LockTime = cmp.Or(s.LockTime, 30*time.Minute)
	s.NonceUses = cmp.Or(s.NonceUses, 1)
	s.Boot.Dark = cmp.Or(s.Boot.Dark, 20*time.Second)
	s.Boot.Busy = cmp.Or(s.Boot.Busy, 15*time.Second)
	s.Boot.Hold = cmp.Or(s.Boot.Hold, 15*time.Second)
	if s.Questions == nil && s.Generation.since(Session) {
		s.Questions = defaultQuestions
	}
	if s.Generation == Legacy {
		s.Inactive = false
		s.Password = cmp.Or(s.Password, DefaultPassword)
		s.LockForm = cmp.Or(s.LockForm, LockSilent)
		s.Auth = cmp.Or(s.Auth, AuthDigestBasic)
	}
	s.Password = cmp.Or(s.Password, "Lantern-57-Oak")
	s.LockForm = cmp.Or(s.LockForm, LockFields)
	s.Auth = cmp.Or(s.Auth, AuthMD5)
	if s.Generation == Activation {
		s.InactiveStatus = cmp.Or(s.InactiveStatus, http.StatusForbidden)
	}
	s.InactiveStatus = cmp.Or(s.InactiveStatus, http.StatusUnauthorized)
	return s
}

var defaultQuestions = []Question{
	{"What was the name of your first pet?", "Biscuit"},
	{"In which town were you born?", "Harbourville"},
	{"What is your favourite book?", "The Long Tide"},
}
