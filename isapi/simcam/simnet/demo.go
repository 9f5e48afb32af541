package simnet

import (
	"cmp"
	"fmt"
	"net/netip"
	"time"

	"camreset/isapi/simcam"
)

// demoFactor is how much faster than life a demonstration runs, demoLock how long its locks last in that time.
const (
	demoFactor = 10
	demoLock   = time.Minute
)

// Demo is a network inside this program with one camera, ten times faster than life.
type Demo struct {
	*Lan
	*simcam.Fast
	Camera  *simcam.Camera
	title   string
	address string
}

// Address is where the camera is at first: that of the scenario.
func (d *Demo) Address() string { return d.address }

// NewDemo starts the network and the camera of a scenario, with the scenario's computer.
func NewDemo(s simcam.Scenario) (*Demo, error) { return NewDemoOver(s, loopback{}) }

// NewDemoOver is NewDemo over another transport than this computer's loopback.
func NewDemoOver(s simcam.Scenario, t Transport) (*Demo, error) {
	s.LockTime = demoLock
	clock := simcam.FastClock(demoFactor)
	computer, err := netip.ParsePrefix(cmp.Or(s.Computer, UsualComputer))
	if err != nil {
		return nil, fmt.Errorf("the scenario's computer: %w", err)
	}
	d := &Demo{
		Lan: NewLanOver(clock, t), Fast: clock, Camera: simcam.New(s, clock), title: s.Title, address: cmp.Or(s.Address, simcam.FactoryAddress),
	}
	d.SetComputer(computer)
	if err := d.Add(d.address, d.Camera); err != nil {
		return nil, fmt.Errorf("the demonstration needs a loopback socket: %w", err)
	}
	return d, nil
}

// Banner is one line for the top of the screen: that this is a demonstration, and the passwords that play a part.
func (d *Demo) Banner() string {
	password := d.Camera.State().Password
	if password == "" {
		return "Demo: a simulated camera, ten times faster than life; it has no password yet"
	}
	page, app := d.Camera.ResetPasswords()
	return fmt.Sprintf("Demo: password %s, page sets %s, app sets %s", password, page, app)
}

// Story says what is simulated, with the camera's secrets, a line each.
func (d *Demo) Story() string {
	return fmt.Sprintf("DEMONSTRATION: a simulated camera, ten times faster than life. Nothing leaves this computer.\nThe story: %s.\n%s"+
		"  support's answer to a request: the file %s beside it\n",
		d.title, d.Camera.Secrets(), demoAnswer)
}

// Save keeps a file in memory, and plays support: the answer to a request of the camera lies beside it at once.
func (d *Demo) Save(folder, name string, data []byte) (string, error) {
	if answer, err := d.Camera.SupportAnswer(string(data)); err == nil {
		if _, err := d.Lan.Save(folder, demoAnswer, []byte(answer)); err != nil {
			return "", err
		}
	}
	return d.Lan.Save(folder, name, data)
}

// demoAnswer is the file in which support's answer comes.
const demoAnswer = "Answer.xml"
