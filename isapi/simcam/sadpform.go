package simcam

import (
	"cmp"
	"time"

	"camreset/isapi/simcam/sadpxml"
)

// SADPForm is how a camera takes part in SADP, the discovery protocol over UDP. Devices differ in all of it; the zero
// value is the usual behaviour of the generation.
type SADPForm struct {
	Off         bool // discovery is switched off: silence
	InquiryOnly bool // commands are taken by raw Ethernet frames only, as firmware 5.2.5 does (observed on one model)
	NoUpdate    bool // "failed" to every update: modification is switched off on its web page, or it is bound to the cloud

	// Ways of the answers.
	Reply  ReplyForm
	Delay  time.Duration // every answer takes that much longer, in camera-clock time, beside Scenario.Delay
	Spread time.Duration // and up to that much more, by chance
	Loss   float64       // that part of all answers is lost, by chance; 0.05 is 5 %
	Seed   uint64        // of chance, when the camera is made: the same seed, the same chances
	Copies int           // every answer comes that many times more
	Mute   []string      // commands, by Types, that are carried out but never answered

	// What the answers say.
	Update      UpdateForm // UpdatePlain on Legacy, UpdateEncrypted on Activation, else UpdateSaltedEncrypted
	Reset       ResetClass // ResetByDate on Legacy, ResetByFile on Activation, else ResetByKey
	ForeignUuid bool       // under the Uuid of somebody else's message (observed: answers are sent to the group)
	OEM         string     // the brand, as OEMInfo; N/A if empty
	BootTime    string     // as written, such as 1970-1-1 0:0:9 (observed); of the camera's clock if empty
	MailBox     string     // of the owner, where Recovery.Mailbox is set; an invented one if empty
	// SecurityMode and UserName are told where they are set; in a mode other than standard the UserName goes into
	// the salted hash of an update (maker's library).
	SecurityMode, UserName string
	SealedVersions         bool // versions also as AES under the public key of the maker's library

	// How they are written.
	Misspelled bool   // false is spelled flase (observed in two of the fields)
	Blanks     bool   // a blank at the end of Types (observed)
	Colons     bool   // the MAC has colons (observed)
	CRLF       bool   // lines end in CR LF
	Cut        int    // answers end after that many bytes; 0 means whole
	Extra      string // put as it is before the end of every list of fields, well-formed or not

	// HideReason: every refusal is "failed", without numbers; always on Legacy (older firmware does not say why).
	HideReason bool
	Tries      int // wrong secrets of one kind until the lock, 6 if zero (observed); the lock lasts Scenario.LockTime
}

// style is how the answers are written.
func (f SADPForm) style() sadpxml.Style {
	return sadpxml.Style{
		ForeignUUID: f.ForeignUuid, Misspelled: f.Misspelled, Blanks: f.Blanks, Colons: f.Colons, CRLF: f.CRLF, Cut: f.Cut, Extra: f.Extra,
	}
}

// ReplyForm is where answers go. All were observed; which firmware does which is not known.
type ReplyForm string

// The forms of a reply.
const (
	ReplyBoth    ReplyForm = "both"    // to the sender and to the group
	ReplyUnicast ReplyForm = "unicast" // to the sender only
	ReplyGroup   ReplyForm = "group"   // to the group only
)

// UpdateForm is how an update proves the password (maker's library, and a working client for the first two).
type UpdateForm string

// The forms of the password of an update.
const (
	UpdatePlain           UpdateForm = "plain"            // MD5 of the password
	UpdateEncrypted       UpdateForm = "encrypted"        // the same as key of AES, over itself and the Uuid
	UpdateSalted          UpdateForm = "salted"           // MD5 of a salted SHA-256
	UpdateSaltedEncrypted UpdateForm = "salted-encrypted" // the same as key of AES, over itself and the Uuid
)

func (f UpdateForm) salted() bool    { return f == UpdateSalted || f == UpdateSaltedEncrypted }
func (f UpdateForm) encrypted() bool { return f == UpdateEncrypted || f == UpdateSaltedEncrypted }

// ResetClass is how support's answer resets a camera (maker's library and manuals).
type ResetClass string

// The classes of a reset, from old to new.
const (
	ResetByDate ResetClass = "A" // a code for serial and date brings the default password back
	ResetByCode ResetClass = "B" // getcode; a code brings the default password back
	ResetByFile ResetClass = "C" // getcode; a file sets a new password
	ResetByKey  ResetClass = "D" // getencryptstring; a key of eight characters sets a new password
)

// withDefaults fills every empty switch with the usual behaviour of the generation.
func (f SADPForm) withDefaults(g Generation) SADPForm {
	f.Reply = cmp.Or(f.Reply, ReplyBoth)
	f.Tries = cmp.Or(f.Tries, 6)
	f.MailBox = cmp.Or(f.MailBox, "owner@example.com")
	switch g {
	case Legacy:
		f.HideReason = true
		f.Update, f.Reset = cmp.Or(f.Update, UpdatePlain), cmp.Or(f.Reset, ResetByDate)
	case Activation:
		f.Update, f.Reset = cmp.Or(f.Update, UpdateEncrypted), cmp.Or(f.Reset, ResetByFile)
	}
	f.Update, f.Reset = cmp.Or(f.Update, UpdateSaltedEncrypted), cmp.Or(f.Reset, ResetByKey)
	return f
}
