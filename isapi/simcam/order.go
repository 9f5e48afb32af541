package simcam

import "camreset/isapi/simcam/sadpxml"

// order is a command of the discovery protocol.
type order struct {
	since    Generation
	classes  string // of resets that have it; empty means all
	guid     bool   // only where the firmware has GUID files
	inactive string // the answer of an inactive camera; empty where it is served
	serve    func(*Camera, *sadpxml.Request) []sadpxml.Field
}

// offered tells whether the firmware of a scenario knows a command at all; unknown ones stay unanswered.
func (o order) offered(sc Scenario) bool { return sc.Generation.since(o.since) }

// fits tells whether the camera resets in a way that has the command.
func (o order) fits(sc Scenario) bool {
	if o.guid && !sc.exportsGUID() {
		return false
	}
	class := string(sc.SADP.Reset)
	return o.classes == "" || len(class) == 1 && (o.classes[0] == class[0] || o.classes[len(o.classes)-1] == class[0])
}

// The result words (maker's library).
const (
	success            = "success"
	failed             = "failed"
	notActivated       = "notActivated"
	hasActivated       = "hasActivated"
	riskPassword       = "riskPassword"
	locked             = "locked"
	passwordError      = "PasswordError"
	answerError        = "AnswerError"
	codeError          = "CodeError"
	invalidGUID        = "invalidGUID"
	notSetMailBox      = "notSetMailBox"
	emptyEncryptString = "emptyEncryptString"
	exportFileOverDue  = "exportFileOverDue"
)

// result begins an answer with its word.
func result(word string, more ...sadpxml.Field) []sadpxml.Field {
	return append([]sadpxml.Field{sadpxml.Text("Result", word)}, more...)
}
