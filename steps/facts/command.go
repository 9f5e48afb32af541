package facts

// Command is one that carries a secret over UDP.
type Command string

// The commands.
const (
	CommandActivate Command = "activate"
	CommandReset    Command = "reset" // what came back from support, or by e-mail
	CommandUpdate   Command = "update"
	CommandExport   Command = "export"
)
