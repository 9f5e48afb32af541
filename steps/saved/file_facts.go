package saved

import (
	"time"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/facts"
	"camreset/steps/lan"
	"camreset/steps/ledger"
)

// known are facts.Facts on disk. What is about this computer, about this run or about
// one visit of a step is not there, what is looked at or counted anew before a walk
// goes on neither, and no secret has a field.
type known struct {
	Answers answers `json:"answers,omitzero"`
	Run     run     `json:"run,omitzero"`
	Camera  camera  `json:"camera,omitzero"`
	Reset   reset   `json:"reset,omitzero"`
}

func knownOf(f facts.Facts) known {
	return known{answersOf(f.Answers), runOf(f.Run), cameraOf(f.Camera), resetOf(f.Reset)}
}

func (k known) into() facts.Facts {
	return facts.Facts{Answers: k.Answers.into(), Run: k.Run.into(), Camera: k.Camera.into(), Reset: k.Reset.into()}
}

// run is what a walk carries on of facts.Run.
type run struct {
	Tries       int       `json:"tries,omitzero"`
	TriedBefore bool      `json:"tried_before,omitzero"`
	TriesBefore int       `json:"tries_before,omitzero"`
	WasIn       bool      `json:"was_in,omitzero"`
	Writes      int       `json:"writes,omitzero"`
	Secrets     int       `json:"sent_over_udp,omitzero"`
	CaseShown   bool      `json:"case_shown,omitzero"`
	Cloud       isapi.Tri `json:"cloud,omitzero"`
}

func runOf(r facts.Run) run {
	return run{r.Tries, r.TriedBefore, r.TriesBefore, r.WasIn, r.Writes, r.Secrets, r.CaseShown, r.Cloud}
}

func (r run) into() facts.Run {
	return facts.Run{Tries: r.Tries, TriedBefore: r.TriedBefore, TriesBefore: r.TriesBefore, WasIn: r.WasIn, Writes: r.Writes, Secrets: r.Secrets, CaseShown: r.CaseShown, Cloud: r.Cloud}
}

// camera is facts.Camera on disk.
type camera struct {
	Target   address         `json:"target,omitzero"`
	Double   bool            `json:"double,omitzero"`
	IDs      ledger.Identity `json:"ids,omitzero"`
	Record   record          `json:"record,omitzero"`
	Seen     seen            `json:"seen,omitzero"`
	Device   device          `json:"device,omitzero"`
	Stranger string          `json:"stranger,omitzero"`
	Channel  facts.Channel   `json:"channel,omitzero"`
	Spent    spending        `json:"spent,omitzero"`
	Others   others          `json:"others,omitzero"`
	Last     tried           `json:"last,omitzero"`
	Proved   bool            `json:"proved,omitzero"`
	Change   changed         `json:"change,omitzero"`
	Looked   int             `json:"looked,omitzero"`
	NewSent  bool            `json:"new_sent,omitzero"`
	Copied   isapi.Tri       `json:"copied,omitzero"`
	Wanted   settings        `json:"wanted,omitzero"`
	Moved    bool            `json:"moved,omitzero"`
	NewTaken isapi.Tri       `json:"new_taken,omitzero"`
	From     address         `json:"moved_from,omitzero"`
	GUIDMade bool            `json:"guid_made,omitzero"`
	Pending  pending         `json:"pending,omitzero"`
	Written  written         `json:"written,omitzero"`
	Safety   safety          `json:"safety,omitzero"`
	Owned    ownSettings     `json:"owned,omitzero"`
	Given    []finding       `json:"given,omitzero"`
	Clients  seenClients     `json:"clients,omitzero"`
}

func cameraOf(c facts.Camera) camera {
	return camera{
		Target: address(c.Target), Double: c.Double, IDs: c.IDs, Record: recordOf(c.Record), Seen: seenOf(c.Seen), Device: device(c.Device),
		Stranger: c.Stranger, Channel: c.Channel, Spent: spending(c.Spent), Others: others(c.Others), Last: triedOf(c.Last), Proved: c.Proved,
		Change: changed(c.Change), Looked: c.Looked, NewSent: c.NewSent, Copied: c.Copied, Wanted: settings(c.Wanted), Moved: c.Moved,
		NewTaken: c.NewTaken, From: address(c.MovedFrom), GUIDMade: c.GUIDMade,
		Pending: pending(c.Pending), Written: written(c.Written), Safety: safetyOf(c.Safety),
		Owned: ownSettingsOf(c.Owned), Given: findingsOf(c.Given), Clients: clientsOf(c.Clients),
	}
}

func (c camera) into() facts.Camera {
	return facts.Camera{
		Target: lan.Address(c.Target), Double: c.Double, IDs: c.IDs, Record: c.Record.into(), Seen: c.Seen.into(), Device: isapi.Device(c.Device),
		Stranger: c.Stranger, Channel: c.Channel, Spent: ledger.Spending(c.Spent), Others: ledger.Others(c.Others), Last: c.Last.into(), Proved: c.Proved,
		Change: facts.Changed(c.Change), Looked: c.Looked, NewSent: c.NewSent, Copied: c.Copied, Wanted: sadp.Settings(c.Wanted), Moved: c.Moved,
		NewTaken: c.NewTaken, MovedFrom: lan.Address(c.From), GUIDMade: c.GUIDMade,
		Pending: facts.Pending(c.Pending), Written: facts.Written(c.Written), Safety: c.Safety.into(),
		Owned: c.Owned.into(), Given: findingsInto(c.Given), Clients: c.Clients.into(),
	}
}

// written is facts.Written on disk.
type written struct {
	Folder  string   `json:"folder,omitzero"`
	Files   []string `json:"files,omitzero"`
	Problem string   `json:"problem,omitzero"`
}

// reset is facts.Reset on disk.
type reset struct {
	OldTarget    address       `json:"old_target,omitzero"`
	Before       seen          `json:"before,omitzero"`
	RecordBefore record        `json:"record_before,omitzero"`
	OwnedBefore  ownSettings   `json:"owned_before,omitzero"`
	DarkAt       time.Time     `json:"dark_at,omitzero"`
	DarkSeen     bool          `json:"dark_seen,omitzero"`
	PowerAt      time.Time     `json:"power_at,omitzero"`
	Longer       time.Duration `json:"longer,omitzero"`
	Rings        int           `json:"rings,omitzero"`
	Strangers    []address     `json:"strangers,omitzero"`
	Found        []found       `json:"found,omitzero"`
	Candidate    address       `json:"candidate,omitzero"`
	StillActive  int           `json:"still_active,omitzero"`
	ResetSeen    bool          `json:"reset_seen,omitzero"`
	SameDevice   isapi.Tri     `json:"same_device,omitzero"`
}

func resetOf(r facts.Reset) reset {
	return reset{
		OldTarget: address(r.OldTarget), Before: seenOf(r.Before), RecordBefore: recordOf(r.RecordBefore), OwnedBefore: ownSettingsOf(r.OwnedBefore),
		DarkAt: r.DarkAt, DarkSeen: r.DarkSeen, Rings: r.Rings, PowerAt: r.PowerAt, Longer: r.Longer,
		Strangers: each(r.Strangers, func(a lan.Address) address { return address(a) }), Found: each(r.Found, foundOf), Candidate: address(r.Candidate),
		StillActive: r.StillActive, ResetSeen: r.ResetSeen, SameDevice: r.SameDevice,
	}
}

func (r reset) into() facts.Reset {
	return facts.Reset{
		OldTarget: lan.Address(r.OldTarget), Before: r.Before.into(), RecordBefore: r.RecordBefore.into(), OwnedBefore: r.OwnedBefore.into(),
		DarkAt: r.DarkAt, DarkSeen: r.DarkSeen, Rings: r.Rings, PowerAt: r.PowerAt, Longer: r.Longer,
		Strangers: each(r.Strangers, func(a address) lan.Address { return lan.Address(a) }), Found: each(r.Found, found.into), Candidate: lan.Address(r.Candidate),
		StillActive: r.StillActive, ResetSeen: r.ResetSeen, SameDevice: r.SameDevice,
	}
}

// found is a facts.Found on disk.
type found struct {
	Address   address   `json:"address,omitzero"`
	Activated isapi.Tri `json:"activated,omitzero"`
	Reset     bool      `json:"reset,omitzero"`
	Ready     bool      `json:"ready,omitzero"`
	Record    record    `json:"record,omitzero"`
}

func foundOf(f facts.Found) found {
	return found{address(f.Address), f.Activated, f.Reset, f.Ready, recordOf(f.Record)}
}

func (f found) into() facts.Found {
	return facts.Found{Address: lan.Address(f.Address), Activated: f.Activated, Reset: f.Reset, Ready: f.Ready, Record: f.Record.into()}
}
