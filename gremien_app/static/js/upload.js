// Large files tell how far they are; without this module the browser sends the same form by itself.

const FROM_BYTES = 500_000; // below that nobody waits
const inMegabytes = (bytes) => (bytes / 1048576).toLocaleString("de-DE", { maximumFractionDigits: 1 });

function bar(form) {
  const box = document.createElement("p");
  box.className = "g-upload";
  box.setAttribute("role", "status");
  const words = document.createElement("span");
  const progress = document.createElement("progress");
  progress.max = 1;
  progress.setAttribute("aria-label", "Fortschritt des Hochladens");
  box.append(words, progress);
  form.querySelector(".g-actions").before(box);
  return (share, text) => {
    progress.value = share;
    // Said in quarters; a live region that changes each second speaks without end.
    if (words.textContent !== text) words.textContent = text;
  };
}

function told({ loaded, total }) {
  if (loaded >= total) return "Hochgeladen. Die Datei wird geprüft …";
  const quarter = Math.floor((loaded / total) * 4) * 25;
  return `${quarter} % von ${inMegabytes(total)} MB hochgeladen …`;
}

// The page that came back shows what to mend; only its content takes the place of this one's.
function show(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const fresh = page.querySelector("main");
  if (!fresh) { location.reload(); return; }
  document.title = page.title;
  document.querySelector("main").replaceWith(fresh);
  start(fresh);
  const summary = fresh.querySelector("[data-error-summary]");
  (summary ?? fresh.querySelector("h1"))?.focus();
}

function send(form) {
  const request = new XMLHttpRequest();
  const tell = bar(form);
  const buttons = [...form.querySelectorAll("button")];
  for (const button of buttons) button.disabled = true;
  request.upload.addEventListener("progress", (event) => tell(event.loaded / event.total, told(event)));
  request.addEventListener("load", () => {
    const href = request.getResponseHeader("Content-Type")?.startsWith("application/json")
      ? JSON.parse(request.responseText).href : "";
    if (href) location.assign(href); else show(request.responseText);
  });
  request.addEventListener("error", () => {
    for (const button of buttons) button.disabled = false;
    tell(0, "Die Verbindung ist abgebrochen. Ihre Angaben sind noch da; bitte laden Sie die Datei noch einmal hoch.");
  });
  request.open("POST", form.getAttribute("action") || location.href);
  request.send(new FormData(form));
}

function start(root) {
  for (const form of root.querySelectorAll("form[data-upload]")) {
    form.addEventListener("submit", (event) => {
      const file = form.elements.file.files[0];
      if (!file || file.size < FROM_BYTES) return;
      event.preventDefault();
      form.querySelector(".g-upload")?.remove();
      send(form);
    });
  }
}

start(document);
