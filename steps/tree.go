package steps

import (
	"camreset/steps/facts"
	"camreset/steps/flow"
	"camreset/steps/lan"
)

// Guide is the whole tree, in the order in which a person meets it.
func Guide() *flow.Guide[Env, Facts] {
	guide := GuideOf(nodes())
	guide.Sequences = []flow.Sequence{pressing}
	return guide
}

func nodes() Tree {
	return Tree{
		// The list of what answers, and whose it is, while it is looked at.
		where(), find(), network(), behindRecorder(), resolve(), sharedAddress(), publicAddress(), whose(), owner(), notYours(),
		// What can be wrong with it.
		look(), unreachable(), restartOff(), restartOn(), notHikvision(), otherPort(), otherCertificateStep(), locked(), maybeLocked(), otherSubnet(), nearAddress(), nearNow(), movePassword(), pendingDialog(),
		// The ways in.
		menu(), knownElsewhere(), phone(), phoneDone(), toMenu(),
		// 1. The factory default password, and 6. a password that may be right.
		defaultPassword(), defaultSecond(), toTry(), tryPassword(), noTry(), login(), agreeBasic(),
		// 2. The device's own page.
		webPage(), mailRequest(), mailAsk(), mailSent(), mailCode(), guidFile(),
		// 3. The reset button.
		buttonWarn(), toRecord(), buttonRecord(), buttonPower(), buttonHold(), buttonBoot(),
		secondAddressStep(), buttonAddress(), buttonFailed(), adopt(), sameCamera(), notOurs(), takeOver(),
		// 4. The maker's app and programs.
		hikConnect(), partner(), pcTools(), cloud(),
		// 5. Support.
		support(), supportCase(), exportRequest(), export(), exported(), showQR(), requestSent(), importAnswer(),
		answerRead(), restoreDefault(), sendCode(), exchangeFailed(), exchangeAgain(),
		// The new password.
		newPassword(), ownPassword(), agreeCopy(),
		whichWrite(), sendActivation(), stillStarting(), activationState(), notSure(), sendPassword(), agreeClear(), leftAlone(), writeFailed(),
		proveLogin(), notProved(), proved(), agreeUDP(), udpLeft(),
		// Afterwards.
		afterwards(), toAddress(), restoreNetwork(), typedNetwork(), freeAddress(), addressTaken(), toNetwork(), confirmNetwork(), sendNetwork(), cameraMoved(), lookMoved(), networkFailed(), networkLeft(),
		toDone(), safetyLook(), done(), fix(), securityQuestions(), recoveryMail(), nameAndClock(), fixing(), toClient(), clientsStep(), clientStep(), guidWarn(), guidExport(), guidSaved(),
	}
}

// Begin starts the guide for an Env; given is the address from the command
// line, or the zero Address. It reads the saved walks: with an address those of
// that address only.
func Begin(env Env, given lan.Address) Walk {
	f := Facts{Clock: flow.Clock{Now: env.Now()}, Answers: Answers{Typed: given, Given: given != lan.Address{}}, Run: facts.Run{System: env.OS, Clipboard: env.Clipboard}}
	all, err := env.store().Walks()
	for _, c := range all {
		if given == (lan.Address{}) || c.IsAt(given) {
			f.Cases = append(f.Cases, listedCase(c))
		}
	}
	if err != nil {
		f.CasesNote = T("Note: %s.", err)
	}
	return flow.Start(Guide(), f)
}

// BeginWith is Begin for a device that was found by discovery: key tells it from others
// at its address. flags are what the command line has answered.
func BeginWith(env Env, at lan.Address, key string, flags facts.Flags) Walk {
	return Begin(env, at).With(func(f *Facts) { f.Answers.Picked, f.Answers.Owner, f.Flags = key, flags.Owner, flags })
}
