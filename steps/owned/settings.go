package owned

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"camreset/isapi"
	"camreset/isapi/document"
	"camreset/steps/secure"
)

// The pages.
const (
	pageDevice    = "/ISAPI/System/deviceInfo"
	pageTime      = "/ISAPI/System/time"
	pageServer    = "/ISAPI/System/time/ntpServers/1"
	pageNetwork   = "/ISAPI/System/Network/interfaces"
	pageSecurity  = "/ISAPI/Security/capabilities"
	pageQuestions = "/ISAPI/Security/questionConfiguration"
	pageMailbox   = "/ISAPI/Security/email/parameter?format=json"
)

// Settings are what was read. It is plain data; what was not told is empty.
type Settings struct {
	// At is when that was; zero while it was not read.
	At time.Time
	// Name is the device's, Zone its time zone as POSIX writes it, Server the host from
	// which it has the time.
	Name, Zone, Server string
	// Address, Mask and Gateway are its network settings, DHCP whether it got them.
	Address, Mask, Gateway string
	DHCP                   isapi.Tri
	// Questions are those that can be answered, Mailbox is where a code is sent to.
	Questions []Question
	Mailbox   string
	// HasQuestions, HasMailbox and HasFile say whether the device offers that over its page.
	HasQuestions, HasMailbox, HasFile isapi.Tri
}

// Question is one of the device's list. Its words stand in the maker's page, not in the
// device, and are not known here.
type Question struct {
	ID  int
	Set bool // it has an answer
}

// Asked are the pages that Read needs besides those of package secure; all are asked for
// where those are not read.
func Asked(all bool) []isapi.PageRequest {
	paths := []string{pageServer, pageNetwork, pageSecurity, pageQuestions, pageMailbox}
	if all {
		paths = append(paths, pageTime)
	}
	requests := make([]isapi.PageRequest, 0, len(paths))
	for _, path := range paths {
		requests = append(requests, isapi.PageRequest{Path: path})
	}
	return requests
}

// Read takes the settings out of the pages. The name is told with the device's model, and
// is not read again.
func Read(now time.Time, name string, p secure.Pages) Settings {
	s := Settings{
		At: now, Name: name, Zone: get(p, pageTime, timeZoneAt), Server: serverOf(p),
		Address: get(p, pageNetwork, document.At{In: "IPAddress", Name: "ipAddress"}), Mask: get(p, pageNetwork, document.At{In: "IPAddress", Name: "subnetMask"}),
		Gateway: get(p, pageNetwork, document.At{In: "DefaultGateway", Name: "ipAddress"}), DHCP: dhcpOf(p),
		Questions: questionsOf(p), Mailbox: mailboxOf(p), HasFile: told(p, "isSupportGUIDFileDataExport"),
	}
	s.HasQuestions, s.HasMailbox = has(p, pageQuestions, len(s.Questions) >= Answers), has(p, pageMailbox, true)
	return s
}

func get(p secure.Pages, path string, at document.At) string {
	if p[path].Err != nil {
		return ""
	}
	text, _ := document.Get(p[path].Doc, at)
	return isapi.Clean(text)
}

func dhcpOf(p secure.Pages) isapi.Tri {
	return map[string]isapi.Tri{"dynamic": isapi.Yes, "static": isapi.No}[get(p, pageNetwork, document.At{In: "IPAddress", Name: "addressingType"})]
}

// told is a flag of the security capabilities.
func told(p secure.Pages, flag string) isapi.Tri {
	if p[pageSecurity].Err != nil {
		return isapi.Unknown
	}
	switch strings.ToLower(p[pageSecurity].Doc.First(flag)) {
	case "true":
		return isapi.Yes
	case "false":
		return isapi.No
	}
	return isapi.Unknown
}

// has says whether the device has a page that can be used; what this account may not see
// is not known.
func has(p secure.Pages, path string, usable bool) isapi.Tri {
	switch page, asked := p[path]; {
	case asked && page.Asked && page.Err == nil:
		return isapi.Of(usable)
	case errors.Is(page.Err, isapi.ErrLowPrivilege):
		return isapi.Unknown
	case errors.Is(page.Err, isapi.ErrNotSupported), errors.Is(page.Err, isapi.ErrRefused):
		return isapi.No
	}
	return isapi.Unknown
}

// Answers is how many questions have to be answered (maker's page).
const Answers = 3

func questionsOf(p secure.Pages) []Question {
	if p[pageQuestions].Err != nil {
		return nil
	}
	var all []Question
	for _, q := range p[pageQuestions].Doc.All("Question") {
		if id, err := strconv.Atoi(q.First("id")); err == nil && id > 0 && id < mostQuestions {
			all = append(all, Question{id, strings.EqualFold(q.First("mark"), "true")})
		}
	}
	return all
}

// mostQuestions bounds the numbers in the list (maker's library: 32).
const mostQuestions = 100

// Chosen are the questions that get an answer: those that have one, else the first of the
// list; none where the list is too short.
func Chosen(list []Question) []int {
	var set, all []int
	for _, q := range list {
		if all = append(all, q.ID); q.Set {
			set = append(set, q.ID)
		}
	}
	switch {
	case len(set) >= Answers:
		return set[:Answers]
	case len(all) >= Answers:
		return all[:Answers]
	}
	return nil
}

// AreSet says whether all the answers are there.
func AreSet(list []Question) bool {
	set := 0
	for _, q := range list {
		if q.Set {
			set++
		}
	}
	return set >= Answers
}

// FactoryName says whether nobody has named the device yet (replies of devices).
func FactoryName(name string) bool {
	switch strings.ToUpper(name) {
	case "IP CAMERA", "IP DOME", "NETWORK VIDEO RECORDER", "EMBEDDED NET DVR":
		return true
	}
	return false
}
