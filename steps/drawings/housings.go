package drawings

import (
	"strings"

	"camreset/isapi"
	"camreset/steps/flow"
	"camreset/steps/text"
)

// bullet is the long housing. Source: installers, who agree.
var bullet = flow.Drawing{
	Name: text.T("Bullet"),
	Lines: lines(`
    .-------------------------.
  __|                         |
 |lens                        |==cable
  --|                         |
    '---.----------------.----'
        | card [=]  (o)<------- reset
        '----------------'
        behind a small cover`),
	Say: text.T("Bullet: usually beside the memory card, often under a screw or rubber cover. On the smallest ones it is outside, at the back."),
}

// turret is the ball in a ring. Source: one installer.
var turret = flow.Drawing{
	Name: text.T("Turret"),
	Lines: lines(`
     .---------------------.
     |        base         |==cable
     '--.    .------.    .-'
         '-.'        '.-'
           |   lens   |
            '.      .'
              '----'

     usually no button outside`),
	Say: text.T("Turret, a ball in a ring: usually there is no button that can be reached without taking it apart."),
}

// dome is the half ball of plastic. Source: one installer, and a forum.
var dome = flow.Drawing{
	Name: text.T("Dome"),
	Lines: lines(`
    .------------------------.
    | board    (o)<------------ reset
    |                        |==cable
    '------------------------'
     \         .----.       /
      \        |lens|      /
       '.      '----'    .'
         '--.________.--'
            clear bubble`),
	Say: text.T("Dome: mostly inside, on the circuit board under the clear bubble, and perhaps without a name beside it."),
}

// cube is the small indoor housing. Source: one repair report.
var cube = flow.Drawing{
	Name: text.T("Cube"),
	Lines: lines(`
     front           back
   .--------.     .--------.
   |  .--.  |     |  (o)<----- WPS/RST
   | |lens| |     |        |
   |  '--'  |     | [net]  |
   |        |     | [power]|
   '--------'     '--------'`),
	Say: text.T("Cube: usually on the back; on Wi-Fi models it is the button WPS/RST."),
}

// box is the housing with a lens screwed on. Source: installers, who agree.
var box = flow.Drawing{
	Name: text.T("Box"),
	Lines: lines(`
       .----------------------.
   .---|    .--------------.  |
   |   |    | card [=] (o)<----- reset
   |lens    '--------------'  |
   |   |     small cover      |==cable
   '---|                      |
       '----------------------'`),
	Say: text.T("Box: usually beside the memory card, often under a screw or rubber cover."),
}

// fisheye is the flat disc. Source: the maker's guide of 2017 for the 29 series.
var fisheye = flow.Drawing{
	Name: text.T("Fisheye"),
	Lines: lines(`
        .---------------.
      .'                 '.
     /  .----.  .---------.\
    |   |lens|  |[=]  (o)<------ RESET
     \  '----'  '---------'/
      '.       card and  .'
        '-- reset cover -'`),
	Say: text.T("Fisheye, a flat disc: usually beside the memory card, behind a cover called Memory Card/Reset Cover."),
}

// ptz is the ball that turns. No source tells where its button is.
var ptz = flow.Drawing{
	Name: text.T("PTZ"),
	Lines: lines(`
      [=======]==cable
      |       |
     .-'-----'-.
    |   base    |    reset ?
     '---------'
    .'  .----.  '.   see the quick
    |   |lens|   |   start guide
     '. '----' .'
       '------'`),
	Say: text.T("PTZ, a camera that turns: no common place is known, and it may have no button. Check its quick start guide."),
}

// recorder is seen from behind. Source: installers; for the DS-96000NI the maker.
var recorder = flow.Drawing{
	Name: text.T("Recorder"),
	Lines: lines(`
    .-----------------------------.
    |    board inside             |
    |               (o)<---- rarely
    |                             |
    |=============================|
    | [net] [USB] [screen] [power]|
    '-----------------------------'
         usually none outside`),
	Say: text.T("Recorder: usually there is none. A few have one on the board inside; the largest, DS-96000NI, have one at the rear."),
}

// doorbell is a door station. No source tells where its button is.
var doorbell = flow.Drawing{
	Name: text.T("Doorbell"),
	Lines: lines(`
    .--------.
    | .----. |
    | |lens| |
    | '----' |    reset ?
    |        |
    |  .--.  |    see the quick
    |  |()| bell  start guide
    |  '--'  |
    '--------'`),
	Say: text.T("Doorbell or door station: no common place is known, and it may have no button. Check its quick start guide."),
}

// cameras are the housings of cameras, the most frequent first.
var cameras = []*flow.Drawing{&bullet, &turret, &dome, &cube, &box, &ptz, &fisheye}

// Housings are those that a device of this kind and model may have, the likely one first.
// A model that tells nothing leaves the order of how often they are met.
func Housings(kind, model string) []flow.Drawing {
	var all []flow.Drawing
	switch kind {
	case isapi.KindRecorder:
		return []flow.Drawing{recorder}
	case isapi.KindDoorbell:
		return []flow.Drawing{doorbell}
	case isapi.KindAccess, isapi.KindPanel:
		return nil
	}
	likely := guess(model)
	if likely != nil {
		all = append(all, *likely)
	}
	for _, h := range cameras {
		if h != likely {
			all = append(all, *h)
		}
	}
	if kind != isapi.KindCamera {
		all = append(all, recorder, doorbell)
	}
	return all
}

// lines are those of a drawing without the one that begins it in the source.
func lines(drawn string) []string { return strings.Split(strings.TrimPrefix(drawn, "\n"), "\n") }
