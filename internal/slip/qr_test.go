package slip

import (
	"encoding/xml"
	"strings"
	"testing"
)

func TestACodeForScreens(t *testing.T) {
	const url = "https://moiso.test/t/ha-long/ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	svg, err := QR(url)
	if err != nil {
		t.Fatal(err)
	}
	var drawn struct {
		ViewBox string `xml:"viewBox,attr"`
		Paths   []struct {
			Fill string `xml:"fill,attr"`
			D    string `xml:"d,attr"`
		} `xml:"path"`
	}
	if err := xml.Unmarshal(svg, &drawn); err != nil {
		t.Fatal(err)
	}
	// 33 modules and four of quiet on each side; the finder begins right there.
	if drawn.ViewBox != "0 0 41 41" || len(drawn.Paths) != 2 || drawn.Paths[0].Fill != "#fff" || !strings.HasPrefix(drawn.Paths[1].D, "M4 4h7v1") {
		t.Errorf("the code is %s", svg)
	}
}

func TestACodeThatNoPhoneWouldRead(t *testing.T) {
	if _, err := QR("https://moiso.test/" + strings.Repeat("x", longestURL)); err == nil || !strings.Contains(err.Error(), "at most 200") {
		t.Errorf("%v, want an error that says how long an address may be", err)
	}
}
