package sadp

import (
	"encoding/hex"
	"fmt"
	"io"
	"net/netip"
	"strconv"
	"strings"

	"camreset/isapi"
)

// Port and Group are where devices listen: the group of SSDP and WS-Discovery
// with a port of its own.
const Port = 37020

// Group is the multicast group of discovery.
var Group = netip.AddrFrom4([4]byte{239, 255, 255, 250})

const (
	rootMatch = "ProbeMatch"
	rootHello = "Hello"
	rootProbe = "Probe"

	typeHello      = "hello"
	typeInquiry    = "inquiry"
	typeInquiryV32 = "inquiry_v32" // the name in cameronnewman/hikvision-tooling and newer Sadp.dll
)

// Message is one datagram of the protocol: a flat list of elements.
type Message struct {
	Root   string            // "ProbeMatch", "Hello" or "Probe", which is a client's request
	UUID   string            // of the request that it answers; in lists anybody's
	Types  string            // what was asked: "inquiry", "activate", …
	MAC    string            // lower case with colons, empty where missing or no MAC
	Result string            // word of the answer to a command
	Fields map[string]string // every element of the first level, as told
	Cut    bool              // the end is missing: an absent element means nothing
}

// Get gives an element's text, empty where there is none.
func (m Message) Get(name string) string { return m.Fields[name] }

// Bounds of what an answer tells of its lock; more is not believed. Devices allow
// ten tries and lock for an hour at most (manual of the DS-PEA22).
const (
	maxTries   = 100
	maxMinutes = 24 * 60
)

// count gives the first of the named elements that is a number from 0 to most.
func (m Message) count(most int, names ...string) *int {
	for _, name := range names {
		if n, err := strconv.Atoi(m.Get(name)); err == nil && n >= 0 && n <= most {
			return &n
		}
	}
	return nil
}

// messageOf gathers what every kind of message has.
func messageOf(root string, fields map[string]string, cut bool) Message {
	return Message{
		Root: root, UUID: fields["Uuid"], Types: fields["Types"], MAC: isapi.MAC(fields["MAC"]),
		Result: fields["Result"], Fields: fields, Cut: cut,
	}
}

// newUUID makes the identity of one request, upper case as libsadp writes
// it. Every datagram has its own: a device may ignore one it has seen.
func newUUID(random io.Reader) (string, error) {
	var b [16]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		return "", fmt.Errorf("making a random number: %w", err)
	}
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	h := strings.ToUpper(hex.EncodeToString(b[:]))
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:], nil
}

// request writes a request on one line, as all clients do: others are not proven
// to work. The elements must be safe for XML.
func request(uuid, elements string) []byte {
	return []byte(`<?xml version="1.0" encoding="utf-8"?><Probe><Uuid>` + uuid + `</Uuid>` + elements + `</Probe>`)
}

func inquiry(uuid, types string) []byte {
	return request(uuid, "<Types>"+types+"</Types>")
}
