// Without this script every value is still a link to its first words; with it all its words are outlined.
"use strict";
(() => {
  const said = document.getElementById("said");
  const links = [...document.querySelectorAll("a.words")];
  const wordsOf = (link) =>
    link.dataset.words.split(" ").map((n) => document.getElementById(`d${link.dataset.document}s${n}`));
  const linksOf = new Map();
  for (const link of links) {
    for (const mark of wordsOf(link)) linksOf.set(mark, [...(linksOf.get(mark) || []), link]);
  }
  let current = null;

  function clear() {
    for (const mark of document.querySelectorAll("mark.shown")) mark.classList.remove("shown");
    if (current) current.removeAttribute("aria-current");
    current = null;
  }

  function show(link) {
    clear();
    current = link;
    link.setAttribute("aria-current", "true");
    const marks = wordsOf(link);
    for (const mark of marks) mark.classList.add("shown");
    marks[0].tabIndex = -1;
    marks[0].focus({ preventScroll: true });
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    marks[0].scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
    said.textContent = `${link.dataset.field}: ${marks.map((mark) => mark.textContent).join(" ")}`;
  }

  function hint(nodes, on) {
    for (const node of nodes) node.classList.toggle("hint", on);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.words");
    if (!link) return;
    event.preventDefault();
    show(link);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !current) return;
    const link = current;
    clear();
    link.focus();
  });
  for (const link of links) {
    for (const [name, on] of [["mouseenter", true], ["focus", true], ["mouseleave", false], ["blur", false]]) {
      link.addEventListener(name, () => hint(wordsOf(link), on));
    }
  }
  for (const [mark, those] of linksOf) {
    const rows = those.map((link) => link.closest("tr"));
    mark.addEventListener("mouseenter", () => hint(rows, true));
    mark.addEventListener("mouseleave", () => hint(rows, false));
  }
})();
