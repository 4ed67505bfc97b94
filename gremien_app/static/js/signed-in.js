// The end of a sign-in: told some minutes before, put off by one button. Without this module nothing
// typed is lost either: the sign-in page keeps it.

const KEY = "angemeldet-bis";
const box = document.querySelector("[data-stay]");
const text = box.querySelector("[data-stay-text]");
const button = box.querySelector("[data-stay-button]");
const anew = box.querySelector("[data-stay-anew]");
const seconds = (name) => Number(box.dataset[name]) * 1000;
const pause = seconds("pause");
const lastEnd = Date.now() + seconds("lastEndIn");
const WARN = Math.min(5 * 60_000, pause / 3);
const clock = (time) => new Date(time).toLocaleTimeString("de-DE", { hour: "2-digit", minute: "2-digit" });
let ends = Date.now() + seconds("endsIn");

const lasts = () => Math.min(Math.max(ends, Number(localStorage.getItem(KEY)) || 0), lastEnd);
function goOn(until) {
  ends = until;
  localStorage.setItem(KEY, String(until));
  look();
}

function say(sentence, { mayStay = false, isOver = false } = {}) {
  if (text.textContent !== sentence) text.textContent = sentence;
  button.hidden = !mayStay;
  anew.hidden = !isOver;
  box.hidden = false;
}

function look() {
  const left = lasts() - Date.now();
  if (left <= 0) {
    say("Ihre Anmeldung ist beendet. Was Sie getippt haben, steht noch hier: Beim Speichern werden Sie nach dem Passwort gefragt.", { isOver: true });
  } else if (left > WARN) {
    box.hidden = true;
    text.textContent = "";
  } else if (lasts() === lastEnd) {
    say(`Ihre Anmeldung endet um ${clock(lastEnd)} Uhr und lässt sich nicht verlängern. Bitte speichern Sie vorher.`);
  } else {
    say(`Ihre Anmeldung endet um ${clock(lasts())} Uhr, weil Sie eine Zeit lang nichts gespeichert oder geöffnet haben.`, { mayStay: true });
  }
}

button.addEventListener("click", async () => {
  const back = document.activeElement === button;
  try {
    const response = await fetch(box.dataset.stay, { headers: { Accept: "application/json" } });
    const told = await response.json();
    goOn(Date.now() + told.ends_in * 1000);
    if (back) document.getElementById("inhalt").focus({ preventScroll: true });
  } catch {
    say("Das hat nicht geklappt: keine Verbindung, oder die Anmeldung ist schon beendet. Bitte speichern Sie jetzt.", { mayStay: true });
  }
});

// What is saved in between goes on with the sign-in; the server notes it every five minutes.
addEventListener("gremien:sent", () => goOn(Math.max(ends, Date.now() + pause - 5 * 60_000)));
localStorage.setItem(KEY, String(ends));
setInterval(look, 10_000);
look();
