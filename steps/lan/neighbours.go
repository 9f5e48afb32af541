package lan

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"time"

	"camreset/isapi"
)

const (
	// maxTable bounds what is read of a neighbour table, in bytes. A full table
	// of Linux, 1,024 entries, has 80 kB.
	maxTable = 1 << 20
	// arpTimeout bounds the system's own command: no part of a run may outlive
	// it by more than a second.
	arpTimeout = time.Second
)

// TableWait is how long the neighbour table may take: some systems give it by a
// command.
const TableWait = 1500 * time.Millisecond

// NeighbourTable is what Neighbours tells while ctx and TableWait last; nil where it
// could not be read. A system's command that is slower ends by its own bound.
func (l LAN) NeighbourTable(ctx context.Context) map[netip.Addr]string {
	if l.Neighbours == nil || ctx.Err() != nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, TableWait)
	defer cancel()
	table := make(chan map[netip.Addr]string, 1)
	go func() {
		t, err := l.Neighbours()
		switch {
		case err != nil:
			t = nil
		case t == nil:
			t = map[netip.Addr]string{}
		}
		table <- t
	}()
	select {
	case t := <-table:
		return t
	case <-ctx.Done():
		return nil
	}
}

// Neighbours reads the system's neighbour table (ARP). Linux has it as a file;
// the others have a command that every user may run.
func Neighbours() (map[netip.Addr]string, error) {
	var text string
	var err error
	switch runtime.GOOS {
	case "linux":
		text, err = readTable("/proc/net/arp")
	case "windows":
		text, err = arp("-a")
	default:
		text, err = arp("-an")
	}
	if err != nil {
		return nil, fmt.Errorf("this computer's neighbour table cannot be read: %w", err)
	}
	return parseNeighbours(runtime.GOOS, text), nil
}

func readTable(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close() //nolint:errcheck // read only
	text, err := io.ReadAll(io.LimitReader(file, maxTable))
	return string(text), err
}

// arp runs the system's command of that name and gives the beginning of what it
// prints. Its exit code says nothing: on some systems an empty table is a failure.
func arp(arguments ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), arpTimeout)
	defer cancel()
	command := exec.CommandContext(ctx, "arp", arguments...)
	command.WaitDelay = 100 * time.Millisecond
	output, err := command.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := command.Start(); err != nil {
		return "", err
	}
	text, _ := io.ReadAll(io.LimitReader(output, maxTable)) // how it ended is in Wait
	_ = output.Close()                                      // whoever prints more is not waited for
	err = command.Wait()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return "", fmt.Errorf("the command arp did not end within %s", arpTimeout)
	case err != nil && !errors.As(err, &exit):
		return "", err
	}
	return string(text), nil
}

// parseNeighbours reads a neighbour table of a system, as in runtime.GOOS. It
// goes by the shape of addresses: words differ by system and language. Of a
// line it takes the first IPv4 address and the first MAC behind it; lines
// without both, and addresses that are not one device's, are left out.
func parseNeighbours(system, text string) map[netip.Addr]string {
	table := map[netip.Addr]string{}
	for line := range strings.Lines(text) {
		fields := strings.Fields(line)
		if system == "linux" && !resolved(fields) {
			continue
		}
		address, mac := neighbourIn(fields)
		if _, before := table[address]; mac != "" && !before {
			table[address] = mac
		}
	}
	return table
}

// resolved tells whether a line of Linux's table is a complete entry: the flag
// ATF_COM, 0x2, in the third column (the kernel's if_arp.h). An entry that has
// failed may still show the MAC it once had.
func resolved(fields []string) bool {
	if len(fields) < 4 {
		return false
	}
	flags, err := strconv.ParseUint(fields[2], 0, 32)
	return err == nil && flags&0x2 != 0
}

func neighbourIn(fields []string) (address netip.Addr, mac string) {
	for _, field := range fields {
		if !address.IsValid() {
			a, err := netip.ParseAddr(strings.Trim(field, "()"))
			if err == nil && a.Is4() && (a.IsGlobalUnicast() || a.IsLinkLocalUnicast()) {
				address = a
			}
		} else if mac = isapi.MAC(field); mac != "" {
			return address, mac
		}
	}
	return netip.Addr{}, ""
}
