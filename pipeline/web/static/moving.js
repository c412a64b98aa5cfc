// Moving an item with the pointer. The buttons "Flyt op" and "Flyt ned" do the same from the keyboard.
export function letMove() {
  let held = null;
  const partOf = (target) => target.closest?.(".part[data-place]");
  const clear = () => {
    for (const part of document.querySelectorAll(".part")) part.classList.remove("above", "below");
  };
  const below = (part, event) => {
    const box = part.getBoundingClientRect();
    return event.clientY > box.top + box.height / 2;
  };
  document.addEventListener("dragstart", (event) => {
    if (!event.target.closest?.(".grip")) return;
    held = partOf(event.target);
    held.classList.add("dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", held.dataset.key);
    event.dataTransfer.setDragImage(held, 20, 20);
  });
  document.addEventListener("dragover", (event) => {
    const over = held && partOf(event.target);
    if (!over || over === held || over.dataset.role !== held.dataset.role) return;
    event.preventDefault();
    clear();
    over.classList.add(below(over, event) ? "below" : "above");
  });
  document.addEventListener("drop", (event) => {
    const over = held && partOf(event.target);
    if (!over || over === held || over.dataset.role !== held.dataset.role) return;
    event.preventDefault();
    const [from, at] = [Number(held.dataset.place), Number(over.dataset.place) + (below(over, event) ? 1 : 0)];
    const to = at > from ? at - 1 : at;
    if (to === from) return;
    const form = held.querySelector(".acts");
    htmx.ajax("POST", form.getAttribute("action"), {
      source: form, target: "#desk", swap: "outerHTML", values: { op: "move", to },
    });
  });
  document.addEventListener("dragend", () => {
    held?.classList.remove("dragged");
    held = null;
    clear();
  });
}
