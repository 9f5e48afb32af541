package isapi

import (
	"fmt"
	"slices"
	"strings"
)

// Evidence lists what was seen, the maker's marks first, in words for a person.
func (s Seen) Evidence() []string {
	found := s.strong()
	add := func(label, value string) {
		text := label + value
		if value != "" && !slices.Contains(found, text) {
			found = append(found, text)
		}
	}
	if s.MaybeLocked() && s.Hikvision() != No {
		add("userCheck is refused without a reason (403): ", "it may be locked, or still starting")
	}
	for _, page := range s.Front.Marks {
		add("The front page leads to ", page)
	}
	for _, r := range s.replies() {
		add("Server: ", r.Server)
		add("Realm: ", r.Realm)
		add("Title: ", r.Title)
		add("Sends us elsewhere: ", r.Location)
	}
	names := []string{"/", pathStatus, pathCheck}
	for i, r := range s.replies()[:len(names)] {
		if r.Done {
			add("GET "+names[i]+": ", strings.TrimSpace(fmt.Sprintf("HTTP %d %s", r.Status, r.Root)))
		} else if r.Err != nil {
			add("GET "+names[i]+": ", Clean(r.Err.Error()))
		}
	}
	add("Certificate: ", s.Reach.Subject)
	for _, p := range s.Reach.Ports {
		add(fmt.Sprintf("Port %d: ", p.Port), p.State)
	}
	return found
}
