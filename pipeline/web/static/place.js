// Where the person is: which pane shows, what is folded out, what has focus, what was just said.
const SAID = {
  lock: "Låst", unlock: "Låst op", exclude: "Taget ud", include: "Lagt til igen", add: "Lagt til",
  up: "Flyttet op", down: "Flyttet ned", move: "Flyttet", regenerate: "Skrevet igen",
  choices: "Formen er skiftet", undo: "Fortrudt", rewrite: "Gemt",
};
const kept = { focus: "", open: [], scroll: 0, words: new Map(), said: "", sent: null };

export function say(text) {
  const live = document.getElementById("live");
  live.textContent = "";
  setTimeout(() => { live.textContent = text; }, 50);
}

/** Brings a pane forward where not all three fit: "text", "checks" or "minutes". */
export function show(view) {
  const review = document.querySelector(".review");
  if (!review) return;
  review.dataset.view = view;
  if (view !== "text") review.dataset.side = view;
  for (const button of document.querySelectorAll(".views button")) {
    const on = button.dataset.view === view || (view === "text" && button.dataset.view === review.dataset.side && wide());
    button.setAttribute("aria-pressed", String(on));
  }
  if (view === "minutes") document.querySelector("#minutes mark")?.scrollIntoView({ block: "center" });
}

/** Tells on the button how many flags are left. */
export function countFlags() {
  const count = document.querySelector(".views .count");
  if (!count) return;
  const left = document.querySelectorAll("#checks .flag").length;
  count.textContent = left;
  count.hidden = left === 0;
}

const wide = () => matchMedia("(width >= 50rem)").matches;

function remember() {
  kept.focus = document.activeElement?.id ?? "";
  kept.open = [...document.querySelectorAll("#desk details[open]:not(.chip)")]
    .filter((one) => !one.contains(kept.sent))
    .map((one) => one.id);
  kept.scroll = document.getElementById("checks")?.scrollTop ?? 0;
  kept.words = new Map(
    [...document.querySelectorAll("#desk textarea, #desk input:not([type=hidden])")]
      .filter((field) => field.value !== field.defaultValue && !kept.sent?.contains(field))
      .map((field) => [field.id, field.value]),
  );
}

function restore() {
  for (const id of kept.open) document.getElementById(id)?.setAttribute("open", "");
  for (const [id, value] of kept.words) {
    const field = document.getElementById(id);
    if (field) field.value = value;
  }
  countFlags();
  const checks = document.getElementById("checks");
  if (checks) checks.scrollTop = kept.scroll;
  const here = document.activeElement;
  if (kept.focus && (here === document.body || here === null)) focusNear(kept.focus);
}

/** Focuses what stands closest to an element that is gone or can't be used any more. */
function focusNear(id) {
  const [kind, key] = [id.slice(0, id.indexOf("-")), id.slice(id.indexOf("-") + 1)];
  const near = { up: [`down-${key}`], down: [`up-${key}`], out: [`in-${key}`], in: [`w-${key}`, `out-${key}`] };
  const ids = [id, ...(near[kind] ?? []), id.startsWith("do-ack") ? "h-flags" : "text"];
  const found = ids.map((one) => document.getElementById(one)).find((one) => one && !one.disabled);
  if (!found) return;
  found.closest(".line")?.querySelector(".words").focus({ preventScroll: true }); // shows its tools
  if (!found.matches("button, a, input, [tabindex]")) found.tabIndex = -1;
  found.focus({ preventScroll: true });
}

/** Swaps in a whole new desk without losing the place. */
export function replaceDesk(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("desk");
  const old = document.getElementById("desk");
  if (!fresh || !old) return false;
  remember();
  old.replaceWith(fresh);
  htmx.process(fresh);
  restore();
  return true;
}

export function keepPlace() {
  const views = document.querySelector(".views");
  if (views) {
    views.hidden = false;
    views.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) show(button.dataset.view);
    });
    show("text");
  }
  document.addEventListener("htmx:beforeRequest", (event) => {
    // A second form sent now would be of the version before, and its answer would find no desk to land in.
    if (event.detail.target.id === "desk" && event.detail.target.matches(".htmx-request")) return event.preventDefault();
    kept.sent = event.detail.elt;
    const op = event.detail.requestConfig.parameters.op ?? "";
    kept.said = SAID[op] ?? { acknowledge: "Kvitteringen er gemt", label: "Rettelsen er gemt", approve: "Godkendt", publish: "Gemt" }[
      event.detail.requestConfig.path.split("/").pop()] ?? "";
  });
  document.addEventListener("htmx:responseError", () => { kept.sent = null; });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id === "desk") remember();
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "desk" && !document.getElementById("desk")?.contains(event.target)) return;
    restore();
    document.getElementById("alerts").replaceChildren();
    if (kept.said) say(kept.said);
    Object.assign(kept, { said: "", sent: null });
  });
  const fold = (keep) => {
    for (const open of document.querySelectorAll("details.chip[open]")) if (open !== keep) open.open = false;
  };
  document.addEventListener("click", (event) => fold(event.target.closest("details.chip")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const chip = document.activeElement?.closest("details.chip[open]");
    fold(null);
    if (chip) chip.querySelector("summary").focus();
    else if (document.activeElement?.closest(".line")) document.activeElement.blur();
  });
}
