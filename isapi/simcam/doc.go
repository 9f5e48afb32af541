// Package simcam simulates Hikvision cameras on real sockets: real HTTP and TLS, real digest and session logins, real
// activation, locks, start-up and a reset button, and discovery over UDP. It counts and keeps what it receives, so that
// a test can say "this walk spent one try" and "no password was sent".
//
// All is written from what is known of the devices, independently of any client: neither this package nor one below it
// reads or seals by the code of package isapi, and a test holds that.
//
// # Sources
//
// Comments name where a fact about the devices is from:
//
//   - maker's guide: the ISAPI guides of Hikvision (device management, maintenance, users, network; error codes of 5.7)
//   - maker's library: libsadp 4.2.3.8, build 20190407; maker's manual of SADP: its SDK manual V4.1 of 2015
//   - maker's web client: the scripts of the cameras' own pages, login.js up to firmware 5.6 and webAuth.js since
//   - maker's manuals and quick start guides: those for users, such as of DS-2CD6825G0 and iDS-2VS435
//   - a scanner's patterns: http_servers.xml, http_wwwauth.xml and x509_subjects.xml of rapid7/recog
//   - observed: captured replies of devices, of the generation that the line is about
//   - one source, one client: published code or notes that nothing else confirms; the V3 activation is the largest
//   - inference: our own conclusion
//
// # Rooms
//
// Each can be read alone. [camreset/isapi/simcam/udp] carries datagrams of discovery, sadpxml reads and writes those of
// SADP, onvif those of ONVIF, and crypt seals and opens secrets. This package is the device: [Camera] holds what a
// camera knows (settings, memory, counters), handlers serve one call each, and New, the only one that knows all
// handlers, wires them. Above it simnet puts cameras on a network inside the program, and simtest holds what only tests
// set around them.
//
// # How to add
//
// A scenario: a row in scenarios.go. It is data over one camera: a generation plus switches. A story that needs a new
// kind of behaviour needs a fault first.
//
// A fault, or another way in which devices differ: a field of [Scenario], or of [SADPForm] for discovery, whose zero
// value is the usual behaviour; its default in withDefaults or ofGeneration if generations differ in it; and the one
// handler that looks at it. Say where it was seen.
//
// A page or call over HTTP: a handler, func(*Camera, *call) reply, and its row in one of the tables of routes.go with
// the generation that it came with. A page of the web interface is a file in pages/ that show fills; XML that only tells
// something is a file there as well, see template.go; other XML is a struct with document in it. For SADP: a handler
// and its row in sadpcommands.go.
//
// A page of settings, which a client gives back as a whole: a sheet in one of the tables of sheets, with how it is read
// and what it takes. What a person can leave unsafe is a field of [Safety] and one of options, with its factory value in
// factoryOptions.
//
// A generation: a constant and its rank in scenario.go, its model in identity.go, and its defaults in ofGeneration. Then
// every map by generation wants a row (identity.go, sadpfields.go), and every row of routes.go says since when it holds.
package simcam
