package steps

import (
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Output prints a search: as lines for a person, or for a script.
type Output struct {
	Out       io.Writer
	JSON, CSV bool
	// Watch marks what came (+), changed (~) and went (-).
	Watch bool
}

// Saw prints a device the moment it is heard, where that is wanted.
func (o Output) Saw(s Sighting) {
	switch {
	case o.JSON && o.Watch:
		_ = json.NewEncoder(o.Out).Encode(s)
	case o.JSON, o.CSV:
	case o.Watch:
		fmt.Fprintln(o.Out, map[string]string{"came": "+", "changed": "~", "gone": "-"}[s.Event], s.Device.Line())
	case s.Event == "came":
		fmt.Fprintln(o.Out, s.Device.Line())
	}
}

// End prints what a search ends with. failed is why there was none, if so: its
// causes say that better than an error, where there are any.
func (o Output) End(l Listing, failed error) error {
	if failed != nil && len(l.Causes) == 0 {
		return failed
	}
	switch {
	case o.JSON && o.Watch:
		return nil
	case o.JSON:
		return json.NewEncoder(o.Out).Encode(l)
	case o.CSV:
		return l.csv(o.Out)
	}
	_, err := io.WriteString(o.Out, strings.Join(l.Lines(), "\n")+"\n")
	return err
}

// ExitCode is that of a search: 0 when something was found, else 3.
func (l Listing) ExitCode() int {
	if len(l.Devices) > 0 {
		return 0
	}
	return Unreachable.ExitCode()
}

// Line is the device in one line of the list.
func (d ListedDevice) Line() string {
	return strings.TrimRight(fmt.Sprintf("%-15s  %-17s  %-22s  %-10s  %-28s  %s",
		cmp.Or(d.IPv4, "-"), cmp.Or(d.MAC, "-"), cmp.Or(d.Model, "-"), cmp.Or(d.Firmware, "-"), d.state(), d.Interface), " ")
}

// Lines are what is said at the end of a search: how many there were, or why
// there may be none.
func (l Listing) Lines() []string {
	if n := len(l.Devices); n > 0 {
		return []string{fmt.Sprintf("%d found", n)}
	}
	lines := []string{"Nothing was found. Likely reasons:"}
	for _, c := range l.Causes {
		lines = append(lines, "- "+c.Why, "  known from: "+c.How, "  what to do: "+c.Fix)
	}
	return lines
}

// csv writes the devices as a table. A cell that a spreadsheet would take for a
// formula begins with an apostrophe.
func (l Listing) csv(out io.Writer) error {
	w := csv.NewWriter(out)
	rows := [][]string{{"mac", "model", "serial", "ipv4", "mask", "gateway", "dhcp", "http_port", "firmware", "build", "activated", "kind", "interface", "same_subnet", "boot_time", "oem", "source"}}
	for _, d := range l.Devices {
		port := ""
		if d.HTTPPort != nil {
			port = strconv.Itoa(*d.HTTPPort)
		}
		rows = append(rows, []string{d.MAC, d.Model, d.Serial, d.IPv4, d.Mask, d.Gateway, d.DHCP.String(), port, d.Firmware, d.Build,
			d.Activated.String(), d.Kind, d.Interface, d.SameSubnet.String(), d.BootTime, d.OEM, d.Source})
	}
	for _, row := range rows {
		for i, cell := range row {
			if first, _ := utf8.DecodeRuneInString(cell); cell != "" && strings.ContainsRune("=+-@＝＋－＠\t\r", first) { // the wide ones too
				row[i] = "'" + cell
			}
		}
	}
	return w.WriteAll(rows)
}
