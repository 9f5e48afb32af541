package secure

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"camreset/steps/flow"
)

// version is a firmware as a device tells it: V5.4.5, and the day on which it was built.
type version struct {
	numbers [3]int
	build   int // YYMMDD
}

var firmwareForm = regexp.MustCompile(`(\d{1,4})\.(\d{1,4})\.(\d{1,4})`)

// versionOf reads one; known is false where either part is missing.
func versionOf(firmware, build string) (v version, known bool) {
	found := firmwareForm.FindStringSubmatch(firmware)
	v.build, _ = strconv.Atoi(build)
	if found == nil || len(build) != 6 || v.build == 0 {
		return v, false
	}
	for i := range v.numbers {
		v.numbers[i], _ = strconv.Atoi(found[i+1])
	}
	return v, true
}

func (v version) compare(w version) int {
	for i := range v.numbers {
		if c := cmp.Compare(v.numbers[i], w.numbers[i]); c != 0 {
			return c
		}
	}
	return cmp.Compare(v.build, w.build)
}

// affected are the firmwares of CVE-2017-7921 (NVD's text), by the beginning of the model:
// x stands for any one letter or digit.
var affected = []struct {
	model    string
	from, to version
}{
	{"DS-2CD2xx2FWD", version{[3]int{5, 3, 1}, 150410}, version{[3]int{5, 4, 4}, 161125}},
	{"DS-2CD2xx2F-I", version{[3]int{5, 2, 0}, 140721}, version{[3]int{5, 4, 0}, 160530}},
	{"DS-2CD2xx0F-I", version{[3]int{5, 2, 0}, 140721}, version{[3]int{5, 4, 0}, 160401}},
	{"DS-2CD4x2xFWD", version{[3]int{5, 2, 0}, 140721}, version{[3]int{5, 4, 0}, 160414}},
	{"DS-2CD4xx5", version{[3]int{5, 2, 0}, 140721}, version{[3]int{5, 4, 0}, 160421}},
	{"DS-2DFx", version{[3]int{5, 2, 0}, 140805}, version{[3]int{5, 4, 5}, 160928}},
	{"DS-2CD63xx", version{[3]int{5, 0, 9}, 140305}, version{[3]int{5, 3, 5}, 160106}},
}

func likeModel(model, pattern string) bool {
	if len(model) < len(pattern) {
		return false
	}
	for i := range pattern {
		if pattern[i] != 'x' && pattern[i] != model[i] {
			return false
		}
	}
	return true
}

const (
	// webFix is the build from which web servers of firmwares were mended of
	// CVE-2021-36260; the maker's list of models and builds was not at hand.
	webFix = 210702
	// aged is the age from which a firmware is called old.
	aged = 4 * 365 * 24 * time.Hour
)

func firmware(k Known, _ Pages) Finding {
	said := strings.TrimSpace(k.Device.Firmware + " build " + k.Device.Build)
	v, known := versionOf(k.Device.Firmware, k.Device.Build)
	if !known {
		if k.Device.Firmware == "" {
			said = "no version"
		}
		return Finding{Status: flow.Skip, Detail: "It tells " + said + ", which says nothing of its age."}
	}
	built, err := time.Parse("060102", k.Device.Build)
	if err != nil || built.After(k.Now.AddDate(0, 1, 0)) {
		return Finding{Status: flow.Skip, Detail: "It tells " + said + ", which says nothing of its age."}
	}
	of := fmt.Sprintf("%s is of %d", k.Device.Firmware, built.Year())
	update := fmt.Sprintf("Firmware %s: update it", of)
	for _, a := range affected {
		if likeModel(k.Device.Model, a.model) && v.compare(a.from) >= 0 && v.compare(a.to) <= 0 {
			return Finding{Status: flow.Fail, Do: update, Detail: said + " is in the range in which anybody could get in without a password (CVE-2017-7921, known since 2017). Update it, and keep it off the internet until then."}
		}
	}
	switch {
	case v.build < webFix:
		return Finding{Status: flow.Warn, Do: update, Detail: said + ": web pages of firmware built before the middle of 2021 may be open to attack (CVE-2021-36260). The maker's list tells by the serial number. Update it."}
	case k.Now.Sub(built) > aged:
		return Finding{Status: flow.Warn, Do: update, Detail: said + " is old. Newer ones mend faults that are known by now."}
	}
	return Finding{Status: flow.OK, Detail: said + "."}
}
