package simcam

// routes are calls by path.
type routes map[string][]route

// route is one call that a camera understands.
type route struct {
	method string
	since  Generation   // first generation that has it; empty means all
	only   []Generation // those that have it; empty means all since
	open   bool         // needs no login
	change bool         // changes something: counted as a write
	onvif  bool         // there only while ONVIF is on
	serve  func(*Camera, *call) reply
}
