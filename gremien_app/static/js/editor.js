// Where long texts are written: saving by itself, and buttons that set the marks. Fetched by
// gremien.js where it is needed; without it the forms are sent by their button and the marks are typed.

let all, byId, clock, announce, post, readPage, refusal, unsaved;

// Autosave sends the changed texts. Answer: {"versions": {field: number}}, or the page with both texts.
function autosave(form) {
  const state = form.querySelector("[data-save-state]");
  const changed = new Set();
  let timer = 0;
  let stopped = false;
  let told = "";
  // Spoken once: that it saves by itself, and when that changes; not at every pause in typing.
  const show = (text, failed, isSaved) => {
    state.textContent = text;
    state.dataset.state = failed ? "failed" : "";
    const now = failed ? "failed" : "saved";
    if ((failed || isSaved) && told !== now) { told = now; announce(text); }
  };
  const save = async () => {
    const names = [...changed];
    const data = new FormData(form);
    for (const area of all("textarea", form)) if (!changed.has(area.name)) data.delete(area.name);
    changed.clear();
    unsaved.delete(form);
    try {
      const response = await post(form.getAttribute("action") || location.href, data, { Accept: "application/json" });
      if (response.headers.get("Content-Type").includes("json")) {
        const answer = await response.json();
        if (response.ok) {
          for (const [name, version] of Object.entries(answer.versions)) form.elements[name].value = version;
          if (!changed.size) show(`Gespeichert um ${clock()} Uhr`, false, true);
          return;
        }
        stopped = true;
        show(`${answer.message} Bitte benutzen Sie „Speichern“.`, true);
        names.forEach((name) => changed.add(name));
        unsaved.add(form);
        return;
      }
      const page = await readPage(response);
      const both = page.querySelector(".g-conflict");
      stopped = true;
      if (both) form.before(document.adoptNode(both));
      show(both ? `Nicht gespeichert: ${both.querySelector("[data-saver]").textContent} Beide Fassungen stehen über dem Formular.` : `Nicht gespeichert: ${refusal(page) || "Bitte benutzen Sie „Speichern“."}`, true);
    } catch {
      show("Nicht gespeichert. Bitte lassen Sie die Seite offen, es wird erneut versucht.", true);
      timer = setTimeout(queued, 15000);
    }
    names.forEach((name) => changed.add(name));
    unsaved.add(form);
  };
  let queue = Promise.resolve();
  const queued = () => { queue = queue.then(() => stopped || save()); };
  form.addEventListener("input", (event) => {
    changed.add(event.target.name);
    clearTimeout(timer);
    if (!stopped) { show("Änderungen noch nicht gespeichert"); timer = setTimeout(queued, 1500); }
  });
  form.addEventListener("submit", () => { clearTimeout(timer); stopped = true; });
}

// Formatting buttons over a textarea. They write the marks of docs/texte.md: stars around whole words,
// line by line; "•" and numbers at the beginning of lines, going on from the line above.
// What was typed stays: "15. April" and "- 5 °C" are no marks.
const MONTH = "Jän|Jan|Feb|Mär|Mrz|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez";
const BULLET = /^(\s*)(?:• |[-–] (?!\d))/;
const NUMBER = new RegExp(`^(\\s*)(\\d{1,3})\\. (?!${MONTH})`);
const markOf = (line) => (line.match(BULLET) || line.match(NUMBER) || line.match(/^\s*/))[0];
const emphasise = (line, stars) => {
  const before = markOf(line);
  const words = line.slice(before.length);
  return words.trim() ? before + words.replace(/^(.*?)(\s*)$/, `${stars}$1${stars}$2`) : line;
};
function listed(lines, kind, above) {
  const numbers = lines.filter((line) => line.trim()).map((line) => Number((line.match(NUMBER) || [])[2] || NaN));
  const isNumbered = numbers.length > 1 && numbers.every((number, at) => number === numbers[0] + at);
  let next = Number((above.match(NUMBER) || [])[2] || 0);
  return lines.map((line) => {
    if (!line.trim() && lines.length > 1) return line;
    const bare = line.replace(isNumbered ? NUMBER : BULLET, "$1");
    next += 1;
    return bare.replace(/^\s*/, (indent) => indent + (kind === "list" ? "• " : `${next}. `));
  });
}
function formatBar(bar) {
  const area = byId(bar.dataset.formatFor);
  bar.hidden = false;
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-format]");
    if (!button) return;
    const kind = button.dataset.format;
    const value = area.value;
    let { selectionStart: start, selectionEnd: end } = area;
    let lines;
    if (kind === "bold" || kind === "italic") {
      const isWord = (at) => /[\p{L}\p{N}_]/u.test(value.charAt(at));
      while (start < end && isWord(start - 1) && isWord(start)) start -= 1;
      while (start < end && isWord(end - 1) && isWord(end)) end += 1;
      const stars = kind === "bold" ? "**" : "*";
      lines = (value.slice(start, end) || "Text").split("\n").map((line) => emphasise(line, stars));
    } else {
      if (end > start && value.charAt(end - 1) === "\n") end -= 1;
      start = start && value.lastIndexOf("\n", start - 1) + 1;
      const above = value.slice(0, Math.max(start - 1, 0)).split("\n").pop();
      lines = listed(value.slice(start, end).split("\n"), kind, above);
    }
    area.focus();
    area.setRangeText(lines.join("\n"), start, end, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

export function start(shared) {
  ({ all, byId, clock, announce, post, readPage, refusal, unsaved } = shared);
  all("form[data-autosave]").forEach(autosave);
  all("[data-format-for]").forEach(formatBar);
}
