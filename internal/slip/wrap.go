package slip

import (
	"strings"
	"unicode/utf8"
)

// wrap breaks text at spaces into lines of at most limit dots; a word that is
// wider alone is broken where it must be.
func wrap(p printable, f face, size, limit int) []printable {
	var lines []printable
	var line printable
	for word := range strings.SplitSeq(string(p), " ") {
		next := printable(word)
		if line != "" {
			next = line + " " + next
		}
		if width(next, f, size) <= limit {
			line = next
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		var full []printable
		full, line = chop(printable(word), f, size, limit)
		lines = append(lines, full...)
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// chop cuts a word into full lines and what is left over.
func chop(word printable, f face, size, limit int) (full []printable, rest printable) {
	start, used := 0, 0
	for i, r := range word {
		w := width(printable(r), f, size)
		if i > start && used+w > limit {
			full = append(full, word[start:i])
			start, used = i, 0
		}
		used += w
	}
	return full, word[start:]
}

// balance wraps into as few lines as wrap does, of lengths as equal as can be:
// a centred name reads better without one word alone at its end.
func balance(p printable, f face, size, limit int) []printable {
	lines := wrap(p, f, size, limit)
	if len(lines) < 2 || !strings.Contains(string(p), " ") {
		return lines
	}
	low, high := limit/len(lines), limit
	for high-low > size/2 {
		try := (low + high) / 2
		if narrow := wrap(p, f, size, try); len(narrow) == len(lines) && whole(narrow, p) {
			lines, high = narrow, try
		} else {
			low = try
		}
	}
	return lines
}

// whole says that no word was broken: the lines and the spaces between them are
// as many runes as the text.
func whole(lines []printable, p printable) bool {
	n := len(lines) - 1
	for _, l := range lines {
		n += utf8.RuneCountInString(string(l))
	}
	return n == utf8.RuneCountInString(string(p))
}
