package steps

import (
	"camreset/steps/ledger"

	"os"
	"path/filepath"
	"testing"

	"camreset/isapi"
)

// spendOne notes one try, and forgets which.
func (e Env) spendOne(t ledger.Try) (ledger.Spending, error) {
	var n ledger.Noted
	return e.book().Spend(t, &n)
}

// settleOne notes what one try brought.
func (e Env) settleOne(ids ledger.Identity, w ledger.Way, a isapi.Attempt) error {
	return e.book().Settle(ledger.Noted{Ids: ids, By: w, Tries: 1}, a)
}

// notesFolder is a folder for notes that nobody else may write to, whatever the
// user's umask.
func notesFolder(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "state")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	return dir
}

// wrongUntilShut spends wrong tries until none is allowed, and tells how many were.
func wrongUntilShut(t *testing.T, env Env, ids ledger.Identity, said bool) (n int) {
	t.Helper()
	for range 9 {
		if _, err := env.spendOne(ledger.Try{Ids: ids, SaidReset: said}); err != nil {
			return n
		}
		n++
		if err := env.settleOne(ids, ledger.ByLogin, isapi.Attempt{Outcome: isapi.Wrong, Sent: true}); err != nil {
			t.Fatal(err)
		}
	}
	return n
}
