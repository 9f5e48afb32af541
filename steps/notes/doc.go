// Package notes keeps the files of this program: the ledger of tries, the writes that are
// under way, the saved walks. They are replaced in one step with mode 0600, in a folder
// that nobody else may write to, and read as if a stranger had written them: bounded, and
// cleaned of what a terminal would obey. A note that cannot be read is kept under another
// name.
package notes
