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

// orders are the commands by Types, with the words that the maker's library knows for them. Which firmware has which
// is inferred from the fields that tell of them.
var orders map[string]order

func init() { // serving leads back to the table
	orders = map[string]order{
		"exchangecode":        {since: Activation, serve: (*Camera).exchange},
		"activate":            {since: Activation, serve: (*Camera).activateSADP},
		"update":              {since: Legacy, inactive: notActivated, serve: (*Camera).update},
		"getcode":             {since: Activation, classes: "BC", inactive: notActivated, serve: (*Camera).requestCode},
		"getencryptstring":    {since: Session, classes: "D", inactive: notActivated, serve: (*Camera).requestString},
		"reset":               {since: Legacy, inactive: notActivated, serve: (*Camera).resetSADP},
		"GetQRcodes":          {since: Session, inactive: notActivated, serve: (*Camera).qrCodes},
		"MailReset":           {since: Session, inactive: failed, serve: (*Camera).mailReset},
		"ExportGUID":          {since: Session, guid: true, inactive: failed, serve: (*Camera).exportGUID},
		"GUIDReset":           {since: Session, guid: true, inactive: failed, serve: (*Camera).guidReset},
		"getsecurityquestion": {since: Session, inactive: failed, serve: (*Camera).questionIDs},
		"AnswerReset":         {since: Session, inactive: failed, serve: (*Camera).answerReset},
	}
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

// offered tells whether the firmware of a scenario knows a command at all; unknown ones stay unanswered.
func (o order) offered(sc Scenario) bool { return sc.Generation.since(o.since) }

// perform serves a command; nil means that the answer is lost. While a camera starts it refuses all of them.
func (c *Camera) perform(o order, p *sadpxml.Request) []sadpxml.Field {
	switch {
	case c.phase == phaseBusy, !o.fits(c.sc):
		return result(failed)
	case o.inactive != "" && c.dev.password == "":
		return result(o.inactive)
	}
	return o.serve(c, p)
}

// fits tells whether the camera resets in a way that has the command.
func (o order) fits(sc Scenario) bool {
	if o.guid && !sc.exportsGUID() {
		return false
	}
	class := string(sc.SADP.Reset)
	return o.classes == "" || len(class) == 1 && (o.classes[0] == class[0] || o.classes[len(o.classes)-1] == class[0])
}

func result(word string, more ...sadpxml.Field) []sadpxml.Field {
	return append([]sadpxml.Field{sadpxml.Text("Result", word)}, more...)
}
