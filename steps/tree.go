package steps

// Guide is the whole tree, in the order in which a person meets it.
func Guide() Tree {
	return Tree{
		// Before anything: what there is, whose it is, where it is.
		welcome(), resume(), resuming(), network(), owner(), notYours(), wayIn(),
		recorderStep(), freePort(), ownPage(), phone(), phoneDone(), where(), find(), sweepStep(), address(), resolve(), sharedAddress(), publicAddress(),
		// The look that costs nothing, and what can be wrong.
		who(), look(), otherSubnet(), nearAddress(), nearNow(), movePassword(), unreachable(), notHikvision(), locked(), maybeLocked(), otherCertificateStep(), newCertificate(), otherPort(), toPort(), before("before-restart", "restart-off", "look", Look, "A restart"), restartOff(), restartOn(),
		knownOrNot(), knownElsewhere(), toTry(), toMenu(), atHand(), menu(), again(), toMenuOrPhone(),
		// 1. The factory default password.
		defaultPassword(), defaultLogin(), consentStep("default-consent", "default-login"),
		defaultSecond(), secondLogin(), consentStep("second-consent", "second-login"),
		// 2. A remembered password, or the camera's own page.
		webReset(), userName(), mayTry(), noTry(), tryPassword(), login(), consentStep("basic-consent", "login"), notTaken(), webPage(), openPage(),
		// 3. The reset button.
		before("before-button", "button-warn", "support", Reset, "Losing power"), buttonWarn(), buttonConfirm(), buttonRecord(), recordMask(), recordGateway(), buttonDelay(),
		buttonPower(), buttonLit(), buttonHold(), buttonBoot(), secondAddressStep(), adopt(), sameCamera(), notOurs(), takeOver(), buttonAddress(), typedBack(), buttonFailed(),
		// 4. The maker's app and programs.
		hikConnect(), hikApp(), hikPartner(), pcTools(), cloud(), cloudLook(),
		// 5. Support.
		support(), caseBrand(), caseCountry(), supportCase(), caseWrite(),
		before("before-export", "export-request", "support", Reset, "A second request"), exportRequest(), export(), exported(), showQR(), requestSent(),
		importAnswer(), importFile(), readAnswer(), importKey(),
		before("before-mail", "mail-request", "web-reset", Reset, "A second code"), mailRequest(), mailAsk(), mailSent(), mailCode(), guidFile(), readGUID(),
		exchangePassword(), sendCode(), exchangeFailed(), exchangeAgain(),
		// The new password.
		activate(), inside(), setPassword(), newPassword(), makePassword(), keepPassword(), copyWhere(), agreeCopy(), copyPassword(), confirmPassword(),
		whichWrite(), sendActivation(), stillStarting(), activationState(), notSure(), sendPassword(), clearConsent(), writeFailed(),
		proveLogin(), consentStep("proof-consent", "prove-login"), notProved(), proved(), agreeUDP(), udpAgreed(),
		// Afterwards.
		afterwards(), restoreNetwork(), openAgain(), freeAddress(), addressTaken(), confirmNetwork(), sendNetwork(), cameraMoved(), lookMoved(), networkFailed(), networkLeft(), secure(), guidWarn(), guidExport(), guidSaved(), done(),
	}
}

// Begin starts the guide for an Env; given is the address from the command
// line, or the zero Address. It reads the saved cases: with an address those of
// that address only.
func Begin(env Env, given Address) Walk {
	f := Facts{System: env.OS, Clipboard: env.Clipboard, Now: env.Now(), Answers: Answers{Typed: given, Given: given != Address{}}}
	all, err := env.cases()
	for _, c := range all {
		if given == (Address{}) || c.isAt(given) {
			f.Cases = append(f.Cases, c)
		}
	}
	if err != nil {
		f.CasesNote = T("Saved cases: %s.", err)
	}
	return Start(Guide(), f)
}
