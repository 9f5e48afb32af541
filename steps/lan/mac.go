package lan

import "camreset/isapi/value"

// PlainMAC gives the hexadecimal digits of a MAC, or of a part of one as somebody
// types it; see value.MACDigits.
func PlainMAC(typed string) string { return value.MACDigits(typed) }
