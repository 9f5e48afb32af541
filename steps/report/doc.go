// Package report tells scripts and people what a look at one device (check) and a search
// for devices (discover) have found: as JSON, as CSV, as lines for a terminal of any width.
package report
