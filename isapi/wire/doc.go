// Package wire carries single HTTP requests to one small device, and says exactly
// what became of each: whether it may have left, who ended the connection, and by
// which protocol the other side spoke. It bounds connections, sizes and times, holds
// no cookie, follows no redirect, and repeats nothing. What an answer means is not
// its business.
package wire
