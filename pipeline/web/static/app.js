// What the page does by itself in the browser. Everything else is a form, and works without this.
import { followSources } from "./marking.js";
import { keepWriting } from "./writing.js";
import { letMove } from "./moving.js";
import { letCopy } from "./copying.js";
import { letDrop } from "./dropping.js";
import { keepPlace } from "./place.js";

document.documentElement.classList.add("js");
keepPlace();
letDrop();
if (document.getElementById("desk")) {
  followSources();
  keepWriting();
  letMove();
  letCopy();
}
