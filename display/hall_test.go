package display_test

import (
	"testing"
	"time"

	"moiso/internal/browsertest"
	"moiso/internal/livetest"
	"moiso/internal/queue"
)

// The whole way: a call that is committed is painted, announced once and
// receipted; what a display finds when it comes up is shown without announcing.
func TestACallIsPainted(t *testing.T) {
	c := livetest.Open(t)
	receipts := make(chan string, 4)
	server := serve(t, c, func(_ queue.CentreID, topic, kind string, _ time.Duration) { receipts <- topic + " " + kind })
	c.Must(t, queue.Open{Counter: "k2"})
	c.Must(t, queue.Issue{Ticket: "one", Service: "birth", Class: "elderly"})
	c.Must(t, queue.Issue{Ticket: "two", Service: "birth"})
	tab := open(t, server.URL+"/display/demo/a?chime=off")

	if got := browsertest.Run[string](tab, `
		await until(() => document.querySelector("#people").textContent === "2");
		return document.querySelector("#screen").dataset.mode;`); got != "wait" {
		t.Errorf("before the first call the mode is %q", got)
	}

	c.Must(t, queue.CallNext{Counter: "k2"})
	if got := browsertest.Run[string](tab, `
		const card = await until(() => document.querySelector(".call.fresh"));
		await until(() => document.querySelector("#calls .called"));
		return [card.querySelector(".call-number").textContent, card.querySelector(".call-counter").textContent,
			Boolean(card.querySelector(".sign-arrow")), document.querySelector("#calls").textContent].join(" ");`); got != "A001 2 true A0012" {
		t.Errorf("the call is painted as %q", got)
	}
	if got := <-receipts; got != "hall/a shown" {
		t.Errorf("the receipt is %q", got)
	}

	// The same display, loaded anew.
	again := open(t, server.URL+"/display/demo/a?chime=off")
	if got := browsertest.Run[string](again, `
		const card = await until(() => document.querySelector(".call"));
		return card.querySelector(".call-number").textContent + " " + card.className;`); got != "A001 call" {
		t.Errorf("a display that comes up shows %q, want the call and nothing new", got)
	}

	c.Must(t, queue.Recall{Counter: "k2"})
	if got := browsertest.Run[string](again, `
		const card = await until(() => document.querySelector(".call.fresh"));
		return card.querySelector(".call-again").textContent;`); got != "Gọi lại – lần 2" {
		t.Errorf("the recall says %q", got)
	}

	c.Must(t, queue.Start{Counter: "k2"})
	if got := browsertest.Run[string](again, `
		await until(() => !document.querySelector("#priority").hidden);
		return document.querySelector("#priority").textContent;`); got != "Đang phục vụ đối tượng ưu tiên" {
		t.Errorf("the badge says %q", got)
	}
}

// On the phone: the place in the queue, the call, the end.
func TestATicketIsFollowed(t *testing.T) {
	c := livetest.Open(t)
	server := serve(t, c, nil)
	c.Must(t, queue.Open{Counter: "k1"})
	c.Must(t, queue.Issue{Ticket: "one", Service: "birth"})
	tab := open(t, server.URL+"/t/demo/one?lang=en")
	says := func(state string) string {
		return browsertest.Run[string](tab, `
			await until(() => document.body.dataset.state === "`+state+`");
			return document.querySelector("#state").innerText.replace(/\s+/g, " ").trim();`)
	}
	if got := browsertest.Run[string](tab, `return until(() => document.querySelector("#lead").textContent);`); got != "You are next" {
		t.Errorf("who is next reads %q", got)
	}
	c.Must(t, queue.CallNext{Counter: "k1"})
	if got, want := says("called"), "Please go to Counter 1 on the left of the hall Please come now. A number that nobody answers may be passed over."; got != want {
		t.Errorf("the call reads %q, want %q", got, want)
	}
	c.Must(t, queue.Start{Counter: "k1"})
	says("serving")
	c.Must(t, queue.Finish{Counter: "k1"})
	if got, want := says("served"), "Done Thank you. This ticket is no longer valid."; got != want {
		t.Errorf("the end reads %q, want %q", got, want)
	}
}
