package saved

// each turns the values of a list into others; a list that is not there stays so.
func each[A, B any](all []A, to func(A) B) []B {
	if all == nil {
		return nil
	}
	other := make([]B, len(all))
	for i, a := range all {
		other[i] = to(a)
	}
	return other
}
