// Comfort on top of plain forms: every action here also works without this module.
// Hooks are data attributes set by templates/components.

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const byId = (id) => document.getElementById(id);
const clock = () => new Date().toLocaleTimeString("de-DE", { hour: "2-digit", minute: "2-digit" });

function announce(text) {
  const region = byId("ansage");
  if (!region) return;
  region.textContent = "";
  setTimeout(() => { region.textContent = text; }, 50);
}

async function post(url, body, headers = {}) {
  const response = await fetch(url, { method: "POST", body, headers });
  dispatchEvent(new Event("gremien:sent"));
  return response;
}
const send = (form) => post(form.getAttribute("action") || location.href, new FormData(form));

async function readPage(response) {
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

// The page that answers may refuse by a message at its top.
function refusal(page) {
  const problem = page.querySelector(".g-flash--danger, .g-flash--warning, [data-error-summary], [data-refusal]");
  return problem ? problem.textContent.trim().replace(/\s+/g, " ") : "";
}

// Live parts and the versions in other forms follow the page that answered. Tells whether one speaks by itself.
function refresh(page) {
  let speaks = false;
  for (const part of all("[data-refresh][id]")) {
    const fresh = page.getElementById(part.id);
    if (!fresh || fresh.innerHTML === part.innerHTML) continue;
    part.innerHTML = fresh.innerHTML;
    speaks ||= part.matches("[role=status]");
  }
  for (const form of all("form[data-autosubmit][id]")) {
    const fresh = page.getElementById(form.id)?.elements.version;
    if (fresh && form.elements.version) form.elements.version.value = fresh.value;
  }
  return speaks;
}

// After a press the next page says what was done: spoken, with the focus where it was pressed or can be seen.
const pathOf = (one) => new URL(one.form ? one.form.getAttribute("action") : one.href, location).pathname;
function land() {
  const sent = sessionStorage.getItem("sent");
  sessionStorage.removeItem("sent");
  const told = all("[data-flash]");
  if (!told.length || document.querySelector("[data-error-summary]")) return;
  setTimeout(() => document.querySelector("[data-told]").append(...told.filter((one) => !one.role)), 100);
  const same = all("main a[href], main form[action] button").find((one) => pathOf(one) === sent);
  const place = document.querySelector(":target") || same || document.querySelector("h1");
  if (place.tabIndex < 0) place.tabIndex = -1;
  place.focus();
}

// Menu on small screens
function menuButton(button) {
  const menu = byId(button.getAttribute("aria-controls"));
  button.hidden = false;
  const toggle = (open) => {
    menu.toggleAttribute("data-open", open);
    button.setAttribute("aria-expanded", String(open));
  };
  toggle(false);
  button.addEventListener("click", () => toggle(!menu.hasAttribute("data-open")));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.hasAttribute("data-open")) { toggle(false); button.focus(); }
  });
}

// Copy an address
function copyButton(button) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const input = byId(button.dataset.copy);
    const label = button.querySelector(".kern-label");
    const before = label.textContent;
    try {
      await navigator.clipboard.writeText(input.value);
      label.textContent = button.dataset.done;
      announce(button.dataset.done);
      setTimeout(() => { label.textContent = before; }, 4000);
    } catch {
      input.select();
      announce("Bitte mit Strg und C kopieren, die Adresse ist markiert.");
    }
  });
}

// Unsaved changes
const unsaved = new Set();
function guard(form) {
  form.addEventListener("input", () => unsaved.add(form));
  form.addEventListener("submit", () => unsaved.delete(form));
}
addEventListener("beforeunload", (event) => { if (unsaved.size) event.preventDefault(); });

// Reordering: send, swap the list, keep the focus on the moved thing
async function move(form, button) {
  const list = form.closest("[data-reorder]");
  const name = button.getAttribute("aria-label") || button.textContent.trim();
  let page;
  try {
    const response = await send(form);
    page = response.ok ? await readPage(response) : null;
  } catch {
    form.submit();
    return;
  }
  const fresh = page && page.getElementById(list.id);
  if (!fresh) { location.reload(); return; }
  for (const old of all("[data-reorder][id]")) {
    const next = page.getElementById(old.id);
    if (next) old.replaceChildren(...next.children);
  }
  refresh(page);
  const same = byId(button.id);
  const row = same && same.closest("li");
  const target = same && !same.disabled ? same : row && row.querySelector(".g-move:not(:disabled)");
  if (target) target.focus();
  if (row) { row.classList.add("g-moved"); setTimeout(() => row.classList.remove("g-moved"), 1500); }
  announce(refusal(page) || `${name} verschoben`);
}

// Radios that are saved when they change
function autosubmit(form) {
  for (const button of all("[data-without-script]", form)) button.hidden = true;
  const state = form.querySelector("[data-saved]");
  const show = (text, failed) => { state.textContent = text; state.dataset.state = failed ? "failed" : ""; };
  let queue = Promise.resolve();
  const save = async () => {
    let problem = "keine Verbindung";
    let speaks = false;
    try {
      const response = await send(form);
      const page = await readPage(response);
      problem = refusal(page) || (response.ok ? "" : "Bitte laden Sie die Seite neu.");
      if (response.ok) speaks = refresh(page);
    } catch { /* offline: the text above says it */ }
    show(problem ? `Nicht gespeichert: ${problem}` : `Gespeichert um ${clock()} Uhr`, problem);
    if (problem || !speaks) announce(state.textContent);
  };
  form.addEventListener("change", () => { show("wird gespeichert …"); queue = queue.then(save); });
}

// Votes: one button fills the counts, a sum beside those present
function vote(box) {
  const sum = box.querySelector("[data-sum]");
  const count = () => {
    const total = all("input", box).reduce((result, input) => result + (parseInt(input.value, 10) || 0), 0);
    if (sum) sum.textContent = `Anwesend mit Stimmrecht: ${sum.dataset.sum} · abgegeben: ${total}`;
  };
  for (const button of all("[data-fill]", box)) {
    button.hidden = false;
    button.addEventListener("click", () => {
      for (const [id, value] of Object.entries(JSON.parse(button.dataset.fill))) byId(id).value = value;
      count();
      announce("Stimmen eingetragen");
    });
  }
  box.addEventListener("input", count);
  count();
}

// Light and dark
function themeSwitch(form) {
  const html = document.documentElement;
  const apply = (value) => {
    if (value === "light" || value === "dark") html.dataset.kernTheme = value;
    else delete html.dataset.kernTheme;
  };
  const kept = form.method === "post";
  for (const button of all("[data-without-script]", form)) button.hidden = true;
  if (!kept) {
    form.hidden = false;
    form.elements.theme.value = localStorage.getItem("theme") || "auto";
    apply(form.elements.theme.value);
  }
  form.addEventListener("change", () => {
    apply(form.elements.theme.value);
    if (kept) send(form).catch(() => {});
    else localStorage.setItem("theme", form.elements.theme.value);
  });
}

// Printing unfolds, for browsers whose style sheets cannot
const folded = () => all("details.g-unfold:not([open])");
let unfolded = [];
addEventListener("beforeprint", () => { unfolded = folded(); for (const one of unfolded) one.open = true; });
addEventListener("afterprint", () => { for (const one of unfolded) one.open = false; });

// Start
land();
all("[data-menu-button]").forEach(menuButton);
all("[data-copy]").forEach(copyButton);
all("form[data-guard]").forEach(guard);
all("form[data-autosubmit]").forEach(autosubmit);
all("[data-vote]").forEach(vote);
all("[data-theme-switch]").forEach(themeSwitch);
if (document.querySelector("[data-autosave], [data-format-for]")) {
  import("./editor.js").then(({ start }) => start({ all, byId, clock, announce, post, readPage, refusal, unsaved }));
}
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.confirm && !confirm(form.dataset.confirm)) { event.preventDefault(); return; }
  if (form.method === "post") sessionStorage.setItem("sent", new URL(form.getAttribute("action") || "", location).pathname);
  const button = event.submitter;
  if (button && button.matches(".g-move") && form.closest("[data-reorder]")) {
    event.preventDefault();
    move(form, button);
  }
});
