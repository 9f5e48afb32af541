package steps

import (
	"strings"
	"testing"
)

// What is said at the end of a run: where the walk stands, and whether it is saved.
func TestWhereAWalkStands(t *testing.T) {
	notes, _ := books(t)
	env, walk := run(notes), caseAt("button-boot", "192.168.1.64")
	if env.Saved(walk) {
		t.Error("a walk is called saved before it is")
	}
	if err := env.Keep(walk); err != nil || !env.Saved(walk) {
		t.Errorf("saved %v, %v", env.Saved(walk), err)
	}
	if said := Standing(walk); !strings.HasPrefix(said, "You are not back in yet. ") {
		t.Errorf("it stands so: %q", said)
	}
	in := walk.With(func(f *Facts) { f.Won, f.Proved = true, true })
	if said := Standing(in); said != "You are in: the password was accepted." {
		t.Errorf("back in, it stands so: %q", said)
	}
}
