// Package steps is the guide itself: what is said, asked, checked and done at each step
// of getting back into a camera, from the list of what answers to the sheet of what is
// left to do. tree.go is its table of contents, in the order of the guide. The machine
// that walks through it is package flow, which knows no camera; the front doors in
// package tui draw it, and know no step.
//
// # To add a step
//
// Write a function that returns it into the file of its method (default.go, webpage.go
// with mail.go, button.go with press.go and comeback.go, cloud.go, support.go with
// exchange.go and code.go) or of its part of the way (find.go, owner.go, choose.go,
// login.go, password.go, after.go), or into one of its own that a reader would look for,
// as locked.go: an ID, a Title, or a Heading where it depends on the facts, what to Say in
// at most 60 words, names and numbers as Values, what there is to do as a List, in State
// what is watched meanwhile, Help for what a worried person asks there, what it Asks,
// which Checks run, and in Next where each word leads. go test ./steps -run
// TestAllSentences -update prints every sentence, to be read aloud;
// testdata/phrases.txt holds what is not said any more. Then name the step in tree.go where a reader would look
// for it. TestTheGuideIsWhole says what was forgotten; go test ./steps -run
// TestTheTreeIsDrawn -update draws the tree anew. Where only the facts decide it is a
// Fork, what an answer does at once is an Action, what may come between is a Dialog, and
// what several places need is a Sub. What an owner sets in the device, such as its name, is a
// form in nexttime.go, and read and written by package owned. A step that only one kind of device needs, say a
// recorder, stands behind a Fork that compares Facts.Kind (facts/verdict.go) with
// isapi.KindRecorder, where unknown is not "camera"; an option that only one kind has
// asks it in When. What was answered is kept in facts.Answers, and over runs in
// saved/file_answers.go.
//
// # To add a check
//
// One that a single step has stands beside that step, one that several have in checks.go
// or, with much to it, in a file of its own: a Check whose Run measures and returns a
// change of the facts and the row's Result. It touches the world through Env alone. What
// it keeps is a field in package facts, in the part that lives as long as the fact holds
// (Run, Camera, Reset, Step), and, if it has to survive the end of the program, in
// package saved. What it says, if more than one place says it, is a sentence in package
// sentences. Whatever spends a try or changes the device goes through access.Env, which
// guards, notes and settles it.
//
// # To add what may keep an old password
//
// A recorder, a program or an app is a row in clients/kinds.go: what it is called, how well
// it is known, and what there is to do at it. Who logs in to a device is read in
// access/clients.go and judged in package clients; its rows and screens are in
// oldpassword.go.
//
// # To add a method
//
// A row in methods/methods.go: what it costs, needs and loses, and when it is shut (in
// sentences/reasons.go). The options of the menu and the report take it from there; the
// edge from the menu to its first step stands in choose.go. A row in methods/recommend.go
// says when it comes first. Its steps get a file of their own here, and lines in tree.go.
// README.md and tui/help/json.txt count the ways.
//
// # To teach it a device's quirk
//
// Not here. What it answers is read in package isapi: what a device tells of itself in
// device.go, its state in replies.go and probes.go, a lock and the tries left in lock.go,
// why it refuses in reasons.go, what sort it is in kinds.go and, over UDP, in
// sadp/device.go, what became of a login in try.go, what all of a look means in
// verdict.go. How it wants a login is in isapi/auth, a sealed password in isapi/seal,
// broken XML or JSON in isapi/document, everything over UDP in isapi/sadp. It is
// simulated in isapi/simcam, where scenario.go lists what can be switched, scenarios.go
// the devices that have names, and forms.go the forms of replies, written from the source
// of the fact and not from our code. What it means to the guide is a method in package
// facts.
//
// # To add a front door
//
// It is given a walk that Begin made and turns its crank with flow.Driver, or with
// flow.Converse where one thing is asked at a time: tui/update.go and tui/plain.go do
// that, the latter through Run. tui/cli/wizard.go chooses. A new command has its flags in
// main.go and what it does in tui/cli.
//
// # To speak another language
//
// The comment of package text says where a catalogue would be asked, and which words are
// not yet sentences of their own.
//
// # To add to a report
//
// check is package report's report.go; what the look itself knows, such as how long it
// took, is filled in by inspect.go here. discover has three forms: the JSON, whose types
// are in listed.go and filled in discover.go, the table for a terminal in listtable.go,
// and the CSV in listing.go. Why nothing was heard is said in isapi/sadp/causes.go.
// tui/help/json.txt tells what the fields mean, and schema/*.json what they may hold:
// schema_test.go holds what is printed against those.
//
// The report of what was done is package summary: a thing that a reset takes and that is
// given back is a row in returned.go there. What the last screen lists is told by
// summary.go here.
package steps
