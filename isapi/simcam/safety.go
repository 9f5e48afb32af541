package simcam

import (
	"cmp"
	"time"
)

// Safety is what somebody left unsafe on a camera in use. The zero value is a camera that nothing is wrong with: what
// the fields name is off, and it gets its time by NTP. A camera without a password has factory settings instead, but for
// its clock. HTTPS is on where Scenario.TLS is, and Recovery.HikConnect binds it to the maker's cloud.
type Safety struct {
	UPnP        bool          // opens ports of the router
	SSH, Telnet bool          // shells for the maker's service
	SNMP        bool          // versions 1 and 2c, with the communities public and private
	NoLoginLock bool          // wrong logins never lock
	NoHTTPS     bool          // HTTPS was switched off
	BasicWeb    bool          // the web server takes the password in clear text; changes Scenario.Auth
	BasicRTSP   bool          // video does
	NoNTP       bool          // the clock is set by hand
	WrongClock  time.Duration // the clock is so far ahead until it is set; negative: behind
	Accounts    []string      // further users, all of them operators
	ONVIFUsers  []string      // further accounts of ONVIF
}

// Factory values (maker's manuals; the names of devices observed).
const (
	factoryZone     = "CST-8:00:00"
	factoryNTP      = "time.windows.com"
	factoryONVIF    = "digest/wsse"
	factoryCamera   = "IP CAMERA"
	factoryRecorder = "Embedded Net DVR"
)

// options are the settings that a program with a login reads and changes page by page.
type options struct {
	deviceName   string
	upnp         bool
	upnpName     string
	ssh, telnet  bool
	snmp         [2]community // versions 1 and 2c
	snmpAdvanced bool
	snmpPort     int

	accesses  map[string]bool // switches of the page adminAccesses that were set, by protocol or by name
	noLock    bool            // wrong logins never lock
	lockTries int             // 0: those of the scenario
	lockTime  time.Duration   // 0: that of the scenario

	auth        AuthForm // of the web server; empty: that of the scenario
	algorithm   string   // as it was set; empty: what auth has
	basicRTSP   bool
	openRTSP    bool      // video needs no login at all
	onvif       ONVIFForm // empty: that of the scenario
	onvifScheme string
	noCGI       bool

	accounts, onvifUsers []string

	ntpMode bool
	ahead   time.Duration // of the clock before the true time
	zone    string        // as POSIX writes it; empty: that of the simulation's clock
	ntp     timeServer
}

// community is one version of SNMP.
type community struct {
	on          bool
	read, write string
}

// timeServer is where the time is from.
type timeServer struct {
	byName   bool
	host     string
	port     int
	interval int // minutes between two questions
}

// factoryOptions are those of a device that nobody has set anything on.
func factoryOptions(g Generation) options {
	usual := community{read: "public", write: "private"}
	return options{
		deviceName: choose(g == RecorderGen, factoryRecorder, factoryCamera),
		upnp:       true, snmp: [2]community{usual, usual}, snmpPort: 161, onvifScheme: factoryONVIF, zone: factoryZone,
		ntp: timeServer{byName: true, host: factoryNTP, port: 123, interval: 1440},
	}
}

// optionsOf are those of a camera in use.
func optionsOf(sc Scenario) options {
	o, s := factoryOptions(sc.Generation), sc.Safety
	o.deviceName = cmp.Or(sc.DeviceName, choose(sc.Generation == RecorderGen, "Network Video Recorder", factoryCamera))
	o.upnp, o.ssh, o.telnet, o.noLock, o.basicRTSP = s.UPnP, s.SSH, s.Telnet, s.NoLoginLock, s.BasicRTSP
	o.snmp[0].on, o.snmp[1].on = s.SNMP, s.SNMP
	o.accounts, o.onvifUsers = s.Accounts, s.ONVIFUsers
	o.zone, o.ntpMode = "", !s.NoNTP
	if s.NoHTTPS {
		o.accesses = map[string]bool{"HTTPS": false}
	}
	if s.BasicWeb {
		o.auth = AuthDigestBasic
	}
	return o
}

// auth is how the web server asks for a login.
func (c *Camera) auth() AuthForm {
	if c.settings.auth != "" {
		return c.settings.auth
	}
	return c.sc.Auth
}

// tries is how many wrong logins lock, lockTime for how long.
func (c *Camera) tries() int {
	if c.settings.lockTries > 0 {
		return c.settings.lockTries
	}
	return c.sc.Tries
}

func (c *Camera) lockTime() time.Duration {
	if c.settings.lockTime > 0 {
		return c.settings.lockTime
	}
	return c.sc.LockTime
}

// now is the time that the camera believes in.
func (c *Camera) now() time.Time {
	now := c.clock.Now().Add(c.settings.ahead)
	if c.settings.zone == "" {
		return now
	}
	return now.In(zoneOf(c.settings.zone))
}
