// Package methods are the ways back in, with what each costs, needs and loses, and when it
// is shut; and the table that says which comes first.
package methods
