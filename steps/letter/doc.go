// Package letter is the case for support: what the maker or a brand asks for, who has to
// help and how well that is known, as a sheet on the screen, a mail, and a file for
// programs. There is no secret in it.
package letter
