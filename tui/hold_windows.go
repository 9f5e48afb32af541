package tui

import (
	"bufio"
	"fmt"
	"os"
	"syscall"
	"unsafe"
)

// HoldWindow waits for Enter when the program has a console window of its own,
// as after a double click: it would close before anybody could read it.
func HoldWindow() {
	var processes [2]uint32
	list := syscall.NewLazyDLL("kernel32.dll").NewProc("GetConsoleProcessList")
	if n, _, _ := list.Call(uintptr(unsafe.Pointer(&processes[0])), uintptr(len(processes))); n != 1 {
		return
	}
	fmt.Println("\nPress Enter to close this window.")
	_, _ = bufio.NewReader(os.Stdin).ReadString('\n') // any end of the wait will do
}
