package simcam

import "fmt"

// capabilities tells a logged-in client what the device has, as far as programs read it before everything else. Real
// pages have some hundred elements more.
func (c *Camera) capabilities(*call) reply {
	inputs, outputs, proxies := 1, 0, ""
	if c.sc.Generation == RecorderGen {
		inputs, outputs, proxies = 4, 3, fmt.Sprintf("<inputProxyNums>%d</inputProxyNums>\n", recorderInputs)
	}
	return documentReply(c.template("capabilities",
		"newer", c.sc.Generation.since(Session), "inputs", inputs, "outputs", outputs, "proxies", proxies))
}
