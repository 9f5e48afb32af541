package simcam

// Counters is what a camera received since it was made.
type Counters struct {
	Requests        int            // HTTP requests
	ByPath          map[string]int // the same by path, without query
	Bare            int            // login challenges handed out to requests without credentials
	Logins          int            // answered login tries: Right + Wrong + Refused
	Right, Wrong    int
	Refused         int            // tries, right or wrong, while logins were locked
	Stale           int            // right answers to a used-up nonce; they are no tries
	Challenges      int            // of activations
	Activations     int            // that worked
	PasswordChanges int            // that worked, by whatever way
	Writes          int            // changing HTTP requests that were allowed to change something, accepted or not
	WritesTo        map[string]int // the same by path
	Answers         int            // sets of answers to the security questions, by HTTP or discovery
	WrongAnswers    int
	Connections     int // TCP connections accepted
	MaxConnections  int // open at the same time

	Probes       int            // of ONVIF discovery that were answered
	Datagrams    int            // UDP discovery requests heard: each copy, for whomever, readable or not
	SADP         map[string]int // those of them that were meant for this camera, by Types
	Secrets      int            // those with a password, code, file or answers to check, also while locked
	WrongSecrets int            // those of them that were wrong; none of the two is in Logins
}
