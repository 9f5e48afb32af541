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
		// Before anything: what there is, whose it is, where it is.
		welcome(), resume(), network(), owner(), notYours(), wayIn(),
		behindRecorder(), freePort(), ownPage(), phone(), phoneDone(), where(), find(), address(), resolve(), sharedAddress(), publicAddress(),
		// The look that costs nothing, and what can be wrong.
		who(), look(), otherSubnet(), nearAddress(), nearNow(), movePassword(), unreachable(), notHikvision(), locked(), maybeLocked(), otherCertificateStep(), otherPort(), pendingDialog(), restartOff(), restartOn(),
		knownOrNot(), knownElsewhere(), toTry(), toMenu(), atHand(), menu(), again(), toMenuOrPhone(),
		// 1. The factory default password.
		defaultPassword(), defaultSecond(),
		// 2. A remembered password, or the camera's own page.
		webReset(), userName(), mayTry(), noTry(), tryPassword(), login(), agreeBasic(), notTaken(), webPage(),
		// 3. The reset button.
		buttonWarn(), buttonConfirm(), buttonRecord(), recordMask(), recordGateway(), buttonDelay(),
		buttonPower(), buttonLit(), buttonHold(), buttonBoot(), secondAddressStep(), adopt(), sameCamera(), notOurs(), takeOver(), buttonAddress(), buttonFailed(),
		// 4. The maker's app and programs.
		hikConnect(), hikApp(), hikPartner(), pcTools(), cloud(),
		// 5. Support.
		support(), caseBrand(), caseCountry(), supportCase(),
		exportRequest(), export(), exported(), showQR(), requestSent(),
		importAnswer(), importFile(), importKey(),
		mailRequest(), mailAsk(), mailSent(), mailCode(), guidFile(),
		exchangePassword(), sendCode(), exchangeFailed(), exchangeAgain(),
		// The new password.
		activate(), inside(), setPassword(), newPassword(), keepPassword(), agreeCopy(), confirmPassword(),
		whichWrite(), sendActivation(), stillStarting(), activationState(), notSure(), sendPassword(), agreeClear(), writeFailed(),
		proveLogin(), notProved(), proved(), agreeUDP(), udpLeft(),
		// Afterwards.
		afterwards(), restoreNetwork(), freeAddress(), addressTaken(), confirmNetwork(), sendNetwork(), cameraMoved(), lookMoved(), networkFailed(), networkLeft(), secure(), guidWarn(), guidExport(), guidSaved(), done(),
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
// at its address.
func BeginWith(env Env, at lan.Address, key string) Walk {
	return Begin(env, at).With(func(f *Facts) { f.Answers.Picked = key })
}
