package saved

import (
	"time"

	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/flow"
)

// lock is an isapi.Lock on disk.
type lock struct {
	Locked isapi.Tri      `json:"locked,omitzero"`
	Left   *int           `json:"left,omitzero"`
	Unlock *time.Duration `json:"unlock_ns,omitzero"`
}

// device is an isapi.Device on disk.
type device struct {
	Name         string `json:"name,omitzero"`
	Model        string `json:"model,omitzero"`
	Serial       string `json:"serial,omitzero"`
	ShortSerial  string `json:"short_serial,omitzero"`
	MAC          string `json:"mac,omitzero"`
	Firmware     string `json:"firmware,omitzero"`
	Build        string `json:"build,omitzero"`
	Type         string `json:"type,omitzero"`
	Manufacturer string `json:"manufacturer,omitzero"`
	OEM          string `json:"oem,omitzero"`
	Kind         string `json:"kind,omitzero"`
}

// spending is a ledger.Spending on disk.
type spending struct {
	Count     int       `json:"count,omitzero"`
	Budget    int       `json:"budget,omitzero"`
	UDP       int       `json:"udp,omitzero"`
	BudgetUDP int       `json:"budget_udp,omitzero"`
	Door      string    `json:"door,omitzero"`
	Until     time.Time `json:"until,omitzero"`
	Left      *int      `json:"left,omitzero"`
	Extra     bool      `json:"extra,omitzero"`
	Problem   string    `json:"problem,omitzero"`
	Unread    string    `json:"unread,omitzero"`
}

// others is a ledger.Others on disk.
type others struct {
	Left  *int      `json:"left,omitzero"`
	Spent int       `json:"spent,omitzero"`
	At    time.Time `json:"at,omitzero"`
	Tries int       `json:"tries,omitzero"`
	From  int       `json:"from,omitzero"`
	To    int       `json:"to,omitzero"`
	Seen  time.Time `json:"seen,omitzero"`
}

// tried is a facts.Tried on disk, with the isapi.Attempt in it.
type tried struct {
	Word            flow.Outcome  `json:"word,omitzero"`
	Outcome         isapi.Outcome `json:"outcome,omitzero"`
	Lock            lock          `json:"lock,omitzero"`
	DefaultPassword isapi.Tri     `json:"default_password,omitzero"`
	RiskPassword    isapi.Tri     `json:"risk_password,omitzero"`
	Sent            bool          `json:"sent,omitzero"`
	Device          device        `json:"device,omitzero"`
	Reason          string        `json:"reason,omitzero"`
	At              time.Time     `json:"at,omitzero"`
}

func triedOf(t facts.Tried) tried {
	a := t.Attempt
	return tried{
		Word: t.Word, Reason: t.Reason, At: t.At, Outcome: a.Outcome, Lock: lock(a.Lock),
		DefaultPassword: a.DefaultPassword, RiskPassword: a.RiskPassword, Sent: a.Sent, Device: device(a.Device),
	}
}

func (t tried) into() facts.Tried {
	return facts.Tried{Word: t.Word, Reason: t.Reason, At: t.At, Attempt: isapi.Attempt{
		Outcome: t.Outcome, Lock: isapi.Lock(t.Lock),
		DefaultPassword: t.DefaultPassword, RiskPassword: t.RiskPassword, Sent: t.Sent, Device: isapi.Device(t.Device),
	}}
}

// changed is a facts.Changed on disk.
type changed struct {
	Word    flow.Outcome `json:"word,omitzero"`
	Reason  string       `json:"reason,omitzero"`
	Busy    int          `json:"busy,omitzero"`
	Unsent  bool         `json:"unsent,omitzero"`
	Unsaved bool         `json:"unsaved,omitzero"`
}

// pending is a facts.Pending on disk.
type pending struct {
	Kind       string    `json:"kind,omitzero"`
	Text       string    `json:"text,omitzero"`
	Since      time.Time `json:"since,omitzero"`
	Until      time.Time `json:"until,omitzero"`
	Doubt      bool      `json:"doubt,omitzero"`
	Boot       string    `json:"boot,omitzero"`
	File       string    `json:"file,omitzero"`
	Picture    string    `json:"picture,omitzero"`
	MAC        string    `json:"mac,omitzero"`
	Serial     string    `json:"serial,omitzero"`
	MailBox    string    `json:"mail_box,omitzero"`
	ServiceBox string    `json:"service_box,omitzero"`
}
