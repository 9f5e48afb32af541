package simcam

// sadpCommands are the commands by Types, with the words that the maker's library knows for them. Which firmware has
// which is inferred from the fields that tell of them.
func sadpCommands() map[string]command {
	return map[string]command{
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
