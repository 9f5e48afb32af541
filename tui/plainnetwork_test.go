package tui

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simtest"
	"camreset/steps"
	"camreset/steps/lan"
)

// A script gives a camera its first password and the address that is planned for it. The
// fields belong to the step at which it chose so; an empty line takes what is proposed.
func TestPlainTypedAddressFromAPipe(t *testing.T) {
	for name, c := range map[string]struct {
		fields, at, refused string
	}{
		"planned":          {"192.168.1.88\n\n\n8080\nagree\nfinish\n", "192.168.1.88", ""},
		"left where it is": {"192.168.1.88\nleave\nfinish\n", simcam.FactoryAddress, ""},
		"the whole net":    {"192.168.1.255\n255.255.255.0\n", simcam.FactoryAddress, "mask"},
		"a router far off": {"192.168.1.88\n\n10.0.0.1\n", simcam.FactoryAddress, "gateway"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				sc, _ := simcam.Find("inactive")
				world, err := simtest.NewDemoInMemory(sc)
				if err != nil {
					t.Fatal(err)
				}
				env, out := envOf(world), &locked{}
				in := "mine\nown\n" + strongPassword + "\n" + strongPassword + "\nnetwork\ntyped\n" + c.fields
				end, err := Plain(t.Context(), env, steps.Begin(env, lan.Address{IP: world.Address()}), Options{In: strings.NewReader(in), Out: out})
				var wrong AnswerError
				if errors.As(err, &wrong) != (c.refused != "") || wrong.Field != c.refused || c.refused != "" && wrong.Step != "restore-network" {
					t.Errorf("%v\n%s", err, out.String())
				}
				if err == nil && steps.Ended(end) != steps.Regained || world.Camera.State().Address != c.at {
					t.Errorf("%s, it is at %s\n%s", steps.Ended(end), world.Camera.State().Address, out.String())
				}
				inOrder(t, out.String(), "? restore-network Give it another address?\n", "Type its address, mask and gateway [typed]\n",
					"1) Leave it where it is [leave]\n", "? restore-network address Address\n", "? restore-network mask Mask (an empty line: 255.255.255.0)\n")
				if c.at != simcam.FactoryAddress {
					inOrder(t, out.String(), "? restore-network gateway Gateway (the router) (an empty line: 192.168.1.1)\n", "? restore-network port Port of its page (an empty line: 80)\n",
						"ok New address: Nothing else answers at 192.168.1.88", "New address: 192.168.1.88\n", "Port: 8080\n", "? confirm-network ", "It is found at 192.168.1.88:8080")
				}
				env.Close()
				_ = world.Close()
				time.Sleep(2 * time.Minute) // whoever listens stops by then
			})
		})
	}
}
