// Package saved keeps walks on disk, so that quitting or a crash loses at most the answer
// that was being typed. On disk they have types of their own, without a place for a secret,
// in a file with a version. What is read is data from anywhere: it is bounded, cleaned, and
// taken only where it makes sense.
package saved
