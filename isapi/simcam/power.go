package simcam

import "context"

// PowerOff cuts the power: every connection ends at once, and what the camera held in memory is gone.
func (c *Camera) PowerOff() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cut()
}

func (c *Camera) cut() {
	c.dropAll()
	if c.phase == phaseOff {
		return
	}
	c.phase = phaseOff
	c.cancel()
	c.closeListeners()
	c.ram = newMemory()
}

// PowerOn gives power back. The camera first refuses connections, then refuses writes, then is normal;
// see Boot. With the button held down and kept so, it falls back to factory defaults.
func (c *Camera) PowerOn() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.phase != phaseOff || c.closed {
		return
	}
	c.boot()
	if c.button.down && !c.sc.NoButton {
		c.button.timer = c.after(c.sc.Boot.Hold, c.factoryDefault)
	}
}

func (c *Camera) boot() {
	c.ctx, c.cancel = context.WithCancel(context.Background())
	c.phase = phaseDark
	c.booted = c.clock.Now()
	c.after(c.sc.Boot.Dark, c.wake)
}

// wake opens the listeners after the dark part of a start and tells the network about it.
func (c *Camera) wake() {
	c.openListeners(10)
	c.phase = phaseBusy
	c.sendHello()
	c.after(c.sc.Boot.Busy, func() { c.phase = phaseReady })
}

// factoryDefault is what the button does: settings, questions and address are gone, and with them the
// password. Legacy firmware has its default password again (maker's manuals).
func (c *Camera) factoryDefault() {
	ahead := c.settings.ahead // the clock goes on
	c.settings = settings{address: FactoryAddress, net: factoryNetwork, options: factoryOptions(c.sc.Generation)}
	c.settings.ahead = ahead
	if c.pinned.address != "" {
		c.settings.address, c.settings.net = c.pinned.address, c.pinned.net
	}
	c.saltVersion++
	c.epoch++
	c.logged = nil
	if c.sc.Generation == Legacy {
		c.settings.password = DefaultPassword
	}
	c.sc.HTTPSOnly, c.sc.RedirectToTLS = false, false
	if c.sc.Generation.since(Session) {
		c.sc.ONVIF = ONVIFOff
	}
	if c.sc.NewCertificate {
		clear(c.certs)
	}
	c.ram = newMemory()
	if c.phase != phaseDark { // it was already up: a reset ends with another start
		c.cut()
		c.boot()
	}
}

// ButtonDown presses the reset button and keeps it pressed.
func (c *Camera) ButtonDown() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.button.down = true
}

// ButtonUp releases the reset button. Held too briefly, or not while power came back, it did nothing.
func (c *Camera) ButtonUp() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.button.down = false
	c.drop(c.button.timer)
	c.button.timer = nil
}
