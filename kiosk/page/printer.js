// Printing by the browser: the slip's page in a frame that nobody sees. With
// Chromium's --kiosk-printing no dialogue comes up.

const KEPT = 60_000; // ms; longer than a printer needs to fetch a page

/**
 * Sends a slip to the browser's printer.
 * @param {string} url of slip.html, of this origin
 */
export function print(url) {
  const frame = document.createElement("iframe");
  frame.className = "printed";
  frame.setAttribute("aria-hidden", "true");
  frame.tabIndex = -1;
  frame.addEventListener("load", async () => {
    await frame.contentDocument?.fonts.ready;
    frame.contentWindow?.print();
    setTimeout(() => frame.remove(), KEPT);
  });
  frame.src = url;
  document.body.append(frame);
}
