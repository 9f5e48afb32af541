package simtest

import (
	"testing"

	"camreset/isapi/simcam"
)

// Listening is a camera on a port of the loopback interface, in real time, until the test
// is over; at is its address with the port.
func Listening(t testing.TB, s simcam.Scenario) (camera *simcam.Camera, at string) {
	t.Helper()
	camera = simcam.New(s, simcam.RealClock())
	t.Cleanup(func() { _ = camera.Close() })
	at, err := camera.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return camera, at
}
