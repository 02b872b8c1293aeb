package kiosk_test

import (
	"testing"

	"moiso/internal/browsertest"
)

// desk plays an order: each call of the server takes the next of answers, an
// error's kind or a ticket's id; wanted tells for how many of the answers the
// visitor stays. It gives the calls, and what came of the order.
const desk = `
	const calls = [];
	const api = async (method, path, body, options) => {
		calls.push([method, path.split("/demo/")[1], options ? options.key : ""].join(" ").trim());
		const answer = answers.shift();
		if (answer.kind) throw answer;
		return answer;
	};
	const asked = new Desk(api, "demo", "door", async () => {});
	let unsure = 0, came;
	try {
		const ticket = await asked.take({service: "birth", class: ""}, "k", {wanted: () => calls.length <= wanted, unsure: () => unsure++});
		came = ticket ? ticket.id : "nothing";
	} catch (problem) { came = problem.kind; }
	return [...calls, "unsure " + unsure, came].join("; ");`

func takeAt(tab *browsertest.Tab, world string) string {
	return browsertest.Run[string](tab, world+desk)
}

func TestTheDeskTakesOneTicket(t *testing.T) {
	tab := modules(t, map[string]string{"Desk": "desk.js"})
	for _, c := range []struct{ name, world, want string }{
		{"at once", `const answers = [{id: "an"}], wanted = 9;`, "POST tickets k; unsure 0; an"},
		{"over a cut line", `const answers = [{kind: "unreachable"}, {kind: "unreachable"}, {id: "an"}], wanted = 9;`,
			"POST tickets k; POST tickets k; POST tickets k; unsure 2; an"},
		{"from a busy server", `const answers = [{kind: "busy"}, {id: "an"}], wanted = 9;`, "POST tickets k; POST tickets k; unsure 1; an"},
		{"refused", `const answers = [{kind: "quota"}], wanted = 9;`, "POST tickets k; unsure 0; quota"},
		{"refused after a cut", `const answers = [{kind: "unreachable"}, {kind: "closed"}], wanted = 9;`, "POST tickets k; POST tickets k; unsure 1; closed"},
		{"when the visitor has left", `const answers = [{kind: "unreachable"}, {id: "an"}, {id: "an"}], wanted = 1;`,
			"POST tickets k; POST tickets k; POST tickets/an/cancel k; unsure 1; nothing"},
		{"and cancels over a cut line", `const answers = [{kind: "unreachable"}, {id: "an"}, {kind: "unreachable"}, {id: "an"}, {id: "an"}], wanted = 1;`,
			"POST tickets k; POST tickets k; POST tickets/an/cancel k; POST tickets k; POST tickets/an/cancel k; unsure 2; nothing"},
		{"refused when the visitor has left", `const answers = [{kind: "unreachable"}, {kind: "closed"}], wanted = 1;`, "POST tickets k; POST tickets k; unsure 1; nothing"},
	} {
		if got := takeAt(tab, c.world); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}
