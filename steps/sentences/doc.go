// Package sentences says what the facts are: as the row of a check, as the result of a try
// or a write, as the reason why an answer is shut. Every front door says the same.
package sentences
