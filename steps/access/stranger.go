package access

import (
	"context"
	"errors"
	"fmt"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/facts"
	"camreset/steps/ledger"
	"camreset/steps/owned"
	"camreset/steps/sentences"
	"camreset/steps/text"
)

// What the user agreed to holds for one camera. Where what answers shows that it may
// be another one, nothing is sent and the user is asked, unless the camera itself
// tells over UDP that it is the same.

// displaced says which device has the target's address by now, where that is
// another one than the camera.
func (e Env) displaced(ctx context.Context, f *facts.Facts) error {
	if !facts.CanQueryUDP(f) || f.UDPOnly() || f.Record.MAC == "" {
		return nil
	}
	holders := e.HoldersNow(ctx, f.Target)
	for _, d := range holders {
		if d.MAC == f.Record.MAC {
			return nil
		}
	}
	if len(holders) == 0 {
		return nil
	}
	return facts.OtherDevice{How: facts.Describe(holders[0]) + " has its address now"}
}

// Confirm reads who the camera is just before a change, where that was known and no
// certificate says it. It needs the login that the change needs as well.
func (e Env) Confirm(ctx context.Context, f *facts.Facts) error {
	camera := e.Camera(f.Target)
	if f.Device.Serial == "" && f.Device.MAC == "" || camera.Fingerprint() != "" {
		return nil
	}
	d, err := camera.DeviceInfo(ctx, f.Login)
	if err == nil {
		return f.Differs(d)
	}
	for _, silent := range []error{isapi.ErrNotSupported, isapi.ErrLowPrivilege, isapi.ErrRefused, isapi.ErrNoChallenge} {
		if errors.Is(err, silent) {
			return nil // it does not tell
		}
	}
	if errors.Is(err, isapi.ErrLost) {
		return fmt.Errorf("%w: %s", isapi.ErrUnreachable, sentences.ReasonOf(err)) // of a question: nothing was changed
	}
	return err
}

// WhatElse notes how what answers differs from the camera that was agreed on, if a
// refusal was for that.
func (e Env) WhatElse(f *facts.Facts, refusal error) func(*facts.Facts) {
	stranger, channel := e.Strange(f, refusal), facts.ChannelOf(refusal)
	return func(f *facts.Facts) { f.Stranger, f.Channel = stranger, channel }
}

// toTheCamera sends, unless another device may have taken the camera's place.
func (e Env) toTheCamera(ctx context.Context, f *facts.Facts, send func() error) error {
	if err := e.displaced(ctx, f); err != nil {
		return err
	}
	err := send()
	e.recognised(ctx, f, err, func() { err = send() })
	return err
}

// recognised does again what was refused because the camera seemed to be another
// one, where it tells over UDP that it has the MAC that it had. Nothing was sent the
// first time.
func (e Env) recognised(ctx context.Context, f *facts.Facts, refusal error, again func()) {
	if told := (facts.OtherDevice{}); errors.As(refusal, &told) { // it has told itself that it is another one
		return
	}
	if !errors.Is(refusal, isapi.ErrOtherDevice) || e.displaced(ctx, f) != nil || !e.answersAsBefore(ctx, f) {
		return
	}
	e.Camera(f.Target).Accept()
	again()
}

// answersAsBefore asks the device at the target for its MAC now.
func (e Env) answersAsBefore(ctx context.Context, f *facts.Facts) bool {
	d, tells := e.verified(ctx, f)
	return tells && d.Neighbour(ctx, e.ToDevices()) == (sadp.Doubt{})
}

// verified is what the camera at the target tells when it is asked anew; false where
// nobody can be asked, or what answers is not it alone.
func (e Env) verified(ctx context.Context, f *facts.Facts) (sadp.Device, bool) {
	if !facts.CanQueryUDP(f) || f.Record.MAC == "" {
		return sadp.Device{}, false
	}
	return e.Verify(ctx, f.Target, f.Record.MAC, f.IsChosen)
}

// Strange is what is to be said of a device that may be another one; empty where
// the error is about something else.
func (e Env) Strange(f *facts.Facts, err error) string {
	var told facts.OtherDevice
	switch {
	case errors.As(err, &told):
		return told.How
	case errors.Is(err, isapi.ErrOtherDevice):
		realm, _ := e.Camera(f.Target).Refused()
		return text.T("it asks for a login under the name %q, which it did not have before", realm).String()
	}
	return ""
}

// Rebind makes the device that answers the camera, on the user's word. What was known
// of the one before, and what was agreed for it, does not hold any more.
func (e Env) Rebind(f *facts.Facts) func(*facts.Facts) {
	e.Camera(f.Target).Accept()
	return func(f *facts.Facts) {
		f.Stranger, f.IDs, f.Seen, f.Alive, f.Misses, f.Dark = "", nil, isapi.Seen{}, isapi.Reach{}, 0, false
		f.Device, f.Record, f.Answers.Picked = isapi.Device{}, sadp.Device{}, ""
		f.Last, f.Spent, f.Proved = facts.Tried{}, ledger.Spending{}, false
		f.Login, f.Factory, f.Answers.Password = isapi.Login{}, false, facts.Secret{}
		f.Owned, f.Given = owned.Settings{}, nil
		f.Answers.Basic, f.Answers.Clear, f.Answers.Unsalted = false, false, false
	}
}
