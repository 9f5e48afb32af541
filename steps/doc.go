// Package steps is the guide as data: what is said, asked, checked and waited
// for at each step of getting back into a camera, the walk through it, and its
// reports. It draws no screen; the front doors do.
//
// To add a step:
//
//  1. Choose the file of its method (start, look, choose, login, webreset,
//     button, cloud, support, password, after) and write a function that
//     returns the Step.
//  2. Give it an ID, the Phase for the trail, a Title, what to Say in at most
//     60 words, and Help for those who want to know more.
//  3. Let it Ask, or Check, or both. A step that does neither, and judges
//     nothing, ends the walk.
//  4. Write the words it can end with: option keys, and May for Judge. Each
//     word needs an Edge in Next.
//  5. Add it to Guide in tree.go where a reader would look for it. The tests
//     say what was forgotten.
package steps
