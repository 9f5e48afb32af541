// Package secure says how safely a device is set up, and what would make it safer. It
// reads nothing and sends nothing: it is given the pages of a device's settings as a login
// read them (isapi.ReadPages), judges each, and makes of a page the one to send back.
//
// Settings is the table of what is looked at. To add one, write a Setting: the pages it needs,
// what it makes of them in Judge, and, where one write cures it, in Fix which text of which
// page changes to what. Its id is a row of the last screen, of camreset secure and of
// camreset help checks.
//
// The pages and their fields are those that the maker's own web client asks for (URL table
// of its script webSDK, read in 2026), the ISAPI guides (chapters network, security and
// time) and replies of devices; where a device has no such page, that is a state of its own
// and never an error.
package secure
