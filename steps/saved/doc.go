// Package saved keeps walks on disk, so that quitting or a crash loses at most the answer
// that was being typed. What it reads is data from anywhere: it is bounded, cleaned, and
// taken only where it makes sense.
package saved
