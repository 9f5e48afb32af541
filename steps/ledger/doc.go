// Package ledger remembers how many wrong tries a device may have got from this program,
// and which writes may be under way, across runs and copies of it. Identity says which
// notes are about one device; Book.Spend notes a try before it leaves, or says why it must
// not be made, and Book.Settle how it came out.
package ledger
