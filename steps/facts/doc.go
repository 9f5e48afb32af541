// Package facts holds what is known on the way through the guide, by how long it holds:
// in this run, about this camera, about this reset, at this step. Its methods answer
// questions about that from all sources together; what is said about it in sentences
// stands in package sentences.
package facts
