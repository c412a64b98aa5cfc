// Writing in place. A change is put aside in this browser at once and sent after a short pause, one at
// a time, each with the version it was made on. It is let go of only when the server has it.
import { mark } from "./marking.js";
import { countFlags, replaceDesk, say } from "./place.js";

const PAUSE = 700;
const RETRY = 3000;
const waiting = new Map(); // key -> text not yet saved
let base = new Map(); // key -> text as the server had it
let timer = 0;
let sending = null;
let stopped = false; // a conflict waits for the person

const desk = () => document.getElementById("desk");
const wordsOf = (key) => document.getElementById(`w-${key}`);
const aside = (key) => `referat:${desk().dataset.draft}:${key}`;
// A no-break space belongs to the text ("414.000 kr."), so only ordinary ones are tidied.
const plain = (element) => element.textContent.replace(/[ \t\r\n]+/g, " ").replace(/^ | $/g, "");
const url = () => `/drafts/${desk().dataset.draft}/edit`;

function tell(text) {
  const saved = document.getElementById("saved");
  if (saved) saved.textContent = text;
}

/** Makes the sentences editable: at once with a mouse, after "Ret" on a touch screen. */
function open() {
  const touch = matchMedia("(pointer: coarse)").matches;
  base = new Map();
  for (const line of document.querySelectorAll(".line")) {
    const words = line.querySelector(".words");
    base.set(line.dataset.key, plain(words));
    if (words.getAttribute("aria-readonly") === "true") continue;
    if (!touch) edit(words);
    else letEdit(line, words);
  }
  for (const [key, text] of waiting) {
    const words = wordsOf(key);
    if (words && plain(words) !== text) words.textContent = text;
  }
}

function edit(words) {
  words.setAttribute("contenteditable", "plaintext-only");
  if (words.contentEditable !== "plaintext-only") words.setAttribute("contenteditable", "true");
}

function letEdit(line, words) {
  const button = line.querySelector(".write");
  button.hidden = false;
  button.addEventListener("click", () => {
    edit(words);
    words.focus();
  });
}

function changed(words) {
  const key = words.closest(".line").dataset.key;
  const text = plain(words);
  if (!text) {
    tell("En sætning kan ikke være tom. Tag den ud i stedet.");
    waiting.delete(key);
    localStorage.removeItem(aside(key));
    return;
  }
  if (text === base.get(key) && !sending) {
    waiting.delete(key);
    localStorage.removeItem(aside(key));
    return;
  }
  waiting.set(key, text);
  localStorage.setItem(aside(key), JSON.stringify({ text, base: base.get(key) ?? "" }));
  tell("Skriver …");
  clearTimeout(timer);
  timer = setTimeout(send, PAUSE);
}

const bodyFor = (key, text) =>
  new URLSearchParams({ op: "rewrite", key, text, version: desk().dataset.version, csrf_token: token() });
const token = () => document.querySelector("meta[name=csrf]").content;
const post = (key, text, keepalive) =>
  fetch(url(), {
    method: "POST",
    body: bodyFor(key, text),
    headers: { "HX-Request": "true", "X-CSRF-Token": token() },
    keepalive,
  });

/** Sends what waits, one sentence after the other. Light: only the version is taken from the answer. */
async function send(light = false) {
  clearTimeout(timer);
  if (sending) return sending;
  sending = sendAll(light).finally(() => { sending = null; });
  return sending;
}

async function sendAll(light) {
  while (waiting.size && !stopped) {
    const [key, text] = waiting.entries().next().value;
    tell("Gemmer …");
    let answer;
    try {
      answer = await post(key, text, false);
    } catch {
      tell("Ikke gemt endnu: ingen forbindelse. Prøver igen.");
      timer = setTimeout(send, RETRY);
      return;
    }
    const html = await answer.text();
    if (answer.ok) stored(key, text, html, light);
    else if (answer.status === 409) await conflict(key, text, html);
    else return refused(key, html);
  }
}

function stored(key, text, html, light) {
  if (waiting.get(key) === text) {
    waiting.delete(key);
    localStorage.removeItem(aside(key));
  }
  base.set(key, text);
  graft(new DOMParser().parseFromString(html, "text/html"), light);
  if (!waiting.size) {
    document.getElementById("alerts").replaceChildren();
    say("Gemt");
  }
}

/** Takes flags, marks and version from the answer, and leaves the text that is being written alone. */
function graft(answer, light) {
  const fresh = answer.getElementById("desk");
  if (!fresh) return;
  desk().dataset.version = fresh.dataset.version;
  if (!light) {
    for (const line of fresh.querySelectorAll(".line")) renew(line);
    swap("#checks", fresh);
    swap(".bar", fresh);
    countFlags();
  }
  for (const field of document.querySelectorAll("#desk input[name=version]")) field.value = fresh.dataset.version;
}

function renew(fresh) {
  const line = document.getElementById(fresh.id);
  if (!line) return;
  line.className = fresh.className;
  line.dataset.spans = fresh.dataset.spans;
  line.querySelector(".siglum").replaceWith(fresh.querySelector(".siglum"));
  const tools = line.querySelector(".tools");
  if (tools.contains(document.activeElement) || tools.innerHTML === fresh.querySelector(".tools").innerHTML) return;
  const made = fresh.querySelector(".tools");
  tools.replaceWith(made);
  htmx.process(made);
}

function swap(selector, fresh) {
  const old = desk().querySelector(selector);
  const made = fresh.querySelector(selector);
  if (!old || !made || old.contains(document.activeElement)) return;
  const open = [...old.querySelectorAll("details[open]")].map((one) => one.id);
  const typed = [...old.querySelectorAll("textarea, input:not([type=hidden])")].map((field) => [field.id, field.value]);
  const top = old.scrollTop;
  old.replaceWith(made);
  htmx.process(made);
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  for (const [id, value] of typed) {
    const field = id && document.getElementById(id);
    if (field && value) field.value = value;
  }
  made.scrollTop = top;
}

function refused(key, html) {
  waiting.delete(key);
  alertWith(html);
  tell("Ikke gemt");
}

function alertWith(html) {
  const box = document.getElementById("alerts");
  box.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
  return box;
}

async function latest() {
  const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
  return answer.text();
}

async function conflict(key, text, html) {
  const page = new DOMParser().parseFromString(await latest(), "text/html");
  const theirs = page.getElementById(`w-${key}`);
  if (theirs && plain(theirs) === text) return stored(key, text, page.documentElement.outerHTML, false);
  stopped = true;
  alertWith(html);
  tell("Ikke gemt");
  if (theirs && plain(theirs) !== base.get(key)) {
    const other = document.createElement("p");
    other.className = "theirs";
    other.append("Sætningen lyder nu: ", Object.assign(document.createElement("q"), { textContent: plain(theirs) }));
    document.querySelector("#alerts .conflict p")?.after(other);
  }
}

/** Settles a conflict: the newest page comes in, and what was written here goes on top or is let go. */
async function settle(mine) {
  if (!mine) {
    for (const key of waiting.keys()) localStorage.removeItem(aside(key));
    waiting.clear();
  }
  stopped = false;
  replaceDesk(await latest());
  open();
  document.getElementById("alerts").replaceChildren();
  if (waiting.size) await send();
  else tell("Den nyeste tekst er hentet");
}

/** Brings back what an earlier visit could not save. */
function recover() {
  const prefix = `referat:${desk().dataset.draft}:`;
  const lost = [];
  for (const name of Object.keys(localStorage).filter((one) => one.startsWith(prefix))) {
    const key = name.slice(prefix.length);
    const { text, base: before } = JSON.parse(localStorage.getItem(name));
    const words = wordsOf(key);
    if (words && plain(words) === text) localStorage.removeItem(name);
    else if (words && plain(words) === before && words.getAttribute("aria-readonly") !== "true") {
      words.textContent = text;
      waiting.set(key, text);
    } else {
      lost.push(text);
      localStorage.removeItem(name);
    }
  }
  if (waiting.size) {
    say("Din ugemte tekst er hentet frem igen");
    send();
  }
  if (lost.length) {
    const box = alertWith("<div class='conflict'><p><strong>Teksten er ændret, siden du skrev her.</strong> Dette nåede ikke at blive gemt:</p></div>");
    for (const text of lost) box.firstChild.append(Object.assign(document.createElement("q"), { textContent: text }));
  }
}

export function keepWriting() {
  open();
  recover();
  document.addEventListener("input", (event) => {
    const words = event.target.closest?.(".words");
    if (words) changed(words);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.closest?.(".words")) return;
    event.preventDefault();
    send();
  });
  document.addEventListener("paste", (event) => {
    const words = event.target.closest?.(".words");
    if (!words || words.contentEditable === "plaintext-only") return;
    event.preventDefault();
    document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
  });
  document.addEventListener("focusout", (event) => {
    const words = event.target.closest?.(".words");
    if (!words) return;
    if (!plain(words)) words.textContent = base.get(words.closest(".line").dataset.key) ?? "";
    if (waiting.size) send();
  });
  // A button waits until what is written has been saved, so that it acts on it.
  document.addEventListener("htmx:confirm", (event) => {
    if (!waiting.size && !sending) return;
    event.preventDefault();
    (sending ?? Promise.resolve()).then(() => send(true)).then(() => { if (!waiting.size) event.detail.issueRequest(true); });
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "desk" && !desk().contains(event.target)) return;
    open();
    const line = document.activeElement?.closest(".line");
    if (line) mark(line.dataset.spans.split(" ").filter(Boolean).map((pair) => pair.split("-").map(Number)));
    if (waiting.size) send();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest(".keep-mine")) settle(true);
    else if (event.target.closest(".take-theirs")) settle(false);
  });
  addEventListener("pagehide", () => {
    if (stopped || sending) return;
    const first = waiting.entries().next().value;
    if (first) post(...first, true);
  });
}
