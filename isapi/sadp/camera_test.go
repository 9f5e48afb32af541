package sadp

import (
	"bytes"
	"crypto/aes"
	"crypto/md5"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/netip"
	"regexp"
	"strings"
	"sync"
	"time"
)

// camera is the device's side, written from the description of the wire and not
// from the client's code. The zero switches are a well-behaved, active camera.
type camera struct {
	mu       sync.Mutex
	mac      string // as on the wire
	ip       string
	mask     string
	gateway  string
	serial   string
	password string // empty = inactive
	salt     string
	encrypt  bool
	v32      bool   // knows the newer inquiry too
	silent   bool   // no elements Activated and newer: firmware before 5.3.0
	flags    string // more elements of its record
	cut      bool   // its record has no end

	how      string          // "group", "unicast" or "both"; empty = unicast
	delay    time.Duration   // before every answer
	copies   int             // of every answer, beside the first
	foreign  bool            // answers inquiries with somebody else's Uuid
	lose     map[string]bool // types whose answers are lost
	words    map[string]string
	ignores  map[string]bool // types that never arrive
	wrongMAC bool            // somebody else answers commands, before the device does
	lazy     bool            // says success and does nothing
	rival    *rival          // somebody else answers the exchange of keys as well
	onvif    []byte
	dark     bool
	random   []byte
	got      []string // types of the commands received, inquiries left out
	texts    []string // whole commands
}

func newCamera(mac, ip string) *camera {
	return &camera{mac: mac, ip: ip, mask: "255.255.255.0", gateway: "0.0.0.0", serial: "DS-2CD2385G1-I20200414AAWRE12345678", password: "Old12345"}
}

type answer struct {
	data  []byte
	delay time.Duration
	group bool
	from  netip.Addr // the camera's own where it is not valid
}

// rival is another computer on the cable that answers in the camera's place.
type rival struct {
	from  string        // its address; empty means that it pretends to have the camera's
	delay time.Duration // after the request
	key   []byte        // what it knows in the end: the key of the password
}

func (r *rival) answer(reply, uuid, mac, code string) answer {
	own := &camera{}
	a := answer{data: fmt.Appendf(nil, reply, uuid, mac, "exchangecode", own.exchange(code)), delay: r.delay}
	r.key = own.random
	if r.from != "" {
		a.from = netip.MustParseAddr(r.from)
	}
	return a
}

func (c *camera) address() netip.Addr {
	c.mu.Lock()
	defer c.mu.Unlock()
	return netip.MustParseAddr(c.ip)
}

// commands gives what was received beside inquiries.
func (c *camera) commands() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return strings.Join(c.got, " ")
}

func (c *camera) change(f func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f()
}

var elementPattern = regexp.MustCompile(`<([A-Za-z0-9_]+)(?: bSalt="true")?>([^<]*)</`)

// elementsOf reads a request the camera's own way.
func elementsOf(data []byte) map[string]string {
	found := map[string]string{}
	for _, m := range elementPattern.FindAllSubmatch(data, -1) {
		found[string(m[1])] = string(m[2])
	}
	return found
}

// answers gives what the camera sends when a datagram arrives.
func (c *camera) answers(data []byte, to netip.AddrPort) []answer {
	c.mu.Lock()
	defer c.mu.Unlock()
	broadcast := to.Addr() == Group || to.Addr().As4()[3] == 255
	if c.dark || !broadcast && to.Addr().String() != c.ip {
		return nil
	}
	if to.Port() == 3702 {
		if c.onvif == nil || !bytes.Contains(data, []byte("Probe")) || bytes.ContainsAny(data, "\r\n") {
			return nil
		}
		return c.send(c.onvif, "onvif")
	}
	if !bytes.HasPrefix(data, []byte(`<?xml version="1.0" encoding="utf-8"?><Probe><Uuid>`)) || bytes.ContainsAny(data, "\r\n") {
		return nil
	}
	ask := elementsOf(data)
	types := ask["Types"]
	if types == "inquiry_v32" && !c.v32 {
		return nil
	}
	if strings.HasPrefix(types, "inquiry") {
		uuid := ask["Uuid"]
		if c.foreign {
			uuid = "00000000-0000-4000-8000-000000000000"
		}
		return c.send(c.record(uuid, types), types)
	}
	if ask["MAC"] != c.mac || c.ignores[types] {
		return nil
	}
	return c.command(types, ask, data)
}

// command obeys and answers.
func (c *camera) command(types string, ask map[string]string, data []byte) []answer {
	c.got, c.texts = append(c.got, types), append(c.texts, string(data))
	result := c.obey(types, ask, bytes.Contains(data, []byte(` bSalt="true"`)))
	reply := "<ProbeMatch><Uuid>%s</Uuid><MAC>%s</MAC><Types>%s </Types>%s</ProbeMatch>"
	var all []answer
	if c.wrongMAC {
		all = c.send(fmt.Appendf(nil, reply, ask["Uuid"], "44-47-cc-ff-ff-ff", types, "<Result>failed</Result>"), "")
		all = append(all, c.send(fmt.Appendf(nil, reply, "00000000-0000-4000-8000-000000000000", c.mac, types, "<Result>failed</Result>"), "")...)
	}
	if c.rival != nil && types == "exchangecode" {
		all = append(all, c.rival.answer(reply, ask["Uuid"], c.mac, ask["Code"]))
	}
	for _, a := range c.send(fmt.Appendf(nil, reply, ask["Uuid"], c.mac, types, result), types) {
		if c.wrongMAC {
			a.delay += 50 * time.Millisecond
		}
		all = append(all, a)
	}
	return all
}

// send applies the switches to one answer.
func (c *camera) send(data []byte, types string) []answer {
	if c.lose[types] {
		return nil
	}
	var all []answer
	for range c.copies + 1 {
		if c.how != "group" {
			all = append(all, answer{data: data, delay: c.delay})
		}
		if c.how == "group" || c.how == "both" {
			all = append(all, answer{data: data, delay: c.delay, group: true})
		}
	}
	return all
}

func (c *camera) record(uuid, types string) []byte {
	text := fmt.Sprintf("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ProbeMatch><Uuid>%s</Uuid>\r\n<Types>%s</Types><DeviceDescription>DS-2CD2385G1-I</DeviceDescription>"+
		"<DeviceSN>%s</DeviceSN><CommandPort>8000</CommandPort><HttpPort>80</HttpPort><MAC>%s</MAC><IPv4Address>%s</IPv4Address><IPv4SubnetMask>%s</IPv4SubnetMask>"+
		"<IPv4Gateway>%s</IPv4Gateway><DHCP>false</DHCP><SoftwareVersion>V5.6.2build 190701</SoftwareVersion><BootTime>2024-09-18 09:21:28</BootTime>",
		uuid, types, c.serial, c.mac, c.ip, c.mask, c.gateway)
	if !c.silent {
		text += fmt.Sprintf("<Activated>%v</Activated><Encrypt>%v</Encrypt>", c.password != "", c.encrypt)
	}
	if c.salt != "" {
		text += "<Salt>" + c.salt + "</Salt>"
	}
	if c.cut {
		return []byte(text)
	}
	return []byte(text + c.flags + "</ProbeMatch>")
}

// obey carries a command out and gives the elements of its answer.
func (c *camera) obey(types string, ask map[string]string, salted bool) string {
	if word := c.words[types]; word != "" {
		return word
	}
	const success = "<Result>success</Result>"
	switch types {
	case "exchangecode":
		return c.exchange(ask["Code"])
	case "activate":
		password, ok := c.unseal(ask["Password"])
		switch {
		case c.password != "":
			return "<Result>hasActivated</Result>"
		case !ok:
			return "<Result>failed</Result>"
		case !c.lazy:
			c.password = password
		}
		return success
	case "update":
		if salted != (c.salt != "") || ask["Password"] != c.proof(ask["Uuid"]) {
			return "<Result>PasswordError</Result><RetryModifyTime>4</RetryModifyTime>"
		}
		if !c.lazy {
			c.ip, c.mask, c.gateway = ask["IPv4Address"], ask["IPv4SubnetMask"], ask["IPv4Gateway"]
		}
		return success
	}
	return "<Result>failed</Result>"
}

func (c *camera) exchange(code string) string {
	der, err := base64.StdEncoding.DecodeString(code)
	if err != nil {
		return "<Result>failed</Result>"
	}
	key, err := x509.ParsePKCS1PublicKey(der)
	if err != nil {
		return "<Result>failed</Result>"
	}
	c.random = make([]byte, 32)
	_, _ = rand.Read(c.random)
	sealed, err := rsa.EncryptPKCS1v15(rand.Reader, key, c.random)
	if err != nil {
		return "<Result>failed</Result>"
	}
	return "<Result>success</Result><Code>" + base64.StdEncoding.EncodeToString(sealed) + "</Code>"
}

// unseal opens the password of activate and checks the text before it.
func (c *camera) unseal(sealed string) (string, bool) {
	data, err := base64.StdEncoding.DecodeString(sealed)
	if err != nil || len(data) != 32 || c.random == nil {
		return "", false
	}
	block, _ := aes.NewCipher(c.random[:16])
	block.Decrypt(data, data)
	block.Decrypt(data[16:], data[16:])
	return string(bytes.TrimRight(data[16:], "\x00")), bytes.Equal(data[:16], c.random[:16])
}

// proof is what update has to carry for the camera's password.
func (c *camera) proof(uuid string) string {
	secret := c.password
	if c.salt != "" {
		sum := sha256.Sum256([]byte("admin" + c.salt + c.password))
		secret = hex.EncodeToString(sum[:])
	}
	digest := md5.Sum([]byte(secret))
	if !c.encrypt {
		return base64.StdEncoding.EncodeToString(digest[:])
	}
	text := make([]byte, 64)
	copy(text, string(digest[:])+";"+uuid)
	block, _ := aes.NewCipher(digest[:])
	for at := 0; at < 64; at += 16 {
		block.Encrypt(text[at:at+16], text[at:at+16])
	}
	return base64.StdEncoding.EncodeToString(text)
}
