package simcam

// Intrude makes wrong logins from an address without a port, as a client does that keeps retrying an old password.
// Nothing of it is in Counters, but it counts towards the lock, for TriesOf and in the camera's log. Nothing is done where
// no login is looked at: without power or without a password.
func (c *Camera) Intrude(source string, times int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.phase < phaseBusy || c.settings.password == "" {
		return
	}
	for range times {
		now := c.clock.Now()
		t := Try{At: now, Kind: kindLogin, Source: source, Foreign: true, Epoch: c.epoch}
		if t.Refused = c.ram.logins.wait(source, now) > 0; !t.Refused {
			t.Left = c.ram.logins.left(source, c.tries())
			if !c.settings.noLock {
				t.Locked = c.ram.logins.miss(source, now, c.tries(), c.lockTime())
			}
		}
		c.keep(t, AdminUser)
	}
}
