package auth

import "strings"

// quote escapes what may not stand between quotes as it is, and nothing else.
func quote(text string) string { return quoted.Replace(text) }

// unquote is the opposite. A backslash before any other byte is a byte of its own:
// it may be the second half of a Chinese character.
func unquote(raw string) string { return unquoted.Replace(raw) }

var (
	quoted   = strings.NewReplacer(`"`, `\"`, `\`, `\\`)
	unquoted = strings.NewReplacer(`\"`, `"`, `\\`, `\`)
)
