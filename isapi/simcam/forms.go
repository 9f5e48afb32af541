package simcam

// LockForm is how a camera says that it refuses every login for a while. The replies are written in login.go and
// session.go.
type LockForm string

// The forms of a lock. All were observed but LockJSON (maker's guide) and LockUserFloor (one source, weak).
const (
	LockFields    LockForm = "fields"     // 401, userCheck with lockStatus, unlockTime, retryLoginTime
	LockSilent    LockForm = "silent"     // 401 as ever: neither the lock nor the tries left are told
	LockForbidden LockForm = "forbidden"  // 403 for every call of the programming interface
	LockResponse  LockForm = "response"   // 401, ResponseStatus with lockStatus, retryTimes, resLockTime
	LockInvalid   LockForm = "invalid"    // 403, ResponseStatus Invalid Operation with lockStatus, unlockTime
	LockAddress   LockForm = "address"    // 403, ResponseStatus MgmtLokedError (the maker's spelling)
	LockJSON      LockForm = "json"       // 401, what LockResponse says, as JSON with badAuthorization
	LockUserFloor LockForm = "user-floor" // 403, ResponseStatus userFloor and no further field
)

// AuthForm is the set of login schemes a camera offers.
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
	AuthNone        AuthForm = "none"         // 401 without a challenge: no login is possible
)

// AlgorithmForm is how the digest algorithm is written in a challenge.
type AlgorithmForm string

// The ways to write the algorithm. SHA-256 is never left out: a missing one means MD5.
const (
	AlgorithmOmitted AlgorithmForm = "omitted" // MD5 goes without saying
	AlgorithmBare    AlgorithmForm = "bare"    // algorithm=MD5
	AlgorithmQuoted  AlgorithmForm = "quoted"  // algorithm="MD5"
)

// ChallengeForm is the order, spacing and choice of the parameters of a digest challenge.
type ChallengeForm string

// The forms of a digest challenge, all observed; the one without qop on RTSP only.
const (
	ChallengeCamera   ChallengeForm = "camera"   // qop, realm, nonce in hex, stale in capitals
	ChallengeRecorder ChallengeForm = "recorder" // realm, domain "::", qop, nonce with the time, empty opaque, stale
	ChallengeTerminal ChallengeForm = "terminal" // no blanks at first, nonce in base64, stale in small letters
	ChallengeOpaque   ChallengeForm = "opaque"   // realm, qop, nonce, an opaque that says something
	ChallengeNoQop    ChallengeForm = "no-qop"   // realm, nonce, stale
)

// SpentForm is what a camera says to a right answer to a nonce that is used up. No form counts as a try.
type SpentForm string

// The forms of a spent nonce. The last two are field notes about one model each.
const (
	SpentStale    SpentForm = "stale"    // 401 with a fresh challenge that is marked stale
	SpentUnmarked SpentForm = "unmarked" // the same without the mark, as to a wrong password
	SpentEmpty    SpentForm = "empty"    // 401 with an empty WWW-Authenticate
)

// ONVIFForm says whether a camera speaks ONVIF beside its maker's protocols.
type ONVIFForm string

// The forms of ONVIF. It is off by default on firmware from about 5.5 (several reports).
const (
	ONVIFOn  ONVIFForm = "on"
	ONVIFOff ONVIFForm = "off"
)

// SessionForm is how a session login proves the password. All forms were observed.
type SessionForm string

// The forms of a session login.
const (
	SessionNone       SessionForm = "none"       // 403 notSupport
	SessionReversible SessionForm = "reversible" // version 1: no salt
	SessionSalted     SessionForm = "salted"     // version 2: irreversible, salt in lower-case hex, session tag
	SessionUpperSalt  SessionForm = "upper-salt" // version 2 with a salt of 64 capitals and digits
	SessionTwoSalts   SessionForm = "two-salts"  // version 2.1 with salt and salt2 in upper-case hex (alarm panels)
)

// irreversible tells whether the hash of a password starts with a salt.
func (f SessionForm) irreversible() bool { return f != SessionNone && f != SessionReversible }

// StdCGINamespace is the XML namespace of some brands that run the maker's firmware (observed).
const StdCGINamespace = "http://www.std-cgi.com/ver20/XMLSchema"

// NoNamespace as XMLForm.Namespace leaves namespace and version out (observed).
const NoNamespace = "none"

// XMLForm is how XML replies are written. Devices differ in all of it (observed, but for the byte order mark
// and the blank lines), and clients have to read every form alike.
type XMLForm struct {
	Namespace   string // instead of the generation's
	NoProlog    bool   // no <?xml … ?>
	ByteOrder   bool   // a UTF-8 byte order mark before everything
	BlankLines  bool   // blank lines before everything
	CRLF        bool   // lines end in CR LF
	Misspelled  bool   // false is spelled flase
	ContentType string // such as text/html; application/xml with a quoted charset if empty
}
