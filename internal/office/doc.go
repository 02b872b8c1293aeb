// Package office plays days of an office under different rules of who is called
// next, and tells how many of its visitors were called in time.
//
// An [Office] is a definition: counters with their skills, services, classes of
// visitors with their promises, and when they come. [Reference] is the one that
// the program brings along; [Read] takes another. [Office.Day] draws the
// visitors of one day from a seed; a [House] plays them under a [Discipline].
// Every discipline meets the same visitors, who come at the same times and take
// as long at the counter whoever was called before them (common random numbers),
// so that differences between two reports are the disciplines' own.
//
// In this package times are milliseconds since the office opened.
package office
