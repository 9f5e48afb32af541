package drawings

import (
	"strings"

	"camreset/steps/flow"
)

// shapes maps how a model number begins to its housing.
//
// Source: the maker's own names in its datasheets, as public lists of them repeat it
// (github.com/ch-bas/cctv-camera-database, releases 1.31, 1.32 and 2.15): "DS-2CD2T fixed
// bullet", "DS-2CD2143 fixed dome", "DS-2CD2346 fixed turret", "DS-2CD2443 fixed cube",
// "DS-2CD2522 mini dome", "DS-2CD2643 varifocal bullet", "DS-2CD2H varifocal turret",
// "DS-2CD63C2 fisheye", "DS-2CD50 and DS-2CD70 series box", "DS-2DE, DS-2DF, DS-2SE speed
// dome", HiLook "IPC-B/D/T". The first digit after DS-2CD is the series, the sign after it
// the housing: in the small series 1 to 3 in one way, in the large 4, 5 and 7 in another.
// For what is not here no rule was found: DS-2CD28, DS-2CD64, DS-2CD68, DS-2CV, DS-2TD.
var shapes = []struct {
	begins string
	shape  *flow.Drawing
}{
	{"DS-2CD63", &fisheye},
	{"DS-2DE", &ptz}, {"DS-2DF", &ptz}, {"DS-2DY", &ptz}, {"DS-2SE", &ptz}, {"DS-2SF", &ptz}, {"DS-2VS", &ptz}, {"PTZ-", &ptz},
	{"IPC-B", &bullet}, {"IPC-D", &dome}, {"IPC-T", &turret}, {"IPC-C", &cube},
	{"HWI-B", &bullet}, {"HWI-D", &dome}, {"HWI-T", &turret}, {"HWI-C", &cube},
}

// small and large map the sign of the housing in the small and in the large series.
var (
	small = map[byte]*flow.Drawing{
		'0': &bullet, 'T': &bullet, '6': &bullet, '1': &dome, '5': &dome, '7': &dome, '3': &turret, 'H': &turret, '4': &cube, '9': &fisheye,
	}
	large = map[byte]*flow.Drawing{'0': &box, '1': &dome, '5': &dome, 'A': &bullet}
)

// guess is the housing that a model number tells; nil where it tells none.
func guess(model string) *flow.Drawing {
	model = strings.ToUpper(model)
	if strings.HasPrefix(model, "IDS-") {
		model = model[1:] // the newer spelling of DS-
	}
	for _, s := range shapes {
		if strings.HasPrefix(model, s.begins) {
			return s.shape
		}
	}
	rest, found := strings.CutPrefix(model, "DS-2CD")
	if !found || len(rest) < 2 {
		return nil
	}
	switch rest[0] {
	case '1', '2', '3':
		return small[rest[1]]
	case '4', '5', '7':
		return large[rest[1]]
	}
	return nil
}
