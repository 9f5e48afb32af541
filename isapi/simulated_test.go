package isapi_test

import (
	"context"
	"errors"
	"net"
	"strconv"
	"testing"
	"time"

	"camreset/isapi"
	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simtest"
)

// These tests meet the simulated cameras, whose side of the protocol was written
// from its description by somebody else.

const (
	oldWord = "Meadow-17-Old"
	newWord = "Meadow-18-New"
)

func meet(t *testing.T, s simcam.Scenario) (*isapi.Client, *simcam.Camera) {
	t.Helper()
	if s.Password = oldWord; s.Inactive {
		s.Password = ""
	}
	camera, address := simtest.Listening(t, s)
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		t.Fatal(err)
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		t.Fatal(err)
	}
	c := isapi.New(isapi.Config{Host: host, Port: number})
	t.Cleanup(c.Close)
	return c, camera
}

func admin(word string) isapi.Login {
	return isapi.Login{User: "admin", Password: isapi.NewSecret(word)}
}

func soon(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	t.Cleanup(cancel)
	return ctx
}

func TestSimulatedActivation(t *testing.T) {
	t.Parallel()
	for _, s := range []simcam.Scenario{
		{Generation: simcam.Activation, Inactive: true}, {Generation: simcam.Session, Inactive: true}, {Generation: simcam.RecorderGen, Inactive: true},
		{Generation: simcam.Portal, Inactive: true}, {Generation: simcam.Portal, Inactive: true, ActivationKey: 24}, {Generation: simcam.Portal, Inactive: true, ActivationKey: 32},
	} {
		c, camera := meet(t, s)
		if err := c.Activate(soon(t), isapi.NewSecret(newWord)); err != nil || camera.Counters().Activations != 1 {
			t.Errorf("%s, key of %d bytes: %v", s.Generation, s.ActivationKey, err)
			continue
		}
		if a, err := c.Try(soon(t), admin(newWord)); err != nil || a.Outcome != isapi.Right {
			t.Errorf("%s: %+v %v", s.Generation, a, err)
		}
	}
}

// TestSimulatedActivationLost: it worked, but nobody said so.
func TestSimulatedActivationLost(t *testing.T) {
	for generation, unproven := range map[simcam.Generation]bool{simcam.Session: false, simcam.Portal: true} {
		c, camera := meet(t, simcam.Scenario{Generation: generation, Inactive: true, DropActivation: true})
		err := c.Activate(soon(t), isapi.NewSecret(newWord))
		if !errors.Is(err, isapi.ErrLost) || errors.Is(err, isapi.ErrUnproven) != unproven || camera.Counters().Activations != 1 {
			t.Errorf("%s: %v after %d", generation, err, camera.Counters().Activations)
		}
	}
}

// TestSimulatedChange changes the password over plain HTTP: encrypted where the
// camera takes it, and only with consent where it doesn't.
func TestSimulatedChange(t *testing.T) {
	for generation, sealed := range map[simcam.Generation]bool{
		simcam.Legacy: false, simcam.Activation: false, simcam.Session: true, simcam.Portal: true, simcam.RecorderGen: true,
	} {
		c, camera := meet(t, simcam.Scenario{Generation: generation})
		login := admin(oldWord)
		login.Basic = false
		err := c.ChangePassword(soon(t), login, isapi.NewSecret(newWord), false)
		if sealed != (err == nil) || !sealed && !errors.Is(err, isapi.ErrConsent) {
			t.Errorf("%s, without consent: %v", generation, err)
		}
		if !sealed {
			if err := c.ChangePassword(soon(t), login, isapi.NewSecret(newWord), true); err != nil {
				t.Errorf("%s, with consent: %v", generation, err)
			}
		}
		if n := camera.Counters(); n.PasswordChanges != 1 || n.Wrong != 0 {
			t.Errorf("%s: %+v", generation, n)
		}
	}
}

// TestSimulatedSession: cameras that take nothing but the session login.
func TestSimulatedSession(t *testing.T) {
	for _, form := range []simcam.SessionForm{simcam.SessionReversible, simcam.SessionSalted, simcam.SessionUpperSalt, simcam.SessionTwoSalts} {
		c, camera := meet(t, simcam.Scenario{Generation: simcam.Portal, Auth: simcam.AuthNone, Session: form})
		if a, err := c.Try(soon(t), admin(oldWord)); err != nil || a.Outcome != isapi.Right {
			t.Errorf("%s: %+v %v", form, a, err)
		}
		if a, err := c.Try(soon(t), admin(newWord)); err != nil || a.Outcome != isapi.Wrong || a.Lock.Left == nil || *a.Lock.Left != 4 {
			t.Errorf("%s, wrong: %+v %v", form, a, err)
		}
		n := camera.Counters()
		if n.Right != 1 || n.Wrong != 1 || n.ByPath["/ISAPI/Security/sessionLogout"] != 1 {
			t.Errorf("%s: %+v", form, n)
		}
		if d, err := c.DeviceInfo(soon(t), admin(oldWord)); err != nil || d.Model == "" {
			t.Errorf("%s: %+v %v", form, d, err)
		}
	}
	c, camera := meet(t, simcam.Scenario{Generation: simcam.Portal, Auth: simcam.AuthNone, Session: simcam.SessionNone})
	if a, err := c.Try(soon(t), admin(oldWord)); !errors.Is(err, isapi.ErrNoChallenge) || a.Sent || camera.Counters().Logins != 0 {
		t.Errorf("%+v %v", a, err)
	}
}
