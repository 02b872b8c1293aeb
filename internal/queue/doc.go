// Package queue is the core: what happens to tickets, counters and days at one
// centre, and who is called next. It is a pure function of commands. It has no
// clock, no randomness, no goroutine and no I/O.
//
// # What you do
//
//  1. Give every [Command] its time. Times never fall within a centre; they may
//     stand still. Give it an id if it may be told again, the same id then.
//  2. Ask [State.Decide]. A refusal is a *[Error] and nothing happened.
//  3. Store the events; once they are durable, [State.Apply] them, all of them
//     and in order, before the next Decide. Applying first and storing a batch
//     at once is as good, provided that nobody hears of it until it is stored
//     and that the state is thrown away if the storing fails.
//  4. Send [Tick] before and after each command, and about every second, until
//     it gives no events: days begin and end, and calls happen by themselves
//     where the centre's [Rules] say so, through it alone.
//  5. After a restart apply the stored events to [New], or those after a
//     [State.Snapshot] to what [Restore] makes of it.
//
// One goroutine at a time may use Decide and Apply. The readers (Ticket, Ahead,
// Waiting, Desks, …) may run at the same time as one another, not as Apply.
//
// # What you may rely on
//
//  1. Decide changes nothing. What it decides depends on the state and the
//     command only, and the state on the events only: the same journal gives
//     the same state, byte for byte in Snapshot and Digest, on any machine.
//  2. Every beginning of a journal is a journal.
//  3. A command whose id had an effect is not carried out again, on that working
//     day and the next; it is answered as at first. The same id with another
//     Digest is a conflict. A refusal or a command with nothing to do leaves no
//     memory.
//  4. A ticket is at one counter at most. Its life is a path of the chart at
//     [TicketState].
//  5. A number is given once a day, whatever is reconfigured meanwhile, and never
//     while a ticket of an earlier day still has it. A working day is a civil day
//     of the centre's zone; days only go forward.
//  6. Issued tickets are served, missed, cancelled, expired or open: none is lost
//     by a new definition, which is refused when it lacks what a ticket needs.
//  7. An undo puts the ticket and the day's counts back as they were before the
//     counter's last finish, miss or park, if nothing has happened to the ticket
//     since; but who was parked comes back as being served.
//  8. All text in events is UTF-8 of a bounded length.
//
// # The discipline
//
// Each ticket has a reference time r, when it was issued, and a promise T, the
// minutes that its class waits at most for its service. A reinstated ticket's
// reference is set so that it keeps a part of its wait; transfers and the later
// services of a visit keep the reference. At the time t the ticket has used the
// share (t−r)/T of its promise. A counter is given, of the tickets it may call,
// the one with the greatest share; of equal ones that with the earlier
// reference, then that issued earlier.
//
// Theorem. Let a counter be able to call the tickets i and j, with j's reference
// no earlier than i's and, if it is the same, j issued later.
//
//   - If T(j) ≥ T(i), the discipline never calls j before i. Inside a class and
//     service it is first come, first served.
//   - Otherwise it calls j before i only at a time t at which
//     (t−r(i))·(T(i)−T(j)) > (r(j)−r(i))·T(i).
//
// For (t−r(j))/T(j) > (t−r(i))/T(i) is just that, multiplied out; and with
// T(j) ≥ T(i) its left side is not positive.
//
// Hence whoever passes a ticket that waits w in all has come in the first part
// w·(1−T/T(i)) of its wait, T being the passer's own, shorter promise: where the
// promises are 10 and 30 minutes, in the first two thirds. So many may pass as
// came then, and no more. A ticket is called when the counters have called those
// before it and these; it could be passed for ever only if, for ever, visitors
// with promises of T came at more than 1/(1−T/T(i)) times the rate of calls.
//
// What an officer calls out of turn is outside of this. It carries a reason, and
// [Why] keeps whom the discipline would have called.
package queue
