package simcam

import (
	"time"

	"camreset/isapi/simcam/sadpxml"
)

// anyone stands for the source of a datagram, which proves nothing: the lock is for all (inference). Starting anew
// empties it (observed).
const anyone = ""

// lockedOut counts a command that carries a secret and tells whether that kind is locked; then nothing is checked.
func (c *Camera) lockedOut(kind secretKind) bool {
	c.count.Secrets++
	now := c.clock.Now()
	refused := c.ram.lockout(kind).wait(anyone, now) > 0
	// Right until miss says otherwise.
	c.record.try(Try{At: now, Kind: string(kind), Left: c.ram.lockout(kind).left(anyone, c.sc.SADP.Tries), Right: !refused, Refused: refused, Epoch: c.epoch})
	return refused
}

// miss counts a wrong secret and refuses it with that word.
func (c *Camera) miss(kind secretKind, p *sadpxml.Request, word string) []sadpxml.Field {
	c.count.WrongSecrets++
	last := &c.record.tries[len(c.record.tries)-1]
	last.Right, last.Locked = false, c.ram.lockout(kind).miss(anyone, c.clock.Now(), c.sc.SADP.Tries, c.sc.LockTime)
	return c.refuse(kind, p, word)
}

// refuse says no, with the tries left and the minutes that the lock lasts. Update has its own name for the tries.
func (c *Camera) refuse(kind secretKind, p *sadpxml.Request, word string) []sadpxml.Field {
	if c.sc.SADP.HideReason {
		return result(failed)
	}
	wait := c.ram.lockout(kind).wait(anyone, c.clock.Now())
	left := c.ram.lockout(kind).left(anyone, c.sc.SADP.Tries)
	if wait > 0 {
		left = 0
	}
	name := "RetryTimes"
	if p.Types == "update" {
		name = "RetryModifyTime"
	}
	list := result(word)
	if !c.sc.HideTries {
		list = append(list, sadpxml.Number(name, left))
	}
	return append(list, sadpxml.Number("SurplusLockTime", int((wait+time.Minute-1)/time.Minute)))
}
