package simcam

import (
	"camreset/isapi/simcam/crypt"
	"camreset/isapi/simcam/sadpxml"
)

// exchange hands out the bytes for one command; a new exchange replaces the one before.
func (c *Camera) exchange(p *sadpxml.Request) []sadpxml.Field {
	random, sealed, err := crypt.Exchange(p.Code)
	if err != nil {
		return result(failed)
	}
	c.ram.exchange = random
	return result(success, sadpxml.Text("Code", sealed))
}

// takeExchange gives the pending bytes, which are good for one command; nil if there are none.
func (c *Camera) takeExchange() []byte {
	random := c.ram.exchange
	c.ram.exchange = nil
	return random
}
