/** Reads messages aloud, one at a time, and turns speech into text where the browser can. */

// Voices speak about this many words a minute at rate 1.
const ORDINARY_SPEED = 180;
const synth = window.speechSynthesis;
const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;

export const canSpeak = Boolean(synth && window.SpeechSynthesisUtterance);
export const canListen = Boolean(Recognition);

let ended = () => {};

export function stopReading() {
  synth?.cancel();
  ended();
  ended = () => {};
}

/** Speaks sentence by sentence, because some browsers stop a long text in the middle. `done` is called once. */
export function read(text, language, wordsAMinute, done) {
  stopReading();
  ended = done;
  const sentences = text.match(/[^.!?\n]+[.!?]*/g) ?? [];
  sentences.forEach((sentence, i) => {
    const part = new SpeechSynthesisUtterance(sentence.trim());
    part.lang = language;
    part.rate = wordsAMinute / ORDINARY_SPEED;
    if (i === sentences.length - 1) part.onend = part.onerror = () => ended === done && stopReading();
    synth.speak(part);
  });
}

/** Listens once. Calls `heard(text)` for what was said and `done()` at the end; returns a function that stops it. */
export function listen(language, heard, done) {
  const ear = new Recognition();
  ear.lang = language;
  ear.onresult = (event) => heard([...event.results].map((result) => result[0].transcript).join(" "));
  ear.onend = ear.onerror = done;
  ear.start();
  return () => ear.stop();
}
