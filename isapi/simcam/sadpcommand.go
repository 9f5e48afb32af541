package simcam

import "camreset/isapi/simcam/sadpxml"

// command is one of the discovery protocol.
type command struct {
	since    Generation
	classes  string // of resets that have it; empty means all
	guid     bool   // only where the firmware has GUID files
	inactive string // the answer of an inactive camera; empty where it is served
	serve    func(*Camera, *sadpxml.Request) []sadpxml.Field
}

// offered tells whether the firmware of a scenario knows a command at all; unknown ones stay unanswered.
func (cmd command) offered(sc Scenario) bool { return sc.Generation.since(cmd.since) }

// fits tells whether the camera resets in a way that has the command.
func (cmd command) fits(sc Scenario) bool {
	if cmd.guid && !sc.exportsGUID() {
		return false
	}
	class := string(sc.SADP.Reset)
	return cmd.classes == "" || len(class) == 1 && (cmd.classes[0] == class[0] || cmd.classes[len(cmd.classes)-1] == class[0])
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
