package isapi

import "camreset/isapi/value"

// Tri is a fact about a device: yes, no, or not known, which is its zero value.
type Tri = value.Tri

// The three values of a Tri.
const (
	Unknown = value.Unknown
	Yes     = value.Yes
	No      = value.No
)

// Of turns a fact that is known into a Tri.
func Of(b bool) Tri { return value.Of(b) }

// Clean makes a text from a device safe for terminals and files, and bounds its
// length. Every text that leaves this package went through it.
func Clean(text string) string { return value.Clean(text) }

// CleanTo is Clean for a text that may have up to most characters.
func CleanTo(text string, most int) string { return value.CleanTo(text, most) }

// Visible reports whether a character shows itself.
func Visible(r rune) bool { return value.Visible(r) }

// MAC reads the MAC address of one device in any usual spelling, and gives it in
// lower case with colons; empty for anything else.
func MAC(text string) string { return value.MAC(text) }

// MakerOf names the organisation of the maker's group to which a MAC is registered;
// empty for others.
func MakerOf(mac string) string { return value.MakerOf(mac) }
