package steps

import (
	"flag"
	"io"
	"log"
	"os"
	"runtime/debug"
	"testing"

	"go.uber.org/goleak"
)

// TestMain keeps the tests away from the notes of whoever runs them. The
// parallel ones wait for simulated cameras more than they compute.
func TestMain(m *testing.M) {
	flag.Parse()
	_ = flag.Set("test.parallel", "8")
	dir, err := os.MkdirTemp("", "camreset-steps-")
	if err != nil {
		panic(err)
	}
	_ = os.Setenv("CAMRESET_STATE", dir)
	log.SetOutput(io.Discard) // as the program does: net/http logs what a broken camera sends
	debug.SetGCPercent(800)   // much is made and little kept
	goleak.VerifyTestMain(m, goleak.Cleanup(func(code int) {
		_ = os.RemoveAll(dir)
		os.Exit(code)
	}))
}
