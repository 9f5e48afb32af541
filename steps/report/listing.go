package report

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"camreset/isapi"
)

// Output prints a search: as lines for a person, or for a script.
type Output struct {
	Out       io.Writer
	JSON, CSV bool
	// Watch marks what came (+), changed (~) and went (-).
	Watch bool
	// Width is that of the terminal in cells; 0 where there is none.
	Width int

	begun bool
}

// Saw prints a device the moment it is heard, where that is wanted.
func (o *Output) Saw(s Sighting) {
	switch {
	case o.JSON && o.Watch:
		_ = json.NewEncoder(o.Out).Encode(s)
	case o.JSON, o.CSV, !o.Watch && s.Event != "came":
	default:
		o.print(s)
	}
}

// print prints a device as lines, under the titles.
func (o *Output) print(s Sighting) {
	mark, space, width := "", "", o.Width
	if o.Watch {
		mark, space = map[string]string{"came": "+ ", "changed": "~ ", "gone": "- "}[s.Event], "  "
		width = max(width-len(space), min(width, 1))
	}
	if !o.begun {
		o.begun = true
		fmt.Fprintln(o.Out, space+heading(width))
	}
	for i, line := range s.Device.lines(width) {
		if i > 0 {
			mark = space
		}
		fmt.Fprintln(o.Out, mark+line)
	}
}

// End prints what a search ends with. failed is why there was none, if so: its
// causes say that better than an error, where there are any.
func (o *Output) End(l Listing, failed error) error {
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
	return 3
}

// Lines are what is said at the end of a search: how many there were, and why there
// may be none, or more.
func (l Listing) Lines() []string {
	lines := []string{"Nothing was found. Likely reasons:"}
	if n := len(l.Devices); n > 0 {
		lines = append([]string{fmt.Sprintf("%d found", n)}, l.sharers()...)
	}
	if len(l.Devices) > 0 && len(l.Causes) > 0 {
		lines = append(lines, "There may be more:")
	}
	for _, c := range l.Causes {
		lines = append(lines, "- "+c.Why, "  known from: "+c.How, "  what to do: "+c.Fix)
	}
	return append(lines, l.sweptLines()...)
}

// maxSharers is how many shared addresses are told one by one.
const maxSharers = 5

// sharers name the devices that hide each other behind one address.
func (l Listing) sharers() []string {
	var at []string
	by := map[string][]string{}
	for _, d := range l.Devices {
		if d.Shared != isapi.Yes {
			continue
		}
		if by[d.IPv4] == nil {
			at = append(at, d.IPv4)
		}
		by[d.IPv4] = append(by[d.IPv4], d.MAC)
	}
	var lines []string
	for _, a := range at[:min(len(at), maxSharers)] {
		macs := by[a]
		text := strings.Join(macs[:min(len(macs), maxSharers)], ", ")
		if more := len(macs) - maxSharers; more > 0 {
			text += fmt.Sprintf(" and %d more", more)
		}
		lines = append(lines, fmt.Sprintf("%d devices have the address %s and hide each other: %s", len(macs), a, text))
	}
	if more := len(at) - maxSharers; more > 0 {
		lines = append(lines, fmt.Sprintf("%d more addresses are shared by several devices", more))
	}
	return lines
}

// sweptLines are what a search of all addresses met.
func (l Listing) sweptLines() []string {
	if l.Swept == nil {
		return nil
	}
	if len(l.Swept) == 0 {
		return []string{"Searching all addresses met nobody else."}
	}
	lines := []string{"Searching all addresses met beside that (hints, no proof):"}
	for _, s := range l.Swept {
		var parts []string
		for _, p := range s.Ports {
			parts = append(parts, strconv.Itoa(p))
		}
		line := "  " + s.IPv4
		if len(parts) > 0 {
			line += "  open: " + strings.Join(parts, ", ")
		}
		if s.Maker != "" {
			line += "  network card of " + s.Maker + " (" + s.MAC + ")"
		}
		lines = append(lines, line)
	}
	return lines
}

var csvTitles = []string{
	"mac", "model", "serial", "ipv4", "mask", "gateway", "dhcp", "http_port", "firmware", "build", "activated", "kind", "interface",
	"same_subnet", "shared_address", "boot_time", "questions", "mailbox", "guid", "file", "second_mode", "hik_connect", "oem", "source",
}

func (d ListedDevice) csv() []string {
	port := ""
	if d.HTTPPort != 0 {
		port = strconv.Itoa(int(d.HTTPPort))
	}
	r := d.Recovery
	return []string{
		d.MAC, d.Model, d.Serial, d.IPv4, d.Mask, d.Gateway, d.DHCP.String(), port, d.Firmware, d.Build, d.Activated.String(), d.Kind, d.Interface,
		d.SameSubnet.String(), d.Shared.String(), d.BootTime, r.Questions.String(), r.Mailbox.String(), r.GUID.String(), r.File.String(),
		r.SecondMode.String(), r.HikConnect.String(), d.OEM, d.Source,
	}
}

// csv writes the devices as a table, and whom a search of all addresses met with the
// source "sweep". A cell that a spreadsheet would take for a formula begins with an
// apostrophe.
func (l Listing) csv(out io.Writer) error {
	w := csv.NewWriter(out)
	rows := [][]string{csvTitles}
	for _, d := range l.Devices {
		rows = append(rows, d.csv())
	}
	for _, s := range l.Swept {
		rows = append(rows, ListedDevice{MAC: s.MAC, IPv4: s.IPv4, Kind: isapi.KindUnknown, Source: "sweep"}.csv())
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
