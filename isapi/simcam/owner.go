package simcam

import (
	"fmt"
	"strings"
)

// SetPassword gives admin another password, as if somebody had changed it on the camera.
// The empty password makes the camera inactive.
func (c *Camera) SetPassword(password string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.setPassword(password)
}

// setPassword stores a password and ends every session that was opened with the one before. It voids the file that
// would reset that one, and makes another salt.
func (c *Camera) setPassword(password string) {
	c.settings.password, c.settings.guid = password, ""
	c.saltVersion++
	clear(c.ram.sessions)
}

// firstPassword makes an inactive camera an active one.
func (c *Camera) firstPassword(password string) {
	c.setPassword(password)
	c.count.Activations++
	c.epoch++
}

// PageReset does what somebody does who answers the security questions on the camera's own page:
// it sets Scenario.PagePassword. Nothing happens when the camera is off, inactive or has no questions.
func (c *Camera) PageReset() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.settings.questions) > 0 {
		c.ownerSets(c.sc.PagePassword)
	}
}

// AppReset does what somebody does who resets the password with the maker's app or PC tool:
// it sets Scenario.AppPassword. Nothing happens when the camera is off or inactive.
func (c *Camera) AppReset() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ownerSets(c.sc.AppPassword)
}

func (c *Camera) ownerSets(password string) {
	if c.phase == phaseReady && c.settings.password != "" {
		c.setPassword(password)
		c.count.PasswordChanges++
	}
}

// Secret is a line for the person in front of the simulation.
type Secret struct{ Label, Value string }

// Secrets tells what a person needs to play the owner: the present password of admin, the answers to the
// security questions, and the passwords that PageReset and AppReset would set.
func (c *Camera) Secrets() Secrets {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.settings.password == "" {
		return Secrets{{"password of admin", "none yet: the camera is inactive"}}
	}
	list := Secrets{{"password of admin", c.settings.password}}
	for _, q := range c.settings.questions {
		list = append(list, Secret{q.Text, q.Answer})
	}
	if len(c.settings.questions) > 0 {
		list = append(list, Secret{"password after a reset on the camera's page", c.sc.PagePassword})
	}
	return append(list, Secret{"password after a reset by the app", c.sc.AppPassword})
}

// Secrets are lines for that person.
type Secrets []Secret

// String writes each on an indented line of its own.
func (list Secrets) String() string {
	var b strings.Builder
	for _, s := range list {
		fmt.Fprintf(&b, "  %s: %s\n", s.Label, s.Value)
	}
	return b.String()
}

// ResetPasswords are the passwords that PageReset and AppReset would set.
func (c *Camera) ResetPasswords() (page, app string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.sc.PagePassword, c.sc.AppPassword
}
