package steps

import (
	"camreset/steps/lan"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"cmp"
	"errors"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// consent is what the user agreed to for the next command over UDP.
func (f *Facts) consent() sadp.Consent {
	c := sadp.Consent{Unsalted: f.Answers.Unsalted}
	if f.Answers.Despite {
		c.Despite = f.Doubt
	}
	return c
}

// doubted keeps what spoke against the camera when a command of that step was to be
// sent. An agreement is good for one command.
func (f *Facts) doubted(at Outcome, err error) {
	f.Answers.Despite, f.Doubt, f.DoubtAt = false, sadp.Doubt{}, ""
	if e := (*sadp.Error)(nil); errors.As(err, &e) && errors.Is(err, sadp.ErrDoubt) {
		f.Doubt, f.DoubtAt = e.Doubt, at
	}
}

// restoresDefault is true where support's answer takes no new password along
// (class B, maker's library).
func (f *Facts) restoresDefault() bool {
	return f.Answers.Way == "import" && f.Record.ResetClass == sadp.ClassB
}

// resets marks the cameras that have no password and had one before.
func (f *Facts) resets(found []Found) []Found {
	for i := range found {
		found[i].Reset = found[i].Activated == isapi.No && f.wasActivated() == isapi.Yes
	}
	return found
}

// kind is what sort of device it is, as far as is known.
func (f *Facts) kind() string {
	if f.hikvision() == isapi.No {
		return isapi.KindUnknown
	}
	if k := f.shown().Kind; k != "" && k != isapi.KindUnknown {
		return k
	}
	return f.Seen.Kind()
}

// unanswered is true when the camera was looked for and nothing answered.
func (f *Facts) unanswered() bool {
	return !f.distant() && f.Seen.Reach.State != "" && f.verdict() == isapi.VerdictUnreachable
}

func (f *Facts) foreign() bool {
	_, near := f.ownNetworkOf(f.Target)
	return !near && len(f.Own) > 0 && !lan.IsLoopback(f.Target)
}

// distant is true where only that way leads to the camera.
func (f *Facts) distant() bool {
	return f.shares() || f.Record.MAC != "" && f.Record.SameSubnet == isapi.No && f.Seen.Reach.State != isapi.ReachOpen
}

// shares is true where several devices have the camera's address, and its MAC is
// known.
func (f *Facts) shares() bool { return f.Double && f.Record.MAC != "" }

// there says whether the camera answered the last look, by whichever way.
func (f *Facts) there() bool {
	return f.Misses == 0 && (f.distant() || f.Alive.State == isapi.ReachOpen)
}

// ezviz reports a camera of that brand, as it tells.
func (f *Facts) ezviz() bool {
	told, _ := brandTold(f)
	return told == ezvizBrand
}

// ezvizModel reports a model number of EZVIZ: all begin with CS (observed).
func ezvizModel(f *Facts) bool {
	return strings.HasPrefix(f.Record.Model, "CS-") || strings.HasPrefix(f.Device.Model, "CS-")
}

// ezvizMAC reports a MAC that is registered to EZVIZ, which is a hint only.
func ezvizMAC(f *Facts) bool {
	return strings.Contains(isapi.MakerOf(f.Record.MAC)+isapi.MakerOf(f.Device.MAC), "Ezviz")
}

// unsure is true after a refused login that may have been a right one, until the
// camera is looked at again.
func (f *Facts) unsure() bool {
	return f.Last.Word == "unsure" && !f.Last.At.Before(f.Seen.Check.At)
}

// usualLock is how long a lock lasts where the camera does not tell (observed).
const usualLock = 30 * time.Minute

// unlockWait is how long a lock that was met by the last login can still last, if
// there is one and nobody else keeps it up.
func (f *Facts) unlockWait(now time.Time) time.Duration {
	return max(f.Last.At.Add(usualLock).Sub(now), 0)
}

// key is the password that the camera has, as far as it is known here.
func (f *Facts) key() Secret {
	switch {
	case f.Proved && !f.Login.Password.IsZero():
		return f.Login.Password
	case f.NewSent && !f.Answers.New.IsZero():
		return f.Answers.New
	}
	return f.Answers.Password
}

// oldSettings are those from before the reset.
func (f *Facts) oldSettings() (sadp.Settings, error) {
	n := f.oldNetwork()
	at, err := netip.ParseAddr(f.OldTarget.IP)
	mask, bad := netip.ParseAddr(n.Mask)
	if err != nil || bad != nil || !at.Is4() || lan.MaskLength(mask) < 0 {
		return sadp.Settings{}, errNoOld
	}
	gateway, err := netip.ParseAddr(n.Gateway)
	if err != nil {
		gateway = netip.IPv4Unspecified()
	}
	s := sadp.Settings{DHCP: isapi.No, IPv4: at, Mask: mask, Gateway: gateway}
	if r := f.RecordBefore; r.MAC != "" {
		s.HTTPPort, s.CommandPort, s.TLSPort = r.HTTPPort, r.CommandPort, r.TLSPort
	}
	return s, nil
}

var errNoOld = errors.New("the old settings are not known")

// elsewhere is the other port of its address that the device sends visitors to,
// where a port was typed, or the one at which a page answers when that port has none:
// another device may be there.
func (f *Facts) elsewhere() lan.Address {
	if f.Usual != (lan.Address{}) {
		return f.Usual
	}
	for _, r := range []isapi.Reply{f.Seen.Front.Reply, f.Seen.Status.Reply} {
		if !errors.Is(r.Err, isapi.ErrOtherPort) {
			continue
		}
		if to, bad := lan.ParseAddress(r.Location); bad.IsZero() && to.IP == f.Target.IP {
			return to
		}
	}
	return lan.Address{}
}

// oldNetwork are the network settings from before a reset: what the camera told,
// else what the user wrote down.
func (f *Facts) oldNetwork() Network {
	if r := f.RecordBefore; recorded(f) {
		return Network{r.DHCP, lan.AddressText(r.Mask), lan.AddressText(r.Gateway)}
	}
	return f.Answers.Network
}

// recorded is true where the camera told its network settings itself.
func recorded(f *Facts) bool { return f.RecordBefore.Prefix().IsValid() }

// unlocked forgets what the camera told of its lock and its tries.
func (f *Facts) unlocked() { f.Seen.Check.Lock, f.Seen.Session.Lock = isapi.Lock{}, isapi.Lock{} }

// sendsOverUDP says whether the new password goes out over UDP.
func (f *Facts) sendsOverUDP() bool {
	if f.activated() == isapi.No {
		return f.distant()
	}
	return f.Answers.Way != "" && !f.Answers.Code.IsZero()
}

// nearby says whether an address is one device in a private network.
func (f *Facts) nearby(a lan.Address) bool {
	ip, err := netip.ParseAddr(a.IP)
	return err == nil && a.Sound() && lan.PlaceOf(ip, f.Own) == lan.Near
}

// sound drops answers that nobody can have given, and the agreements to send a
// password in a weaker way: they were for that moment.
func (a Answers) sound() Answers {
	a.Basic, a.Clear, a.Shared, a.Unsalted, a.Case, a.Path = false, false, false, false, "", ""
	if a.Typed != (lan.Address{}) && !a.Typed.Sound() {
		a.Typed, a.Given = lan.Address{}, false
	}
	if a.Known != "no" && a.Known != "found" {
		a.Known = ""
	}
	if a.Way != "import" && a.Way != "mail" && a.Way != "guid" {
		a.Way = ""
	}
	if !unfitUser(a.User).IsZero() {
		a.User = ""
	}
	if a.Delay < 0 || a.Delay > longestDelay {
		a.Delay = 0
	}
	for _, ip := range []*string{&a.Network.Mask, &a.Network.Gateway} {
		if parsed, err := netip.ParseAddr(*ip); err != nil || !parsed.Is4() {
			*ip = ""
		}
	}
	return a
}

// longestDelay is the longest of button-delay's answers.
const longestDelay = time.Minute

// another is true where an address is that of several devices, and another one of
// them may have been chosen.
func (f *Facts) another() bool {
	return f.Double || f.Answers.Picked != "" && f.Record.MAC != "" && f.Record.Key() != f.Answers.Picked
}

// differs says in what a device that told who it is differs from the camera. A
// camera with a cable and Wi-Fi has two MACs, so that its serial number counts more.
func (f *Facts) differs(d isapi.Device) error {
	known := f.Device
	if known.Serial != "" && d.Serial != "" {
		if isapi.SameSerial(known.Serial, d.Serial) {
			return nil
		}
		return otherDevice{T("its serial number is %s, and was %s", d.Serial, known.Serial).String()}
	}
	if known.MAC != "" && d.MAC != "" && !strings.EqualFold(known.MAC, d.MAC) {
		return otherDevice{T("its MAC is %s, and was %s", d.MAC, known.MAC).String()}
	}
	return nil
}

// otherDevice is an isapi.ErrOtherDevice that was noticed here.
type otherDevice struct{ how string }

func (o otherDevice) Error() string { return isapi.ErrOtherDevice.Error() + ": " + o.how }

func (o otherDevice) Is(target error) bool { return target == isapi.ErrOtherDevice }

// placeOf says how near an address is to this computer.
func (f *Facts) placeOf(a lan.Address) lan.Place {
	ip, err := netip.ParseAddr(a.IP)
	if err != nil {
		return lan.Public
	}
	return lan.PlaceOf(ip, f.Own)
}

// means says whether a device is the one that was chosen, or known before a reset.
func (f *Facts) means(d sadp.Device) bool {
	return d.MAC != "" && d.Key() == f.Answers.Picked || d.Same(f.RecordBefore)
}

// know takes over what a camera told over UDP. What it tells after a login
// counts more.
func (f *Facts) know(d sadp.Device) {
	if d.MAC == "" {
		return
	}
	if f.differs(isapi.Device{MAC: d.MAC, Serial: d.Serial}) != nil { // what was known is of another one
		f.Device, f.IDs, f.Login, f.Proved = isapi.Device{}, nil, isapi.Login{}, false
	}
	f.Record = d
	if f.Target.Port == 0 && f.Target.Scheme == "" && d.HTTPPort != 0 && d.HTTPPort != 80 {
		f.Target.Port = d.HTTPPort
	}
	to := &f.Device
	to.Model, to.Serial, to.MAC = cmp.Or(to.Model, d.Model), cmp.Or(to.Serial, d.Serial), cmp.Or(to.MAC, d.MAC)
	to.ShortSerial = cmp.Or(to.ShortSerial, d.ShortSerial)
	to.Firmware, to.Build = cmp.Or(to.Firmware, d.Firmware), cmp.Or(to.Build, d.Build)
	to.OEM, to.Kind = cmp.Or(to.OEM, d.OEM), cmp.Or(to.Kind, d.Kind)
}

// knows are the ways back that the camera's firmware has, as it tells over UDP;
// whether they were set up it does not tell there.
func (f *Facts) knows() string {
	r := f.Record.Recovery
	return listRecovery(isapi.Recovery{Questions: r.Questions, Mailbox: r.Mailbox, GUID: r.GUID, HikConnect: r.HikConnect})
}

// activated is whether the camera has a password, as its page tells, else as it
// tells over UDP.
func (f *Facts) activated() isapi.Tri {
	if a := f.Seen.Activated(); a != isapi.Unknown && !f.shares() {
		return a
	}
	return f.Record.Activated
}

// wasActivated is the same from before a reset.
func (f *Facts) wasActivated() isapi.Tri {
	if a := f.Before.Activated(); a != isapi.Unknown {
		return a
	}
	return f.RecordBefore.Activated
}

// mayHaveDefault says whether a factory password can be on the camera: before
// firmware 5.3.0 of 2015 (recorders: 3.3.0) every one had it, and it stays over an
// update (installers' guides). The date of production stands in the serial number
// (observed).
func (f *Facts) mayHaveDefault() isapi.Tri {
	r := f.Record
	first, comparable := map[string][3]int{isapi.KindCamera: {5, 3, 0}, isapi.KindRecorder: {3, 3, 0}}[f.kind()]
	switch {
	case f.verdict() == isapi.VerdictLegacy, r.Old && r.MAC != "":
		return isapi.Yes
	case r.Made != "" && r.Made < firstWithout:
		return isapi.Unknown // it may have been updated since, and kept it
	case comparable && older(r.Firmware, first):
		return isapi.Yes
	case f.activated() == isapi.Yes:
		return isapi.No
	}
	return isapi.Unknown
}

// firstWithout is about when cameras began to leave the factory without a
// password (installers' guides).
const firstWithout = "20150701"

// older compares a version such as "V5.2.5".
func older(version string, than [3]int) bool {
	parts := strings.SplitN(strings.TrimPrefix(strings.ToUpper(version), "V"), ".", len(than))
	for i, part := range parts {
		is, err := strconv.Atoi(part)
		if err != nil || len(parts) < len(than) {
			return false
		}
		if is != than[i] {
			return is < than[i]
		}
	}
	return false
}

// audible is true where the question can be put: to a camera on a network of
// this computer, never to one on the internet.
func audible(f *Facts) bool {
	ip, err := netip.ParseAddr(f.Target.IP)
	return err == nil && ip.Is4() && f.Place == lan.Near && !ip.IsLoopback()
}

// brandTold is the brand as the camera tells it, empty where it does not, with
// the sentence about it. A name counts more than a number: 0 is an old device, 1
// one of the maker itself, above that one of an OEM customer (maker's header). Only
// a name that nobody knows does not stand against the maker's own number.
func brandTold(f *Facts) (Outcome, Text) {
	code, names := f.Record.OEMCode, []string{}
	for _, told := range []string{f.Record.OEM, f.Device.OEM, f.Device.Manufacturer} {
		if n, err := strconv.Atoi(told); err == nil {
			code = max(code, n)
		} else if told != "" {
			names = append(names, told)
		}
	}
	for _, name := range names {
		if key := brandNamed(name); key != makerBrand && (key != otherBrand || code != 1) {
			return key, T("The camera names a brand: %s.", name)
		}
	}
	switch {
	case ezvizModel(f):
		return ezvizBrand, T("Its model number is one of EZVIZ.")
	case code > 1:
		return otherBrand, T("The camera tells that it was made for another brand (OEM code %d).", code)
	case code == 1 || len(names) > 0:
		return makerBrand, T("The camera tells that it is one of Hikvision's own.")
	case ezvizMAC(f):
		return ezvizBrand, T("Its MAC address is one of EZVIZ's.")
	}
	return "", T("The camera does not tell its brand.")
}

// brandNamed finds the brand in a name that a device gives itself. A name that
// nobody knows is another brand.
func brandNamed(name string) Outcome {
	words := " " + strings.Join(strings.FieldsFunc(strings.ToLower(strings.ReplaceAll(name, "'", "")), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ") + " "
	known := func(b brand) bool {
		return slices.ContainsFunc(b.Known, func(word string) bool { return strings.Contains(words, " "+word+" ") })
	}
	if i := slices.IndexFunc(brands, known); i >= 0 {
		return brands[i].Key
	}
	return otherBrand
}

// Channel says how what protects the connection to a camera differs from before;
// empty where it does not.
type Channel string

// The differences.
const (
	ChannelChanged Channel = "changed" // another certificate
	ChannelGone    Channel = "gone"    // plain HTTP only, where TLS was
	ChannelNew     Channel = "new"     // TLS, where plain HTTP was
)

// channelOf reads the difference out of an error.
func channelOf(err error) Channel {
	switch {
	case errors.Is(err, isapi.ErrTLSGone):
		return ChannelGone
	case errors.Is(err, isapi.ErrTLSNew):
		return ChannelNew
	case errors.Is(err, isapi.ErrPinChanged):
		return ChannelChanged
	}
	return ""
}

// seenChannel reads it out of a look.
func seenChannel(s isapi.Seen) Channel {
	return channelOf(errors.Join(s.Reach.Err, s.Front.Err, s.Status.Err, s.Check.Err))
}

// recordWords is a record in one sentence.
func recordWords(d sadp.Device) string {
	parts := []string{cmp.Or(d.Model, "a device that names no model")}
	for _, p := range []struct{ name, value string }{
		{"serial", d.Serial}, {"MAC", d.MAC}, {"firmware", strings.TrimSpace(d.Firmware + " " + d.Build)}, {"started", d.BootTime},
	} {
		if p.value != "" {
			parts = append(parts, p.name+" "+p.value)
		}
	}
	return strings.Join(parts, ", ")
}

func listRecovery(r isapi.Recovery) string { return strings.Join(waysOf(r, isapi.Yes), ", ") }

// waysOf names the device's own ways back of which it tells that.
func waysOf(r isapi.Recovery, told isapi.Tri) []string {
	var ways []string
	for _, way := range []struct {
		has  isapi.Tri
		name string
	}{{r.Questions, "security questions"}, {r.Mailbox, "a code by e-mail"}, {r.GUID, "a GUID file"}, {r.HikConnect, "Hik-Connect"}} {
		if way.has == told {
			ways = append(ways, way.name)
		}
	}
	return ways
}

// forgetDevice drops what was known, agreed and said about another device than
// the one to come; what was proved and spent in this run stays.
func forgetDevice(f *Facts) {
	a := f.Answers
	*f = Facts{
		Clock: f.Clock, RunFacts: f.RunFacts,
		Answers: Answers{Setup: a.Setup, Owner: a.Owner, Typed: a.Typed, Given: a.Given, Picked: a.Picked, Known: a.Known},
	}
}

func userOf(f *Facts) string {
	if f.Answers.User == "" {
		return defaultUser
	}
	return f.Answers.User
}

// The factory passwords of cameras before firmware 5.3.0 (maker's guides).
const (
	defaultUser     = "admin"
	factoryPassword = "12345"
)

// Which factory password is tried.
const (
	firstFactory  Outcome = "first"
	secondFactory Outcome = "second"
)

// factoryPasswords are those that a guide knows (maker's guides).
var factoryPasswords = map[Outcome]string{firstFactory: factoryPassword, secondFactory: "admin"}

// exchanges is true for a camera that makes requests.
func exchanges(f *Facts) bool {
	switch f.Record.ResetClass {
	case sadp.ClassB, sadp.ClassC, sadp.ClassD:
		return true
	}
	return false
}

// unfitUser says why a text is no account's name.
func unfitUser(typed string) Text {
	switch {
	case len(typed) > mostUser:
		return T("That is too long: a user name has at most %d characters.", mostUser)
	case typed != strings.TrimSpace(typed):
		return T("There is a blank before or behind the name. Type it without.")
	case typed != isapi.Clean(typed):
		return T("It holds a character that cannot be seen, such as a Tab. Type the name anew.")
	}
	return Text{}
}

// mostUser bounds an account's name, in bytes (maker's guide: 32).
const mostUser = 32

// Clipboard says where Env.Copy puts a text.
type Clipboard string

// The clipboards.
const (
	// NoClipboard: there is none, or none that could be reached.
	NoClipboard Clipboard = ""
	// OwnClipboard is that of this computer.
	OwnClipboard Clipboard = "own"
	// TerminalClipboard is that of the computer where the terminal runs, as over
	// SSH: the text goes through the terminal's stream.
	TerminalClipboard Clipboard = "terminal"
	// TmuxClipboard is the same through tmux, which keeps a copy.
	TmuxClipboard Clipboard = "tmux"
)

// far is true where a copy leaves this computer and cannot be looked after.
func (c Clipboard) far() bool { return c == TerminalClipboard || c == TmuxClipboard }

// Place names a clipboard in a sentence.
func (c Clipboard) Place() string {
	switch c {
	case TerminalClipboard:
		return "the clipboard of the computer that you sit at"
	case TmuxClipboard:
		return "the clipboard of the computer that you sit at, and tmux's buffer"
	}
	return "this computer's clipboard"
}
