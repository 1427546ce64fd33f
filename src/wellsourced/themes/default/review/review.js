// Filters, keys and cards beside the text; the page is complete without them.
(() => {
  "use strict";

  const $ = (id) => document.getElementById(id);
  const items = [...document.querySelectorAll("[data-item]")];
  const claims = items.filter((item) => item.dataset.item === "claim");
  const groups = [...document.querySelectorAll(".rv-section, .rv-uncited-works")];
  const folded = [...document.querySelectorAll(".rv-uncited-works")];
  const controls = { search: $("rv-search"), section: $("rv-section"), standing: $("rv-standing"), codes: $("rv-codes"), uncited: $("rv-uncited"), problems: $("rv-problems"), changed: $("rv-changed") };
  const form = document.querySelector(".rv-filters");
  const texts = new Map();
  let keysOn = true;
  let present = null;

  document.querySelector(".rv-live").hidden = false;
  document.documentElement.classList.add("rv-scripted");
  const panel = makePanel();
  const help = makeHelp();
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  let waiting = 0;
  controls.search.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 80); });
  $("rv-keys").addEventListener("click", () => help.showModal());
  addEventListener("hashchange", reveal);
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  measure();
  addEventListener("resize", measure);
  filter();
  reveal();

  // What sticks to the top must not hide where a link leads.
  function measure() {
    const sticks = getComputedStyle(form).position === "sticky";
    document.documentElement.style.setProperty("scroll-padding-top", `${(sticks ? form.offsetHeight : 0) + 16}px`);
  }

  function wordsOf(item) {
    let words = texts.get(item);
    if (words === undefined) {
      words = `${item.id} ${item.textContent}`.toLowerCase().replace(/\s+/g, " ");
      texts.set(item, words);
    }
    return words;
  }

  function filter() {
    const wanted = controls.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const { section, standing, codes, uncited, problems, changed } = controls;
    const passes = (item) => {
      const data = item.dataset;
      if (changed && changed.checked && !data.change) return false;
      if (standing.value && data.standing !== standing.value) return false;
      if (codes.value && !(data.codes || "").split(" ").includes(codes.value)) return false;
      if (uncited.checked && data.standing !== "uncited") return false;
      if (problems.checked && !data.codes) return false;
      if (section.value && item.closest("[data-section]")?.dataset.section !== section.value) return false;
      return wanted.every((word) => wordsOf(item).includes(word));
    };
    const filtering = Boolean(wanted.length || section.value || standing.value || codes.value || uncited.checked || problems.checked || changed?.checked);
    for (const item of items) {
      item.hidden = filtering && !passes(item);
      item.classList.remove("rv-revealed");
    }
    for (const group of groups) {
      group.hidden = filtering && !group.querySelector("[data-item]:not([hidden])") && !(changed?.checked && group.querySelector(".rv-removed"));
    }
    for (const heading of document.querySelectorAll(".rv-section > h3")) heading.hidden = filtering && !headsSomething(heading);
    document.documentElement.classList.toggle("rv-filtering", filtering);
    const all = claims.filter((claim) => claim.dataset.standing !== "none");
    const shown = all.filter((claim) => !claim.hidden).length;
    $("rv-shown").value = `${shown.toLocaleString("en")} of ${all.length.toLocaleString("en")} claims`;
  }

  function headsSomething(heading) {
    for (let next = heading.nextElementSibling; next && next.tagName !== "H3"; next = next.nextElementSibling) {
      if (next.dataset.item && !next.hidden) return true;
    }
    return false;
  }

  // A deep link shows its target whatever the filters hide.
  function reveal() {
    const target = location.hash && targetOf(location.hash);
    if (!target) return;
    for (let node = target; node; node = node.parentElement) {
      if (node.tagName === "DETAILS") node.open = true;
      node.hidden = false;
      node.classList.add("rv-revealed");
      if (node.tagName === "MAIN") break;
    }
    target.scrollIntoView({ block: "start" });
    if (target.dataset.item) { present = target; target.focus({ preventScroll: true }); }
  }

  function targetOf(hash) {
    try { return $(decodeURIComponent(hash.slice(1))); } catch { return null; }
  }

  function onClick(event) {
    const link = event.target.closest("a[href^='#']");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const claim = link.closest(".rv-claim");
    if (claim && link.matches(".rv-work, .rv-named a")) {
      event.preventDefault();
      present = claim;
      openPanel([link.hash], link);
    } else if (link.hash === location.hash) reveal();
  }

  function onKey(event) {
    if (event.key === "Escape" && panel.open) { event.preventDefault(); panel.close(); return; }
    if (!keysOn || help.open || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
    else if (event.key === "/") { controls.search.focus(); controls.search.select(); }
    else if (event.key === "?") help.showModal();
    else if (event.key === "o") openOwn();
    else return;
    event.preventDefault();
  }

  // The next claim on the page, from the one last visited, or from what is in view.
  function step(direction) {
    const open = claims.filter((claim) => claim.getClientRects().length);
    if (!open.length) return;
    let number = open.indexOf(document.activeElement?.closest?.(".rv-claim") ?? present);
    if (number < 0) {
      const top = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
      number = open.findIndex((claim) => claim.getBoundingClientRect().top >= top - 1);
      number = number < 0 ? open.length - 1 : direction > 0 ? number - 1 : number;
    }
    present = open[Math.min(open.length - 1, Math.max(0, number + direction))];
    present.focus({ preventScroll: true });
    present.scrollIntoView({ block: "start" });
    if (panel.open) openOwn();
  }

  function openOwn() {
    const claim = document.activeElement?.closest?.(".rv-claim") ?? present;
    if (!claim) return;
    const anchors = [...claim.querySelectorAll(".rv-work, .rv-named a")].map((link) => link.hash);
    if (!anchors.length) { panel.close(); return; }
    openPanel([...new Set(anchors)], claim);
    claim.scrollIntoView({ block: "start" });
  }

  function makePanel() {
    const box = document.createElement("dialog");
    box.className = "rv-panel";
    box.setAttribute("aria-label", "Sources of this claim");
    document.body.append(box);
    return box;
  }

  function openPanel(anchors, opener) {
    const bar = document.createElement("p");
    bar.className = "rv-panel-bar";
    bar.textContent = anchors.length === 1 ? "One card" : `${anchors.length} cards`;
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Close";
    close.addEventListener("click", () => { panel.close(); opener.focus({ preventScroll: true }); });
    bar.append(close);
    panel.replaceChildren(bar);
    for (const anchor of anchors) {
      const card = targetOf(anchor);
      if (!card) continue;
      const copy = card.cloneNode(true);
      copy.removeAttribute("id");
      copy.removeAttribute("data-item");
      copy.hidden = false;
      copy.className = "rv-card";
      for (const details of copy.querySelectorAll(".rv-evidence")) details.open = true;
      const key = copy.querySelector(".rv-key");
      if (key) { key.textContent = "Go to the card"; key.addEventListener("click", () => panel.close()); }
      panel.append(copy);
    }
    if (!panel.open) panel.show();
    panel.scrollTop = 0;
    if (opener.matches("a")) close.focus({ preventScroll: true });
    else opener.focus({ preventScroll: true });
  }

  function makeHelp() {
    const box = document.createElement("dialog");
    box.className = "rv-keyhelp";
    box.setAttribute("aria-labelledby", "rv-keyhelp-title");
    box.innerHTML = '<h2 id="rv-keyhelp-title">Keys</h2><dl><dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>next, previous claim</dd><dt><kbd>o</kbd></dt><dd>open the cards of its sources beside it</dd><dt><kbd>/</kbd></dt><dd>search</dd><dt><kbd>Esc</kbd></dt><dd>close a card</dd><dt><kbd>?</kbd></dt><dd>this help</dd></dl><label class="rv-toggle"><input type="checkbox" checked> Single keys do something</label><button type="button">Close</button>';
    box.querySelector("input").addEventListener("change", (event) => { keysOn = event.target.checked; });
    box.querySelector("button").addEventListener("click", () => box.close());
    document.body.append(box);
    return box;
  }
})();
