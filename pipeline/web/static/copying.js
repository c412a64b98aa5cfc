// Copies the text with its headings and lists, so that it survives the way into an intranet or Word.
import { say } from "./place.js";

const get = async (url) => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.text();
};

async function copyBoth(html, text) {
  if (navigator.clipboard && window.ClipboardItem) {
    const blob = (type, promise) => promise.then((content) => new Blob([content], { type }));
    return navigator.clipboard.write([
      new ClipboardItem({ "text/html": blob("text/html", html), "text/plain": blob("text/plain", text) }),
    ]);
  }
  // A plain http address has no clipboard of its own; the older way works there.
  const [rich, simple] = await Promise.all([html, text]);
  const fill = (event) => {
    event.clipboardData.setData("text/html", rich);
    event.clipboardData.setData("text/plain", simple);
    event.preventDefault();
  };
  document.addEventListener("copy", fill, { once: true });
  if (!document.execCommand("copy")) throw new Error("copy");
}

export function letCopy() {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest(".copy");
    if (!button) return;
    const told = document.getElementById("copied");
    try {
      await copyBoth(get(button.dataset.html), get(button.dataset.text));
      told.textContent = "Kopieret. Sæt ind med Ctrl+V.";
    } catch {
      told.textContent = "Det lykkedes ikke at kopiere. Hent HTML-filen i stedet.";
    }
    say(told.textContent);
  });
}
