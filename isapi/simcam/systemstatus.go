package simcam

import "time"

// deviceTime is how the maker writes a moment (maker's guide).
const deviceTime = "2006-01-02T15:04:05-07:00"

// systemStatus tells the clock, how long the device has run, and its load, which is invented.
func (c *Camera) systemStatus(*call) reply {
	now := c.clock.Now()
	return c.tell(branch("DeviceStatus",
		leaf("currentDeviceTime", now.Format(deviceTime)),
		leaf("deviceUpTime", int(now.Sub(c.booted)/time.Second)),
		branch("CPUList", branch("CPU", leaf("cpuDescription", "cpu"), leaf("cpuUtilization", 16))),
		branch("MemoryList", branch("Memory",
			leaf("memoryDescription", "DDR Memory"), leaf("memoryUsage", 99), leaf("memoryAvailable", 96)))))
}

// systemTime tells the clock and how it is set. The sign of the zone is turned, as in POSIX (observed).
func (c *Camera) systemTime(*call) reply {
	now := c.clock.Now()
	_, east := now.Zone()
	sign := "-"
	if east <= 0 {
		sign, east = "+", -east
	}
	zone := time.Time{}.Add(time.Duration(east) * time.Second).Format("15:04:05")
	return c.tell(branch("Time",
		leaf("timeMode", "manual"), leaf("localTime", now.Format(deviceTime)), leaf("timeZone", "CST"+sign+zone)))
}
