package simcam

import (
	"context"
	"crypto/tls"
	"math/rand/v2"
)

// New makes a camera. It has power unless the scenario says otherwise, and answers once Listen was called.
// Close it in the end.
func New(scenario Scenario, clock Clock) *Camera {
	sc := scenario.withDefaults()
	c := &Camera{
		timers: timers{clock: clock, pending: map[*timer]struct{}{}},
		listen: listen,
		id:     identify(sc),
		sc:     sc,
		settings: settings{
			password: sc.Password, questions: sc.Questions, recovery: sc.Recovery, address: sc.Address, net: networkAt(sc.Address),
			options: optionsOf(sc),
		},
		certs:    map[bool]*tls.Certificate{},
		count:    Counters{ByPath: map[string]int{}, SADP: map[string]int{}, WritesTo: map[string]int{}},
		ram:      newMemory(),
		commands: sadpCommands(),
		rng:      rand.New(rand.NewPCG(sc.SADP.Seed, uint64(sc.Unit))), // chance that can be repeated, no secrets
		booted:   clock.Now(),
	}
	c.lock = &c.mu
	c.handler = &frontend{c, allRoutes()}
	if sc.Inactive {
		c.settings.password, c.settings.questions, c.settings.recovery = "", nil, Recovery{}
		c.settings.options = factoryOptions(sc.Generation)
	}
	c.settings.ahead = sc.Safety.WrongClock
	if sc.Locked {
		c.ram.logins.everybody = clock.Now().Add(sc.LockTime)
	}
	if !sc.Unplugged {
		c.phase = phaseReady
		c.ctx, c.cancel = context.WithCancel(context.Background())
	}
	return c
}

// Close cuts the power for good and waits until every goroutine of the camera has ended.
func (c *Camera) Close() error {
	c.mu.Lock()
	c.closed = true
	c.cut()
	for _, s := range c.sockets {
		_ = s.Close()
	}
	err := c.listenErr
	c.mu.Unlock()
	c.connections.running.Wait()
	return err
}
