package facts

import (
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/clients"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/ledger"
	"camreset/steps/owned"
	"camreset/steps/secure"
	"camreset/steps/text"
)

// Secret is a password on its way through the program; it cannot be printed.
type Secret = isapi.Secret

// Facts is all that is known on the way: what the user said, what was seen, what was
// spent and what was done, by how long it holds. It is a value: a check never changes it
// but returns the change.
type Facts struct {
	// Answers is what the user said; Back takes it back, and nothing else.
	Answers Answers
	// Clock is the walk's.
	flow.Clock
	Run
	Camera
	Reset
	Step
}

// Run hold for the whole run, whatever camera is spoken to.
type Run struct {
	// System is this computer's system, as in runtime.GOOS.
	System string
	// Own are the interfaces by which this computer is on a network.
	Own []sadp.Interface
	// Heard is what is heard on this computer's networks, Swept what a search of
	// all addresses met, Hints what this computer knew already.
	Heard lan.Heard
	Swept []lan.Swept
	Hints []lan.Hint
	// Cases are the saved walks that can be gone on with, CasesNote what is to
	// be said about them.
	Cases     []SavedWalk
	CasesNote text.Text
	// Resume is where a saved walk goes on, until the walk is there.
	Resume flow.Place
	// InClipboard is the password that was copied last, Clipboard where it lies.
	InClipboard Secret
	Clipboard   Clipboard
	// Tries counts the logins that this run sent; TriedBefore says that an earlier
	// run of the walk sent one, or may have.
	Tries       int
	TriedBefore bool
	// TriesBefore counts the logins that earlier runs of the walk sent.
	TriesBefore int
	// Writes counts the changes of this run that went out, Secrets what carried a
	// secret over UDP, whatever came of it.
	Writes, Secrets int
	// Won is true once any login of this run proved a password; FirstTry if it was the
	// first one of the walk, with a password that the user had at the start.
	Won      bool
	FirstTry bool
	// WasIn is true once the walk has led back in and was left with things still to do.
	WasIn bool
	// CaseShown is true once the case for support was shown.
	CaseShown bool
	// Attended is true where somebody looks at a screen, and goes on when they want to.
	Attended bool
	// Cloud is whether the maker's cloud could be reached from here.
	Cloud isapi.Tri
	// Flags is what the command line has answered.
	Flags Flags
	// Earlier are the cameras of this run that were finished before this one, Prior is what
	// the last of them were given.
	Earlier []FinishedCamera
	Prior   Prior
}

// Camera are about the camera that is spoken to.
type Camera struct {
	// Target is where it is spoken to; the zero Address is nowhere.
	Target lan.Address
	// Place is how near Target is.
	Place lan.Place
	// Double is true while several devices have Target's address: what is sent
	// there could reach any of them.
	Double bool
	// Usual is where a page answers on the host whose Target's port has none.
	Usual lan.Address
	// IDs are the names by which it was known in this run: a camera after a reset tells
	// less of itself than before.
	IDs ledger.Identity

	// Record is what it tells of itself when it is asked over UDP; without a MAC there is
	// none.
	Record sadp.Device
	// Seen is what it showed without a login, LookedAt where, and LookedFor the port that
	// it had told by then.
	Seen      isapi.Seen
	LookedAt  lan.Address
	LookedFor int
	// Device is what it tells about itself after a login.
	Device isapi.Device
	// Alive is the last look whether something answers at Target, Misses counts the looks
	// in a row to which nothing answered: one that refuses is there. Dark is true once
	// there were enough of them, for long enough, to say that it is off.
	Alive  isapi.Reach
	Misses int
	Dark   bool
	// OwnLost is true while this computer has lost the network by which it reached the
	// camera: then nothing is known of it.
	OwnLost bool
	// Watched is the newest that was told of the addresses that are watched.
	Watched int

	// Stranger says how what answers at Target shows that it may be another device;
	// empty where it does not.
	Stranger string
	// Channel says how what protects the connection differs from before.
	Channel Channel
	// Doubt is what speaks against it as the one that answers over UDP, DoubtOf
	// the command that was to be sent to it.
	Doubt   sadp.Doubt
	DoubtOf Command

	// Spent is the ledger's count for it.
	Spent ledger.Spending
	// Others is what was seen of tries that are not ours.
	Others ledger.Others
	// Last is the last login attempt of this run.
	Last Tried
	// Proved is true once a login proved a password on it in this run, Login is that
	// login, for what is done with it, and Factory says that its password is a factory
	// one.
	Proved  bool
	Login   isapi.Login
	Factory bool

	// Change is how the last write came out, Looked counts the looks at what an
	// activation did.
	Change Changed
	Looked int
	// NewSent is true once Answers.New went out to it, which may have it now.
	NewSent bool
	// NewTaken is Yes once a login proved Answers.New, No where one proved another
	// password after it was sent.
	NewTaken isapi.Tri
	// Made is the last password that was made for it here: who goes back and returns finds
	// the one that is written down by then.
	Made Secret
	// Copied is whether the new password could be put into the clipboard.
	Copied isapi.Tri
	// Wanted are the network settings that it is to get, Moved is true once it got them.
	Wanted sadp.Settings
	Moved  bool
	// MovedFrom is where it was before the first such change in this walk.
	MovedFrom lan.Address
	// Interrupted is a write of an earlier run whose outcome is unknown.
	Interrupted string
	// Pending is a request for a new password that waits for its answer.
	Pending Pending
	// Written is where the case for support was written to.
	Written Written
	// GUIDMade is true once it made a recovery file for the next time.
	GUIDMade bool
	// Reported is the file that the report was written to.
	Reported string
	// Safety is how safely it is set up.
	Safety Safety
	// Owned is what its owner has set in it, Given what came of what was sent of that.
	Owned owned.Settings
	Given []secure.Finding
	// HandedNew and HandedMethod are true once the password and the way in of the command
	// line were taken for it.
	HandedNew, HandedMethod bool
	// Opened is true once its page was opened in a browser: whoever comes back to the step
	// has it open.
	Opened bool
	// Clients is who else logs in to it.
	Clients clients.Seen
}

// Reset are about one reset with the button.
type Reset struct {
	// OldTarget is where the camera was before it, Before and RecordBefore what it showed
	// and told then, OwnedBefore what a login had read in it.
	OldTarget    lan.Address
	Before       isapi.Seen
	RecordBefore sadp.Device
	OwnedBefore  owned.Settings
	// DarkAt is when it was seen to have gone off, or taken to have; DarkSeen says that
	// it was seen. Rings counts the bells since.
	DarkAt   time.Time
	DarkSeen bool
	Rings    int
	// PowerAt is when it was first seen to have power again, Longer how much longer than
	// usual the button is held.
	PowerAt time.Time
	Longer  time.Duration
	// Strangers are addresses at which a camera without a password stood
	// before the reset began: they are not the one that is reset.
	Strangers []lan.Address
	// Found are addresses at which a camera answered after a reset, Candidate
	// the one that may be the camera that went.
	Found     []Found
	Candidate lan.Address
	// Starting are addresses where a device has power and takes no connection yet.
	Starting []lan.Address
	// StillActive counts the looks in a row, after a reset, two seconds apart, at which
	// the camera was ready and had a password, since ActiveSince.
	StillActive int
	ActiveSince time.Time
	// ResetSeen is true when the camera was seen not activated after it had
	// gone dark.
	ResetSeen bool
	// SameDevice says whether what came back is the camera that went.
	SameDevice isapi.Tri
}

// Step are about one visit of a step, and are forgotten with it.
type Step struct {
	// ByFlags is true where the command line answers the question.
	ByFlags bool
	// Trying is true while a login is asked, Tried at the step that shows what came of it.
	Trying, Tried bool
	// OpenAt is when logins were seen to be open again.
	OpenAt time.Time
	// Lit is true once it answered here, ShutAt when it began to refuse.
	Lit    bool
	ShutAt time.Time
	// AroundAt is when other cameras were looked for last.
	AroundAt time.Time
	// Pins are the certificates where another one was shown than before.
	Pins Pins
	// Around is what was seen around an address at which nothing answers.
	Around Around
}

// Around is what this computer sees besides an address at which nothing answers.
type Around struct {
	// Apart is true where this computer itself is on no network.
	Apart bool
	// Neighbour says whether its own table knows a device at the address, which may be
	// minutes old.
	Neighbour isapi.Tri
}

// Pins are two certificates as somebody compares them.
type Pins struct{ Now, Before string }

// FinishedCamera is a camera with which the run is over, by its key in the list and its
// address, and what the run came to with it.
type FinishedCamera struct{ Key, IP, Result string }

// Prior is what an earlier camera of the run was given, and a later one may be given too:
// its new password, once it was proved, and the network settings that were typed.
type Prior struct {
	New  Secret
	Plan sadp.Settings
}

// SavedWalk is a walk that can be gone on with, as it stands in a list.
type SavedWalk struct {
	ID string
	// IDs are the names of the device that it is about, At where that was.
	IDs ledger.Identity
	At  []lan.Address
	// Camera is the camera's name for a person, and where it is.
	Camera string
	Saved  time.Time
	// Pending is what it waits for, Title that of the step at which it stands.
	Pending Pending
	Title   string
}

// Stands is where the walk stands, or what it waits for.
func (w SavedWalk) Stands(now time.Time) string {
	if w.Pending.Kind != "" {
		return w.Pending.Words(now)
	}
	return w.Title
}

// About is a walk in one line: which camera, when, and what it waits for.
func (w SavedWalk) About(now time.Time) string {
	return w.Camera + ", " + text.Ago(w.Saved, now) + ", " + w.Stands(now)
}

// Written is how writing the case for support came out.
type Written struct {
	// Folder holds the Files; empty when nothing was written.
	Folder string
	Files  []string
	// Problem says why it could not be written, and what to do.
	Problem string
}

// Answers is what the user said.
type Answers struct {
	// Case is the id of the saved walk that was picked.
	Case string
	// Setup is what was chosen in the place of a camera, "phone-only" or "recorder", and
	// Owner the answer at owner.
	Setup, Owner flow.Outcome
	// Typed is the address as typed; Given is true when it came from outside
	// and is not asked for.
	Typed lan.Address
	Given bool
	// Picked is the key of the camera that was chosen from the list.
	Picked string
	// User is the account's name, Password what was typed for it.
	User     string
	Password Secret
	// Factory says which factory password is to be tried in the place of Password:
	// firstFactory, secondFactory or none.
	Factory flow.Outcome
	// Method is the way in that was chosen last.
	Method flow.Outcome
	// Basic and Clear are agreements to weaker ways of sending a password.
	Basic, Clear bool
	// Shared is true when the user knows an address in 100.64.0.0/10 as one of
	// their own networks.
	Shared bool
	// NoPage is true when the user has nothing that the device's own page asks for.
	NoPage bool
	// Searched is true when the password was looked for elsewhere and not found.
	Searched bool
	// NoButton is true when the user found no button.
	NoButton bool
	// Offline is true when the user wants the ways that need no network, of a device that
	// does not answer.
	Offline bool
	// SaidReset is true when the user says that the page, the app or support
	// gave the camera a new password.
	SaidReset bool
	// New is the password to give to the camera, Again the same as typed once more.
	New, Again Secret
	// Way says what Code is: "import" support's answer, "mail" a code from an
	// e-mail, "guid" a GUID file. Path is the file that it is read from.
	Way  flow.Outcome
	Code Secret
	Path string
	// Network is what the user wrote down before a reset.
	Network Network
	// Give is the answer at restore-network: which settings the camera gets.
	Give flow.Outcome
	// Plan are the settings that the user typed there.
	Plan sadp.Settings
	// Unsalted is the agreement to send a password over UDP in a form that others
	// on the network could work out.
	Unsalted bool
	// Despite is the agreement to send one command in spite of Facts.Doubt.
	Despite bool
	// Delay is how much longer than usual it takes to the camera with the pin.
	Delay time.Duration
	// Finished is true when the user has called the walk finished.
	Finished bool
	// Fix are the findings whose cure is to be sent, and what the owner sets besides, the
	// next one first.
	Fix []flow.Outcome
	// Wish is what the device is to be called, and so on; Replies answer its security
	// questions, in their order.
	Wish    owned.Wish
	Replies []Secret
	// Ticked are the things of the last list that are done, those that have the new
	// password by their addresses.
	Ticked []flow.Outcome
	// Client is the row of the last list whose client is looked at, ClientKind what the user
	// says that it is.
	Client, ClientKind flow.Outcome
	// Brand is the name on the camera, Country where its user is: they decide who
	// helps. The words are the keys of brands and regions.
	Brand, Country flow.Outcome
	// BrandName and CountryName are the same as typed.
	BrandName, CountryName string
}

// Network is a camera's network settings, to type in again after a reset.
type Network struct {
	DHCP          isapi.Tri
	Mask, Gateway string
}

// Found is a device that answered at an address after a reset.
type Found struct {
	Address   lan.Address
	Activated isapi.Tri
	// Reset is true for a camera without a password that had one before.
	Reset bool
	// Ready is true when the camera serves its pages, or takes orders over UDP;
	// before that it starts. Refuses is true where it answers, and will not tell.
	Ready, Refuses bool
	// Record is what it tells over UDP, if it does.
	Record sadp.Device
}

// Tried is how a login attempt came out.
type Tried struct {
	// Word is the outcome as a word for edges; empty before the first.
	Word    flow.Outcome
	Attempt isapi.Attempt
	Reason  string
	At      time.Time
}

// Changed is how a write came out.
type Changed struct {
	Word   flow.Outcome
	Reason string
	// Busy counts how often in a row the camera was still starting.
	Busy int
	// Unsent is true where we did not send it, Unsaved where the camera gave what we
	// could not write down here; Reason says why.
	Unsent, Unsaved bool
}

// ReadOnly is true where only the look is done: at public addresses, and at
// shared ones that the user has not called their own (rule 7).
func (f *Facts) ReadOnly() bool {
	return f.Place == lan.Public || f.Place == lan.Shared && !f.Answers.Shared
}

// FactoryPassword says whether the password that was proved is a factory one.
func (f *Facts) FactoryPassword() bool { return f.Factory }
