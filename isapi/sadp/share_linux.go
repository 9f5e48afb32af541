package sadp

import "syscall"

// Linux lets sockets share a port when all of them asked for it.
var shareOptions = []int{syscall.SO_REUSEADDR}

// ipMulticastAll is IP_MULTICAST_ALL of linux/in.h.
const ipMulticastAll = 49

// ownGroupsOnly keeps a listener from hearing what other sockets of this computer
// asked for: with dozens of networks each answer would be read dozens of times. A
// kernel that refuses it hears more, no less.
func ownGroupsOnly(fd uintptr) {
	_ = syscall.SetsockoptInt(int(fd), syscall.IPPROTO_IP, ipMulticastAll, 0)
}
