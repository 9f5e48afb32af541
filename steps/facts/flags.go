package facts

import (
	"camreset/isapi"
	"camreset/isapi/sadp"
	"camreset/steps/flow"
)

// Flags are the answers that a command line has given for every camera of the run. They
// agree to nothing weaker than the questions that they answer, and are never saved. For the
// one device that was named, as long as no other one is picked, they answer as well what
// stands under the sentence about others on this network.
type Flags struct {
	// Owner is the answer at owner, Method the way in that is gone to where it is open.
	Owner, Method flow.Outcome
	// New is the password that a camera is to get, Plan the address.
	New  Secret
	Plan sadp.Settings
	// Alone is true where nobody is there to be asked what is left to do.
	Alone bool
	// Simulated is true where the device is one inside the program, and Program is the version
	// of that; empty where it was built from source.
	Simulated bool
	Program   string
}

// HandNew puts the password of the command line in the place of one that is made: once
// for each camera, since one that was not taken is not sent again by itself.
func (f *Facts) HandNew() {
	secret := f.Flags.New
	if f.HandedNew || secret.IsZero() || f.Proved && f.Login.Password.Reveal() == secret.Reveal() {
		return
	}
	f.Answers.New, f.HandedNew, f.ByFlags = secret, true, true
}

// IsFlagged says whether a password is that of the command line, which is never shown.
func (f *Facts) IsFlagged(password Secret) bool {
	return !f.Flags.New.IsZero() && password.Reveal() == f.Flags.New.Reveal()
}

// FlagsAgree says whether the password of the command line goes out without a question
// here.
func (f *Facts) FlagsAgree() bool { return f.ByFlags && (f.Answers.Given || !f.SendsOverUDP()) }

// FlagsMove says whether the command line has all for a camera without a password that
// only UDP reaches.
func (f *Facts) FlagsMove() bool {
	return f.Answers.Given && f.Activated() == isapi.No && !f.HandedNew && !f.Flags.New.IsZero() && f.Planned()
}

// Planned says whether the address of the command line is still to be given.
func (f *Facts) Planned() bool {
	return f.Flags.Plan.IPv4.IsValid() && f.Answers.Give == "" && f.Record.IPv4 != f.Flags.Plan.IPv4
}

// HandPlan chooses that address in the place of one that is typed.
func (f *Facts) HandPlan() {
	if f.Planned() {
		f.Answers.Give, f.Answers.Plan, f.Change = "typed", f.Flags.Plan, Changed{}
	}
}

// PlanAgreed says whether the settings that are to be sent are those of the command line.
func (f *Facts) PlanAgreed() bool {
	return f.Answers.Given && f.Answers.Give == "typed" && f.Answers.Plan == f.Flags.Plan
}

// FlagsDone says whether the camera has all that the command line wants, and nobody is
// there to be asked for more.
func (f *Facts) FlagsDone() bool {
	placed := !f.Flags.Plan.IPv4.IsValid() || f.Record.IPv4 == f.Flags.Plan.IPv4
	return f.Flags.Alone && placed && f.Proved && f.IsFlagged(f.Login.Password)
}
