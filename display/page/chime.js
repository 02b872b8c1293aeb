/**
 * Two soft tones before a call, made by the browser itself. A browser that has
 * not been touched yet may refuse to make a sound; blocked() then tells so.
 */
export class Chime {
  /** @param {(blocked: boolean) => void} blocked called whenever that changes */
  constructor(blocked) {
    const Context = window.AudioContext;
    /** @type {AudioContext | null} */
    this.context = Context ? new Context() : null;
    if (!this.context) {
      return;
    }
    const tell = () => blocked(this.context.state === "suspended");
    const wake = () => { this.context.resume().then(tell, tell); };
    this.context.addEventListener("statechange", tell);
    ["pointerdown", "keydown"].forEach((name) => document.addEventListener(name, wake));
    wake();
    tell();
  }

  /** Sounds once, unless the browser does not let it. */
  ring() {
    if (!this.context || this.context.state !== "running") {
      return;
    }
    const now = this.context.currentTime;
    this.tone(783.99, now, 0.9); // G5
    this.tone(659.25, now + 0.42, 1.3); // E5
  }

  /** @param {number} pitch in Hz @param {number} at @param {number} length in seconds */
  tone(pitch, at, length) {
    const gain = this.context.createGain();
    gain.connect(this.context.destination);
    gain.gain.setValueAtTime(0.0001, at);
    gain.gain.exponentialRampToValueAtTime(0.35, at + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.0001, at + length);
    // The second partial gives the tone the colour of a bell.
    [[1, 1], [2.01, 0.25]].forEach((partial) => {
      const tone = this.context.createOscillator();
      const share = this.context.createGain();
      tone.frequency.value = pitch * partial[0];
      share.gain.value = partial[1];
      tone.connect(share);
      share.connect(gain);
      tone.start(at);
      tone.stop(at + length);
    });
  }
}
