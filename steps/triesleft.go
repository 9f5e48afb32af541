package steps

import (
	"context"

	"camreset/isapi"
	"camreset/steps/facts"
	"camreset/steps/lan"
	"camreset/steps/sentences"
)

// triesLeft shows what can still be spent on a login, proofLeft the same where a
// write counts for more than a word, and codeLeft over UDP, which needs no page.
var (
	triesLeft = tryRow(sentences.ShutTry, facts.ByPage)
	codeLeft  = tryRow(sentences.ShutSecret, facts.ByUDP)
	proofLeft = tryRow(sentences.ShutProof, facts.Either)
)

// tryRow asks the camera for its tries, at most every 30 seconds, and shows them
// beside what the ledger has counted for the way.
func tryRow(shut func(*Facts) Text, way facts.Way) Check {
	return Check{ID: "tries-left", Title: T("Tries"), Run: func(ctx context.Context, env Env, f *Facts) (func(*Facts), Result) {
		ids := env.Identity(f)
		check := askTries(ctx, env, f)
		spent := env.Book().Spending(ids, f.Left())
		others := f.Others.Hear(check.Lock, spent.Count, check.At)
		change := func(f *Facts) {
			f.Spent, f.Others, f.IDs = spent, others, ids
			if fewer(f, check) {
				f.Seen.Check.Lock, f.Seen.Check.At = check.Lock, check.At
			}
		}
		change(f)
		if f.Allowance(way, false).Why == facts.SharedAddress { // the row of the device says why
			return change, skip(T("No password is tried as long as others have its address."))
		}
		if why := shut(f); !why.IsZero() {
			return change, sentences.BesideOthers(others, warn(why, T("Choose a way that needs no password.")), env.Now())
		}
		result := sentences.LockResult(f.Lock(), f.Allowance(way, false).Spent)
		if result.Status == Skip { // what camreset allows itself is known
			result.Status = OK
		}
		return change, sentences.BesideOthers(others, result, env.Now())
	}}
}

// askTries is the camera's word about its tries; empty where it cannot be asked.
func askTries(ctx context.Context, env Env, f *Facts) isapi.UserCheck {
	if f.Target == (lan.Address{}) || f.UDPOnly() || f.Seen.Check.Status == 404 {
		return isapi.UserCheck{}
	}
	check := env.Camera(f.Target).UserCheck(ctx)
	if check.Err != nil || check.Status == 0 {
		return isapi.UserCheck{}
	}
	return check
}

// fewer says whether a newer word allows less than what is known. A word that
// allows more is believed only when the camera is looked at as a whole: what it
// told over UDP may count apart from its page.
func fewer(f *Facts, check isapi.UserCheck) bool {
	if !check.At.After(f.Seen.Check.At) || f.Seen.Check.At.IsZero() {
		return false
	}
	known, told := f.Left(), check.Lock.Left
	return check.Lock.Locked == isapi.Yes || told != nil && (known == nil || *told < *known)
}
