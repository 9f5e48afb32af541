package steps

import (
	"os"
	"strings"
	"testing"
	"time"

	"camreset/isapi/simcam/simtest"
)

// cables are those that these tests plug in.
type cables struct{ simtest.Cables }

func newCables(t *testing.T) cables {
	t.Helper()
	return cables{simtest.NewCables(t)}
}

// TestOnRealSockets are the stories that programs in network namespaces live in real time:
// beside each other, for they mostly wait, and not beside those that compute.
func TestOnRealSockets(t *testing.T) {
	for name, story := range map[string]func(*testing.T){
		"a watch": watchOnRealSockets, "a reset": resetOnRealSockets, "the wizard": wizardOnRealSockets, "the owner's plan": ownersPlanOnRealSockets,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			story(t)
		})
	}
}

// TestRole is what the other programs do.
func TestRole(t *testing.T) {
	role, rest, _ := strings.Cut(os.Getenv(simtest.RoleVariable), " ")
	switch role {
	case "serve":
		serveRole(t, strings.Fields(rest))
	case "sweep":
		sweepHere(t)
	case "check":
		checkRole(t, rest)
	case "camera":
		cameraRole(t, wired[rest])
	case "starting":
		off, err := time.ParseDuration(rest)
		if err != nil {
			t.Fatal(err)
		}
		startingRole(t, off)
	case "watcher":
		watcherRole(t)
	case "resetter":
		resetterRole(t)
	case "wizard":
		wizardRole(t, wired[rest])
	case "owner":
		ownerRole(t, rest)
	case "recorder":
		recorderRole(t)
	default:
		t.Skip("only in a network namespace")
	}
}
