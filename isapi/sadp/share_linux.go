package sadp

import "syscall"

// Linux lets sockets share a port when all of them asked for it.
var shareOptions = []int{syscall.SO_REUSEADDR}
