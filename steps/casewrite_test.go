package steps

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"

	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/isapi/simcam"
	"camreset/isapi/simcam/simnet"
	"camreset/steps/access"
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
	"camreset/steps/letter"
	"camreset/steps/notes"
)

var caseNames = []string{"mail.txt", "case.txt", "case.json"}

// saved reads a file that the simulated network keeps in memory.
func savedFile(t *testing.T, env Env, path string) string {
	t.Helper()
	file, err := env.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(file)
	if err != nil || len(data) == 0 {
		t.Fatalf("%s: %d bytes, %v", path, len(data), err)
	}
	return string(data)
}

// The story from the menu to the folder: the files say what the camera told.
func TestCaseIsWrittenIntoItsFolder(t *testing.T) { besides(testCaseIsWrittenIntoItsFolder)(t) }

func testCaseIsWrittenIntoItsFolder(t *testing.T) {
	w := newWorld(t, "forgotten", func(s *simcam.Scenario) { s.SADP.Off = false })
	end, log := w.tell(t, mine.with(script{"support-case": {"write", "finish"}, "menu": {"support"}, "support": {"hikvision|india"}}))
	f := end.Facts()
	if Ended(end) != CaseReady || f.Written.Problem != "" || strings.Join(f.Written.Files, " ") != strings.Join(caseNames, " ") {
		t.Fatalf("%s, %+v; %v", Ended(end), f.Written, log)
	}
	var c letter.Letter
	if err := json.Unmarshal([]byte(savedFile(t, w.env, f.Written.Folder+"/case.json")), &c); err != nil {
		t.Fatal(err)
	}
	if c.Schema != 1 || c.Model != f.Record.Model || c.Serial != f.Record.Serial || c.Model == "" || c.Country != "india" || c.Address != w.ip {
		t.Errorf("case.json: %+v", c)
	}
	mail, shown := savedFile(t, w.env, f.Written.Folder+"/mail.txt"), savedFile(t, w.env, f.Written.Folder+"/case.txt")
	if !strings.HasPrefix(mail, "To: support@pramahikvision.com\nSubject: Password reset request: "+c.Model) || !strings.Contains(shown, "Serial number, whole: "+c.Serial) {
		t.Errorf("%s\n%s", mail, shown)
	}
	for _, where := range []string{Leftover(end), linesOf(letter.CaseSheet(f))} {
		if !strings.Contains(where, f.Written.Folder) {
			t.Errorf("the folder is not told: %s", where)
		}
	}
}

// What the camera made for support lies beside the case that speaks of it.
func TestCaseGoesWithTheRequest(t *testing.T) { besides(testCaseGoesWithTheRequest)(t) }

func testCaseGoesWithTheRequest(t *testing.T) {
	w := newWorld(t, "forgotten", func(s *simcam.Scenario) { s.SADP.Off = false })
	end, log := w.tell(t, mine.with(script{"export-request": {"export"}, "exported": {"case"}, "support-case": {"write", "finish"}, "menu": {"support"}, "support": {"export", "write"}}))
	f := end.Facts()
	if Ended(end) != CaseReady || f.Written.Folder == "" || f.Pending.File != f.Written.Folder+"/DeviceKey.xml" {
		t.Fatalf("%s, the request is %q, the case %+v; %v", Ended(end), f.Pending.File, f.Written, log)
	}
	var c letter.Letter
	if err := json.Unmarshal([]byte(savedFile(t, w.env, f.Written.Folder+"/case.json")), &c); err != nil {
		t.Fatal(err)
	}
	if r := c.Request; r == nil || r.Kind != "support" || r.File != "DeviceKey.xml" || r.Since == "" || r.Until == "" {
		t.Errorf("case.json: %+v", c.Request)
	}
	if mail := savedFile(t, w.env, f.Written.Folder+"/mail.txt"); !strings.Contains(mail, "DeviceKey.xml, or its QR code") {
		t.Error(mail)
	}
}

// linesOf joins lines for a comparison.
func linesOf(lines []Text) string {
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(line.String() + "\n")
	}
	return b.String()
}

// A disk that is full does not end the walk: the case is on the screen, with the
// reason and what to do.
func TestCaseThatCannotBeWritten(t *testing.T) { besides(testCaseThatCannotBeWritten)(t) }

func testCaseThatCannotBeWritten(t *testing.T) {
	w := newWorld(t, "forgotten", nil)
	w.env.Save = func(string, string, []byte) (string, error) {
		return "", errors.New("the file mail.txt could not be written: no space left; free some disk space")
	}
	end, log := w.tell(t, mine.with(script{"support-case": {"write", "finish"}, "menu": {"support"}, "support": {"unknown|anywhere"}}))
	shown := linesOf(letter.CaseSheet(end.Facts()))
	if Ended(end) != CaseReady || !strings.Contains(shown, "could not be written: the file mail.txt") || !strings.Contains(shown, "free some disk space") || !strings.Contains(shown, "Model: ") {
		t.Errorf("%s\n%s\n%v", Ended(end), shown, log)
	}
}

// A GUID file that cannot be written down here is not told as a refusal of the camera.
func TestAGUIDFileThatCannotBeWritten(t *testing.T) {
	besides(func(t *testing.T) {
		w := newWorld(t, "forgotten", func(s *simcam.Scenario) {
			audibly(s)
			knows(s)
			s.Generation, s.Recovery.GUIDFile = simcam.Portal, true
		})
		w.env.Save = func(string, string, []byte) (string, error) { return "", notes.ErrFull }
		end, log := w.tell(t, mine.with(script{"try-password": {"Garden-22-Gate"}, "guid-warn": {"yes"}, "guid-saved": {flow.SayQuit}, "menu": {"try-password"}, "done": {"guid"}}))
		said := shown(end, "guid-export") + " " + end.Step().Say(end.Facts()).String()
		if end.Step().ID != "guid-saved" || strings.Contains(said, "refused") || strings.Count(said, "could not be written here: this computer's disk is full") != 2 {
			t.Errorf("%s: %q; %v", end.Step().ID, said, log)
		}
	})(t)
}

// Another country is another case: the one that was written does not count for it.
func TestAnotherCountryIsNotWrittenYet(t *testing.T) {
	at := flow.Start(Guide(), Facts{Camera: facts.Camera{Written: facts.Written{Folder: "x", Files: caseNames}}}).Enter("support-case")
	if shown := linesOf(letter.CaseSheet(at.Facts())); !strings.Contains(shown, "folder x") || strings.Contains(shown, "Tried:") {
		t.Errorf("after writing: %s", shown)
	}
	if f := at.Enter("support").Facts(); f.Written.Folder != "" || len(f.Written.Files) != 0 {
		t.Errorf("%+v", f.Written)
	}
}

// files writes a case into memory and gives the text of all its files.
func files(t *testing.T, f *Facts) (all, folder string) {
	t.Helper()
	lan := simnet.NewLan(simcam.FastClock(1))
	t.Cleanup(func() { _ = lan.Close() })
	done, err := letter.Of(f).Write(lan.Save)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range done.Files {
		all += savedFile(t, Env{Env: access.Env{Open: lan.Open}}, done.Folder+"/"+name)
	}
	return all, done.Folder
}

func TestNoSecretInTheFolder(t *testing.T) {
	const planted = "Planted-77-Secret"
	f := tellsAll()
	f.Login, f.Record.Salt = loginWith(planted), planted
	f.Answers.Password, f.Answers.New, f.Answers.User = isapi.NewSecret(planted), isapi.NewSecret(planted), planted
	if all, _ := files(t, f); strings.Contains(all, planted) || !strings.Contains(all, "E33842150") {
		t.Errorf("a secret, or no case at all, in %s", all)
	}
}

// The folder of the case is sent to people: the GUID file, which is as good as the
// password, lies elsewhere.
func TestGUIDFileIsNotInTheFolderOfTheCase(t *testing.T) {
	guid, folder := access.GuidFolder(tellsAll()), access.CaseFolder(tellsAll())
	if guid == folder || guid != "camreset-guid-DS-2CD2385G1-I-E33842150" || guid != notes.PlainName(guid) {
		t.Errorf("the GUID file goes into %s, the case into %s", guid, folder)
	}
}

// What a device says stays one clean text in its place: it begins no line of the
// letter's head, commands no terminal, and leads out of no folder.
func TestHostileDeviceInTheFolder(t *testing.T) {
	f := tellsAll()
	evil := "X\r\nBcc: evil@example.com\n\x1b[2J\u202e" + strings.Repeat("long ", 100)
	f.Device = isapi.Device{Model: evil, Serial: evil, ShortSerial: "../../" + evil, MAC: evil, Firmware: evil, Build: evil, OEM: evil}
	f.Record = sadp.Device{OEM: evil, BootTime: evil, ResetClass: "Z"}
	f.Last = facts.Tried{Word: "refused", Reason: evil}
	f.Pending = facts.Pending{Kind: evil, File: evil}
	f.Answers.Brand = facts.OtherBrand
	all, folder := files(t, f)
	if strings.Contains(all, "\x1b") || strings.Contains(all, "\u202e") || strings.Contains(all, "\r") {
		t.Errorf("unclean: %q", all)
	}
	head, _, _ := strings.Cut(all, "\n\n")
	if lines := strings.Split(head, "\n"); len(lines) != 2 || !strings.HasPrefix(lines[1], "Subject: ") || len(lines[1]) > 220 {
		t.Errorf("the head of the letter: %q", head)
	}
	if name := strings.TrimPrefix(folder, "(demo)/"); name != notes.PlainName(name) {
		t.Errorf("the folder is %q", folder)
	}
}

// Where no country was named, the case says so, and asks for it; the letter has its gap.
func TestTheCountryMayBeLeftOpen(t *testing.T) {
	for typed, open := range map[string]bool{"": true, "India": false, "Germany": false} {
		f := tellsAll()
		f.Answers.Brand, f.Answers.Country, f.Answers.CountryName = facts.MakerBrand, letter.RegionTyped(typed), typed
		c := letter.Of(f)
		if got := strings.Contains(linesOf(letter.CaseSheet(f)), "The country is left open."); got != open {
			t.Errorf("%q: said %v", typed, got)
		}
		if mail := string(c.Mail()); !strings.Contains(mail, strings.TrimSpace("Country: "+letter.Gap+map[bool]string{false: " (" + typed + ")"}[open])+"\n") {
			t.Errorf("%q: %s", typed, mail)
		}
	}
}

// Where the case is a file, the end of the walk says which, and where.
func TestTheEndNamesTheFileOfTheCase(t *testing.T) {
	f := Facts{Camera: facts.Camera{Target: lan.Address{IP: "192.168.1.70"}}, Run: facts.Run{CaseShown: true}}
	if said := done().Say(&f).String(); !strings.HasPrefix(said, "Your case was shown: ") || done().Values(&f) != nil {
		t.Error(said)
	}
	f.Written = facts.Written{Folder: "/home/me/camreset-case-X", Files: caseNames}
	values := done().Values(&f)
	if said := done().Say(&f).String(); !strings.HasPrefix(said, "Your case is in mail.txt: ") || len(values) != 1 || values[0].Value.String() != f.Written.Folder {
		t.Errorf("%s; %v", said, values)
	}
}
