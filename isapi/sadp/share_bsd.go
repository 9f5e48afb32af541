//go:build darwin || dragonfly || freebsd || netbsd || openbsd

package sadp

import "syscall"

// The BSDs and macOS want both.
var shareOptions = []int{syscall.SO_REUSEADDR, syscall.SO_REUSEPORT}

// ownGroupsOnly is how these systems are.
func ownGroupsOnly(uintptr) {}
