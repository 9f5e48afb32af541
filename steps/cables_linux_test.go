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
