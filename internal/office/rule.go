package office

// promiseDate is the rule.
func promiseDate(a, b *Head, now int64) bool {
	aLate, bLate := now >= due(a), now >= due(b)
	if aLate != bLate {
		return aLate
	}
	if aLate {
		return accumulating(a, b, now)
	}
	return dueDate(a, b, now)
}
