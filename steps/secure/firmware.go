package secure

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
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
	said := named(k.Device.Firmware)
	if said == "" {
		return Finding{Status: flow.Skip, Detail: "The device does not tell its version."}
	}
	if build := named(k.Device.Build); build != "" {
		said += " build " + build
	}
	v, known := versionOf(k.Device.Firmware, k.Device.Build)
	built, err := time.Parse("060102", k.Device.Build)
	if !known || err != nil || built.After(k.Now.AddDate(0, 1, 0)) {
		return Finding{Status: flow.Skip, Detail: "It has " + said + ", which does not say how old it is."}
	}
	update := fmt.Sprintf("Firmware %s is from %d: update it", named(k.Device.Firmware), built.Year())
	for _, a := range affected {
		if likeModel(k.Device.Model, a.model) && v.compare(a.from) >= 0 && v.compare(a.to) <= 0 {
			return Finding{Status: flow.Fail, Do: update, Detail: "It has " + said + ", which is known to let anybody in without a password (CVE-2017-7921). Keep it off the internet until it is updated."}
		}
	}
	switch {
	case v.build < webFix:
		return Finding{Status: flow.Warn, Do: update, Detail: "It has " + said + ". Firmware built before the middle of 2021 may let others take the device over (CVE-2021-36260): the maker's site says which."}
	case k.Now.Sub(built) > aged:
		return Finding{Status: flow.Warn, Do: update, Detail: "It has " + said + ", which is more than four years old. Newer firmware closes holes that are known by now."}
	}
	return Finding{Status: flow.OK, Detail: "It has " + said + ", which is less than four years old."}
}
