// Package lan knows who is on this computer's networks: what answers the search over UDP,
// what the neighbour table shows, whose ports are open. It reads addresses as people type
// them and says how near they are. LAN are its doors outwards; nothing here logs in or
// changes anything.
//
// Where a device is now is asked in one place:
//
//	which device is at an address         Ask, HoldersNow, Verify
//	at which address a device is          Follow, Newest
//	which device a label means            Seek
//	whether nobody is at an address       NobodyAt
//	whose ports are open                  Sweep
//	what was heard already, unasked       Heard and its methods
//	what this computer's own table shows  NeighbourTable, MacsOf
//
// Whether somebody is at an address is isapi.Client.Alive, asked again and again
// access.Env.Await; by which interface it is reached, and whether that one is lost, is Way.
// Whether the table speaks against a device is sadp.Device.Neighbour.
package lan
