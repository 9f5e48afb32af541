package facts

import (
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/text"

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

// Consent is what the user agreed to for the next command over UDP.
func (f *Facts) Consent() sadp.Consent {
	c := sadp.Consent{Unsalted: f.Answers.Unsalted}
	if f.Answers.Despite {
		c.Despite = f.Doubt
	}
	return c
}

// Doubted keeps what spoke against the camera when a command of that step was to be
// sent. An agreement is good for one command.
func (f *Facts) Doubted(at flow.Outcome, err error) {
	f.Answers.Despite, f.Doubt, f.DoubtAt = false, sadp.Doubt{}, ""
	if e := (*sadp.Error)(nil); errors.As(err, &e) && errors.Is(err, sadp.ErrDoubt) {
		f.Doubt, f.DoubtAt = e.Doubt, at
	}
}

// RestoresDefault is true where support's answer takes no new password along
// (class B, maker's library).
func (f *Facts) RestoresDefault() bool {
	return f.Answers.Way == "import" && f.Record.ResetClass == sadp.ClassB
}

// MarkResets marks the cameras that have no password and had one before.
func (f *Facts) MarkResets(found []Found) []Found {
	for i := range found {
		found[i].Reset = found[i].Activated == isapi.No && f.wasActivated() == isapi.Yes
	}
	return found
}

// Kind is what sort of device it is, as far as is known.
func (f *Facts) Kind() string {
	if f.Hikvision() == isapi.No {
		return isapi.KindUnknown
	}
	if k := f.Shown().Kind; k != "" && k != isapi.KindUnknown {
		return k
	}
	return f.Seen.Kind()
}

// Unanswered is true when the camera was looked for and nothing answered.
func (f *Facts) Unanswered() bool {
	return !f.UDPOnly() && f.Seen.Reach.State != "" && f.Verdict() == isapi.VerdictUnreachable
}

func (f *Facts) InOtherSubnet() bool {
	_, near := f.OwnNetworkOf(f.Target)
	return !near && len(f.Own) > 0 && !lan.IsLoopback(f.Target)
}

// UDPOnly is true where only that way leads to the camera.
func (f *Facts) UDPOnly() bool {
	return f.SharesAddress() || f.Record.MAC != "" && f.Record.SameSubnet == isapi.No && f.Seen.Reach.State != isapi.ReachOpen
}

// SharesAddress is true where several devices have the camera's address, and its MAC is
// known.
func (f *Facts) SharesAddress() bool { return f.Double && f.Record.MAC != "" }

// Reachable says whether the camera answered the last look, by whichever way.
func (f *Facts) Reachable() bool {
	return f.Misses == 0 && (f.UDPOnly() || f.Alive.State == isapi.ReachOpen)
}

// Ezviz reports a camera of that brand, as it tells.
func (f *Facts) Ezviz() bool {
	told, _ := BrandTold(f)
	return told == EzvizBrand
}

// ezvizModel reports a model number of EZVIZ: all begin with CS (observed).
func ezvizModel(f *Facts) bool {
	return strings.HasPrefix(f.Record.Model, "CS-") || strings.HasPrefix(f.Device.Model, "CS-")
}

// ezvizMAC reports a MAC that is registered to EZVIZ, which is a hint only.
func ezvizMAC(f *Facts) bool {
	return strings.Contains(isapi.MakerOf(f.Record.MAC)+isapi.MakerOf(f.Device.MAC), "Ezviz")
}

// MaybeRight is true after a refused login that may have been a right one, until the
// camera is looked at again.
func (f *Facts) MaybeRight() bool {
	return f.Last.Word == "unsure" && !f.Last.At.Before(f.Seen.Check.At)
}

// usualLock is how long a lock lasts where the camera does not tell (observed).
const usualLock = 30 * time.Minute

// UnlockWait is how long a lock that was met by the last login can still last, if
// there is one and nobody else keeps it up.
func (f *Facts) UnlockWait(now time.Time) time.Duration {
	return max(f.Last.At.Add(usualLock).Sub(now), 0)
}

// KnownPassword is the password that the camera has, as far as it is known here.
func (f *Facts) KnownPassword() Secret {
	switch {
	case f.Proved && !f.Login.Password.IsZero():
		return f.Login.Password
	case f.NewSent && !f.Answers.New.IsZero():
		return f.Answers.New
	}
	return f.Answers.Password
}

// OldSettings are those from before the reset.
func (f *Facts) OldSettings() (sadp.Settings, error) {
	n := f.OldNetwork()
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

// OtherPort is the other port of its address that the device sends visitors to,
// where a port was typed, or the one at which a page answers when that port has none:
// another device may be there.
func (f *Facts) OtherPort() lan.Address {
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

// OldNetwork are the network settings from before a reset: what the camera told,
// else what the user wrote down.
func (f *Facts) OldNetwork() Network {
	if r := f.RecordBefore; Recorded(f) {
		return Network{r.DHCP, lan.AddressText(r.Mask), lan.AddressText(r.Gateway)}
	}
	return f.Answers.Network
}

// Recorded is true where the camera told its network settings itself.
func Recorded(f *Facts) bool { return f.RecordBefore.Prefix().IsValid() }

// Unlocked forgets what the camera told of its lock and its tries.
func (f *Facts) Unlocked() { f.Seen.Check.Lock, f.Seen.Session.Lock = isapi.Lock{}, isapi.Lock{} }

// SendsOverUDP says whether the new password goes out over UDP.
func (f *Facts) SendsOverUDP() bool {
	if f.Activated() == isapi.No {
		return f.UDPOnly()
	}
	return f.Answers.Way != "" && !f.Answers.Code.IsZero()
}

// Nearby says whether an address is one device in a private network.
func (f *Facts) Nearby(a lan.Address) bool {
	ip, err := netip.ParseAddr(a.IP)
	return err == nil && a.Sound() && lan.PlaceOf(ip, f.Own) == lan.Near
}

// Sanitized drops answers that nobody can have given, and the agreements to send a
// password in a weaker way: they were for that moment.
func (a Answers) Sanitized() Answers {
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
	if !UnfitUser(a.User).IsZero() {
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

// MayBeAnother is true where an address is that of several devices, and MayBeAnother one of
// them may have been chosen.
func (f *Facts) MayBeAnother() bool {
	return f.Double || f.Answers.Picked != "" && f.Record.MAC != "" && f.Record.Key() != f.Answers.Picked
}

// Differs says in what a device that told who it is differs from the camera. A
// camera with a cable and Wi-Fi has two MACs, so that its serial number counts more.
func (f *Facts) Differs(d isapi.Device) error {
	known := f.Device
	if known.Serial != "" && d.Serial != "" {
		if isapi.SameSerial(known.Serial, d.Serial) {
			return nil
		}
		return OtherDevice{How: text.T("its serial number is %s, and was %s", d.Serial, known.Serial).String()}
	}
	if known.MAC != "" && d.MAC != "" && !strings.EqualFold(known.MAC, d.MAC) {
		return OtherDevice{How: text.T("its MAC is %s, and was %s", d.MAC, known.MAC).String()}
	}
	return nil
}

// OtherDevice is an isapi.ErrOtherDevice that was noticed here.
type OtherDevice struct{ How string }

func (o OtherDevice) Error() string { return isapi.ErrOtherDevice.Error() + ": " + o.How }

func (o OtherDevice) Is(target error) bool { return target == isapi.ErrOtherDevice }

// PlaceOf says how near an address is to this computer.
func (f *Facts) PlaceOf(a lan.Address) lan.Place {
	ip, err := netip.ParseAddr(a.IP)
	if err != nil {
		return lan.Public
	}
	return lan.PlaceOf(ip, f.Own)
}

// IsChosen says whether a device is the one that was chosen, or known before a reset.
func (f *Facts) IsChosen(d sadp.Device) bool {
	return d.MAC != "" && d.Key() == f.Answers.Picked || d.Same(f.RecordBefore)
}

// Merge takes over what a camera told over UDP. What it tells after a login
// counts more.
func (f *Facts) Merge(d sadp.Device) {
	if d.MAC == "" {
		return
	}
	if f.Differs(isapi.Device{MAC: d.MAC, Serial: d.Serial}) != nil { // what was known is of another one
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

// SupportedWays are the ways back that the camera's firmware has, as it tells over UDP;
// whether they were set up it does not tell there.
func (f *Facts) SupportedWays() string {
	r := f.Record.Recovery
	return ListRecovery(isapi.Recovery{Questions: r.Questions, Mailbox: r.Mailbox, GUID: r.GUID, HikConnect: r.HikConnect})
}

// Activated is whether the camera has a password, as its page tells, else as it
// tells over UDP.
func (f *Facts) Activated() isapi.Tri {
	if a := f.Seen.Activated(); a != isapi.Unknown && !f.SharesAddress() {
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

// MayHaveDefault says whether a factory password can be on the camera: before
// firmware 5.3.0 of 2015 (recorders: 3.3.0) every one had it, and it stays over an
// update (installers' guides). The date of production stands in the serial number
// (observed).
func (f *Facts) MayHaveDefault() isapi.Tri {
	r := f.Record
	first, comparable := map[string][3]int{isapi.KindCamera: {5, 3, 0}, isapi.KindRecorder: {3, 3, 0}}[f.Kind()]
	switch {
	case f.Verdict() == isapi.VerdictLegacy, r.Old && r.MAC != "":
		return isapi.Yes
	case r.Made != "" && r.Made < firstWithout:
		return isapi.Unknown // it may have been updated since, and kept it
	case comparable && Older(r.Firmware, first):
		return isapi.Yes
	case f.Activated() == isapi.Yes:
		return isapi.No
	}
	return isapi.Unknown
}

// firstWithout is about when cameras began to leave the factory without a
// password (installers' guides).
const firstWithout = "20150701"

// Older compares a version such as "V5.2.5".
func Older(version string, than [3]int) bool {
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

// CanQueryUDP is true where the question can be put: to a camera on a network of
// this computer, never to one on the internet.
func CanQueryUDP(f *Facts) bool {
	ip, err := netip.ParseAddr(f.Target.IP)
	return err == nil && ip.Is4() && f.Place == lan.Near && !ip.IsLoopback()
}

// BrandTold is the brand as the camera tells it, empty where it does not, with
// the sentence about it. A name counts more than a number: 0 is an old device, 1
// one of the maker itself, above that one of an OEM customer (maker's header). Only
// a name that nobody knows does not stand against the maker's own number.
func BrandTold(f *Facts) (flow.Outcome, text.Text) {
	code, names := f.Record.OEMCode, []string{}
	for _, told := range []string{f.Record.OEM, f.Device.OEM, f.Device.Manufacturer} {
		if n, err := strconv.Atoi(told); err == nil {
			code = max(code, n)
		} else if told != "" {
			names = append(names, told)
		}
	}
	for _, name := range names {
		if key := brandNamed(name); key != MakerBrand && (key != OtherBrand || code != 1) {
			return key, text.T("The camera names a brand: %s.", name)
		}
	}
	switch {
	case ezvizModel(f):
		return EzvizBrand, text.T("Its model number is one of EZVIZ.")
	case code > 1:
		return OtherBrand, text.T("The camera tells that it was made for another brand (OEM code %d).", code)
	case code == 1 || len(names) > 0:
		return MakerBrand, text.T("The camera tells that it is one of Hikvision's own.")
	case ezvizMAC(f):
		return EzvizBrand, text.T("Its MAC address is one of EZVIZ's.")
	}
	return "", text.T("The camera does not tell its brand.")
}

// brandNamed finds the brand in a name that a device gives itself. A name that
// nobody knows is another brand.
func brandNamed(name string) flow.Outcome {
	words := " " + strings.Join(strings.FieldsFunc(strings.ToLower(strings.ReplaceAll(name, "'", "")), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ") + " "
	known := func(b Brand) bool {
		return slices.ContainsFunc(b.Known, func(word string) bool { return strings.Contains(words, " "+word+" ") })
	}
	if i := slices.IndexFunc(Brands, known); i >= 0 {
		return Brands[i].Key
	}
	return OtherBrand
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

// ChannelOf reads the difference out of an error.
func ChannelOf(err error) Channel {
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

// SeenChannel reads it out of a look.
func SeenChannel(s isapi.Seen) Channel {
	return ChannelOf(errors.Join(s.Reach.Err, s.Front.Err, s.Status.Err, s.Check.Err))
}

// Describe is a record in one sentence.
func Describe(d sadp.Device) string {
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

func ListRecovery(r isapi.Recovery) string { return strings.Join(WaysOf(r, isapi.Yes), ", ") }

// WaysOf names the device's own ways back of which it tells that.
func WaysOf(r isapi.Recovery, told isapi.Tri) []string {
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

// ForgetDevice drops what was known, agreed and said about another device than
// the one to come; what was proved and spent in this run stays.
func ForgetDevice(f *Facts) {
	a := f.Answers
	*f = Facts{
		Clock: f.Clock, Run: f.Run,
		Answers: Answers{Setup: a.Setup, Owner: a.Owner, Typed: a.Typed, Given: a.Given, Picked: a.Picked, Known: a.Known},
	}
}

func UserOf(f *Facts) string {
	if f.Answers.User == "" {
		return DefaultUser
	}
	return f.Answers.User
}

// The factory passwords of cameras before firmware 5.3.0 (maker's guides).
const (
	DefaultUser     = "admin"
	FactoryPassword = "12345"
)

// Which factory password is tried.
const (
	FirstFactory  flow.Outcome = "first"
	SecondFactory flow.Outcome = "second"
)

// FactoryPasswords are those that a guide knows (maker's guides).
var FactoryPasswords = map[flow.Outcome]string{FirstFactory: FactoryPassword, SecondFactory: "admin"}

// Exchanges is true for a camera that makes requests.
func Exchanges(f *Facts) bool {
	switch f.Record.ResetClass {
	case sadp.ClassB, sadp.ClassC, sadp.ClassD:
		return true
	}
	return false
}

// UnfitUser says why a text is no account's name.
func UnfitUser(typed string) text.Text {
	switch {
	case len(typed) > mostUser:
		return text.T("That is too long: a user name has at most %d characters.", mostUser)
	case typed != strings.TrimSpace(typed):
		return text.T("There is a blank before or behind the name. Type it without.")
	case typed != isapi.Clean(typed):
		return text.T("It holds a character that cannot be seen, such as a Tab. Type the name anew.")
	}
	return text.Text{}
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

// Far is true where a copy leaves this computer and cannot be looked after.
func (c Clipboard) Far() bool { return c == TerminalClipboard || c == TmuxClipboard }

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

// LabelCode says where the password of an EZVIZ camera stands; it is to be read before
// anything else is tried. Nil for all other cameras.
func LabelCode(f *Facts) []text.Text {
	if !f.Ezviz() {
		return nil
	}
	return []text.Text{
		text.T("This is an EZVIZ camera: the user is admin, and the password is the six capital letters on its label, unless somebody changed it."),
		text.T("Nothing has to be reset to try that. If a recorder added it, it may have the recorder's password instead."),
	}
}

// ToldPort is where the page of the one device that is heard at the address is, as it
// told over UDP; 0 where that is not known.
func (f *Facts) ToldPort() int {
	if all := f.Heard.Holders(f.Target); len(all) == 1 {
		return all[0].HTTPPort
	}
	return 0
}

// SurelyActive is how many looks in a row, two seconds apart, a camera must
// show its old password before the reset counts as failed: a camera that is
// starting may show its old state first.
const SurelyActive = 10
