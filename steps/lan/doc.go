// Package lan knows who is on this computer's networks: what answers the search over UDP,
// what the neighbour table shows, whose ports are open. It reads addresses as people type
// them and says how near they are. LAN are its doors outwards; nothing here logs in or
// changes anything.
package lan
