// Marks the source of a sentence in the minutes: on hover, on focus, and where a flag points.
import { show } from "./place.js";

const spansOf = (element) =>
  (element?.dataset.spans ?? "").split(" ").filter(Boolean).map((pair) => pair.split("-").map(Number));

/** Wraps the part of one chunk that the spans cover in <mark>. Offsets count characters, as Python does. */
function markChunk(chunk, spans) {
  const at = Number(chunk.dataset.at);
  const letters = Array.from(chunk.textContent);
  const hits = spans
    .map(([start, end]) => [Math.max(start - at, 0), Math.min(end - at, letters.length)])
    .filter(([start, end]) => start < end)
    .sort((one, other) => one[0] - other[0]);
  if (!hits.length) return null;
  const pieces = [];
  let done = 0;
  for (const [start, end] of hits) {
    if (end <= done) continue;
    const from = Math.max(start, done);
    pieces.push(letters.slice(done, from).join(""));
    const mark = document.createElement("mark");
    mark.textContent = letters.slice(from, end).join("");
    pieces.push(mark);
    done = end;
  }
  pieces.push(letters.slice(done).join(""));
  chunk.replaceChildren(...pieces);
  return chunk;
}

function clear() {
  for (const chunk of document.querySelectorAll("#minutes [data-at]:has(mark)")) {
    chunk.textContent = chunk.textContent;
  }
  for (const named of document.querySelectorAll("#minutes .marked")) named.classList.remove("marked");
}

/** Returns the section's name and the item's heading that a marked chunk stands under. */
function nameOf(chunk) {
  const section = chunk.closest(".sec");
  const named = section ?? chunk;
  named.classList.add("marked");
  return section ? section.querySelector("h4").textContent : "Overskrift";
}

/** Marks the spans, names their sections, and brings the first of them into view. */
export function mark(spans, { scroll = true } = {}) {
  clear();
  const note = document.getElementById("mark-note");
  if (!spans.length) {
    note.textContent = "Sætningen har ingen kilde i referatet.";
    return;
  }
  const chunks = [...document.querySelectorAll("#minutes [data-at]")].filter((chunk) => markChunk(chunk, spans));
  const names = [...new Set(chunks.map(nameOf))];
  note.textContent = names.length ? `Kilde: ${names.join(", ")}` : "Kilden er mødets hoved.";
  const [start] = spans[0];
  const first = chunks.find((chunk) => Number(chunk.dataset.at) + chunk.textContent.length > start) ?? chunks[0];
  if (scroll && first) bringInto(first);
}

function bringInto(chunk) {
  const pane = document.getElementById("minutes");
  if (getComputedStyle(pane).overflowY !== "auto") return;
  const top = chunk.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  if (top < 70 || top > pane.clientHeight - 90) pane.scrollTop += top - pane.clientHeight / 3;
}

export function followSources() {
  let wait = 0;
  let last = "";
  // Text that scrolls in under a resting pointer is not pointed at.
  const resting = (event) => `${event.clientX} ${event.clientY}` === last;
  document.addEventListener("mousemove", (event) => { last = `${event.clientX} ${event.clientY}`; });
  const lineOf = (target) => target.closest?.(".line, .flag");
  const rest = () => {
    const line = document.activeElement && lineOf(document.activeElement);
    if (line) mark(spansOf(line));
  };
  document.addEventListener("focusin", (event) => {
    const line = lineOf(event.target);
    if (line && !event.target.closest(".tools")) mark(spansOf(line));
  });
  document.addEventListener("mouseover", (event) => {
    const line = lineOf(event.target);
    if (!line || event.target.closest(".tools") || line.contains(event.relatedTarget) || resting(event)) return;
    clearTimeout(wait);
    wait = setTimeout(() => mark(spansOf(line)), 120);
  });
  document.addEventListener("mouseout", (event) => {
    const line = lineOf(event.target);
    if (!line || line.contains(event.relatedTarget)) return;
    clearTimeout(wait);
    wait = setTimeout(rest, 250);
  });
  document.addEventListener("click", (event) => {
    const source = event.target.closest(".to-source");
    const sentence = event.target.closest(".to-line");
    const checks = event.target.closest(".to-checks");
    if (checks) show("checks"); // the link itself does the rest
    if (!source && !sentence) return;
    event.preventDefault();
    if (source) {
      show("minutes");
      mark(spansOf(source));
      document.querySelector("#minutes mark")?.scrollIntoView({ block: "center" });
    } else {
      show("text");
      const words = document.getElementById(sentence.hash.slice(1));
      words?.focus();
      words?.scrollIntoView({ block: "center" });
    }
  });
}
