//go:build unix

package sadp

import (
	"net"
	"net/netip"
	"syscall"
)

// share lets several programs, the maker's among them, hear the same port.
func share(_, _ string, raw syscall.RawConn) error {
	var failed error
	err := raw.Control(func(fd uintptr) {
		ownGroupsOnly(fd)
		for _, option := range shareOptions {
			if failed == nil {
				failed = syscall.SetsockoptInt(int(fd), syscall.SOL_SOCKET, option, 1)
			}
		}
	})
	if err != nil {
		return err
	}
	return failed
}

// plainly is for Windows: elsewhere what package net cannot open stays closed.
func plainly(failed error, _ net.Interface, _ netip.Addr, _ netip.AddrPort, _ netip.Addr) (Conn, error) {
	return nil, failed
}
