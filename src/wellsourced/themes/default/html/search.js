// Search: a phrase, or its words, found in the text whatever their case and accents. Nothing leaves the page.
(() => {
  "use strict";

  const dialog = document.getElementById("ws-find");
  const opener = document.querySelector(".ws-search-open");
  const step = document.querySelector(".ws-step");
  const main = document.querySelector("main");
  const input = document.getElementById("ws-find-words");
  const count = document.getElementById("ws-find-count");
  const slash = document.getElementById("ws-find-slash");
  const list = dialog.querySelector(".ws-hits");
  const place = step.querySelector("p");
  if (!dialog.showModal) return;

  const LISTED = 100;
  const MARKED = 2000;
  const AROUND = 60;
  const BLOCK = "p,li,dt,dd,h1,h2,h3,h4,h5,h6,figcaption,caption,td,th,pre,.ws-entry,.line-block,.ws-equation";
  const SKIPPED = ".ws-permalink,.ws-hidden,.ws-status,.ws-evidence,.ws-cited,.ws-cited-here,.ws-card,annotation,svg,button,summary";
  // Letters that have no accent to lose, and signs that few keyboards have. Compounds are found with or without hyphen.
  const PLAIN = { "ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
    "‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "-": " ", "‐": " ", "‑": " ", "–": " ", "—": " ", "−": " ",
    "\u00ad": "", "\u200b": "", "\u2060": "" };

  // These rules stand here and not in the style sheet, because the checkers of style sheets do not know them yet.
  if (window.Highlight) {
    const marks = new CSSStyleSheet();
    marks.replaceSync("::highlight(ws-found) { background: var(--found); color: var(--ink); }" +
      "::highlight(ws-present) { background: var(--present); color: var(--ink); }");
    document.adoptedStyleSheets.push(marks);
  }

  let passages = null;
  let others = [];
  let hits = [];
  let present = -1;

  // --- text ---------------------------------------------------------------------------------------------------------

  // The text as it is compared, and for each of its characters the place it had; null: every character kept its own.
  function fold(text) {
    if (/^[\x20-\x7e]*$/.test(text)) return [text.toLowerCase().replace(/-/g, " "), null];
    const at = [];
    let folded = "";
    let index = 0;
    for (const sign of text) {
      const bare = sign.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
      for (const letter of bare) {
        const plain = /\s/.test(letter) ? " " : PLAIN[letter] ?? letter;
        for (let one = 0; one < plain.length; one++) at.push(index);
        folded += plain;
      }
      index += sign.length;
    }
    at.push(index);
    return [folded, at];
  }

  // This page's text by paragraphs, each with the heading it stands under.
  function read() {
    const found = [];
    let passage = null;
    let anchor = "";
    let heading = "";
    const accept = (node) => node.nodeType === 1
      ? (node.matches(SKIPPED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP)
      : NodeFilter.FILTER_ACCEPT;
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, accept);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const block = node.parentElement.closest(BLOCK);
      if (!block) continue;
      if (!passage || passage.block !== block) {
        if (/^H\d$/.test(block.tagName)) [anchor, heading] = [block.id, block.textContent];
        const entry = block.closest(".ws-references li[id]");
        passage = { block, anchor: entry ? entry.id : anchor, heading, nodes: [], text: "" };
        found.push(passage);
      }
      passage.nodes.push([node, passage.text.length]);
      passage.text += node.data;
    }
    return found.filter((one) => one.text.trim());
  }

  // --- finding ------------------------------------------------------------------------------------------------------

  function places(passage, words) {
    if (!passage.folded) [passage.folded, passage.at] = fold(passage.text);
    const found = [];
    for (let start = passage.folded.indexOf(words); start >= 0; start = passage.folded.indexOf(words, start + words.length)) {
      const end = start + words.length;
      found.push(passage.at ? [passage.at[start], passage.at[end - 1] + 1] : [start, end]);
    }
    return found;
  }

  // Every place of the phrase; if there is none, every paragraph that has all its words.
  function find(words, within) {
    const phrase = within.flatMap((passage) => places(passage, words).map((one) => ({ passage, ranges: [one] })));
    const parts = words.split(" ");
    if (phrase.length || parts.length === 1) return [phrase, false];
    const loose = within.flatMap((passage) => {
      const ranges = parts.map((part) => places(passage, part));
      return ranges.every((one) => one.length) ? [{ passage, ranges: ranges.flat().sort((a, b) => a[0] - b[0]) }] : [];
    });
    return [loose, true];
  }

  function search() {
    const words = fold(input.value)[0].trim().replace(/ +/g, " ");
    passages ??= read();
    hits = [];
    let loose = false;
    if (words.length > 1 || /[^\x00-\u024f]/.test(words)) [hits, loose] = find(words, inOrder());
    present = -1;
    number();
    mark();
    list.replaceChildren(...hits.slice(0, LISTED).map(line));
    say(words, loose);
  }

  function say(words, loose) {
    const told = count.dataset;
    const total = hits.length;
    const text = total === 1 ? told.one : total ? told.many.replace("#", total) : words.length < 2 ? told.short : told.none;
    count.textContent = (total && loose ? told.words.replace("#", total) : text) +
      (total > LISTED ? told.cut.replace("#", LISTED) : "");
  }

  // Which hit of its section each one is: so another page finds it again.
  function number() {
    const seen = new Map();
    for (const hit of hits) {
      const key = hit.passage.page + "#" + hit.passage.anchor;
      hit.nth = seen.get(key) ?? 0;
      seen.set(key, hit.nth + 1);
    }
  }

  // --- showing ------------------------------------------------------------------------------------------------------

  function line(hit) {
    const { passage } = hit;
    const item = document.createElement("li");
    const link = document.createElement("a");
    const where = document.createElement("span");
    const words = document.createElement("span");
    where.className = "ws-hit-place";
    where.textContent = passage.heading;
    const [first, end] = hit.ranges[0];
    let from = Math.max(0, first - AROUND);
    if (from) from = passage.text.indexOf(" ", from) + 1 || from;
    if (from > first) from = first;
    let upto = Math.min(passage.text.length, end + AROUND);
    if (upto < passage.text.length) upto = Math.max(end, passage.text.lastIndexOf(" ", upto));
    words.append(from ? "… " : "");
    let last = from;
    for (const [start, stop] of hit.ranges.filter((range) => range[1] <= upto)) {
      if (start < last) continue;
      const found = document.createElement("mark");
      found.textContent = passage.text.slice(start, stop);
      words.append(passage.text.slice(last, start), found);
      last = stop;
    }
    words.append(passage.text.slice(last, upto), upto < passage.text.length ? " …" : "");
    link.append(where, " ", words);
    link.href = passage.page
      ? passage.page + "?find=" + encodeURIComponent(input.value.trim()) + "&nth=" + hit.nth + "#" + passage.anchor
      : "#" + passage.anchor;
    if (!passage.page) link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      dialog.close();
      history.pushState(null, "", "#" + passage.anchor);
      show(hits.indexOf(hit));
    });
    item.append(link);
    return item;
  }

  function range(passage, [start, end]) {
    const made = document.createRange();
    const at = (offset, last) => {
      let index = passage.nodes.length - 1;
      while (index && (passage.nodes[index][1] > offset || (last && passage.nodes[index][1] === offset))) index--;
      const [node, begin] = passage.nodes[index];
      return [node, Math.min(offset - begin, node.length)];
    };
    made.setStart(...at(start, false));
    made.setEnd(...at(end, true));
    return made;
  }

  const here = () => hits.filter((hit) => !hit.passage.page);

  function mark() {
    if (!window.Highlight) return;
    const ranges = here().slice(0, MARKED).flatMap((hit) => hit.ranges.map((one) => range(hit.passage, one)));
    CSS.highlights.set("ws-found", new Highlight(...ranges));
    CSS.highlights.delete("ws-present");
  }

  function show(index) {
    const own = here();
    const hit = hits[index];
    present = own.indexOf(hit);
    const { block } = hit.passage;
    for (let box = block.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    const box = range(hit.passage, hit.ranges[0]);
    if (window.Highlight) CSS.highlights.set("ws-present", new Highlight(...hit.ranges.map((one) => range(hit.passage, one))));
    if (!block.hasAttribute("tabindex")) {
      block.tabIndex = -1;
      block.addEventListener("blur", () => block.removeAttribute("tabindex"), { once: true });
    }
    block.classList.add("ws-shown");
    block.classList.toggle("ws-unmarked", !window.Highlight);
    block.addEventListener("blur", () => block.classList.remove("ws-shown"), { once: true });
    block.scrollIntoView({ block: "nearest", inline: "nearest" });
    block.focus({ preventScroll: true });
    const { top, bottom } = box.getBoundingClientRect();
    if (top < innerHeight * 0.15 || bottom > innerHeight * 0.75) scrollBy(0, top - innerHeight * 0.35);
    step.hidden = false;
    place.textContent = place.dataset.words.replace("##", own.length).replace("#", present + 1);
  }

  function end() {
    step.hidden = true;
    hits = [];
    if (window.Highlight) CSS.highlights.clear();
  }

  step.addEventListener("click", (event) => {
    const move = Number(event.target.value);
    if (event.target.tagName !== "BUTTON") return;
    if (!move) return end();
    const own = here();
    show(hits.indexOf(own[(present + move + own.length) % own.length]));
    event.target.focus({ preventScroll: true });
  });

  // --- other pages --------------------------------------------------------------------------------------------------

  // The text of a site's other pages comes with the first search, in a script: pages opened from a disk may read no file.
  function fetchOthers() {
    if (!dialog.dataset.index || window.wsPages) return;
    window.wsPages = [];
    const script = document.createElement("script");
    script.src = dialog.dataset.index;
    script.addEventListener("load", () => {
      others = window.wsPages.map(([page, sections]) => [page, sections.flatMap(([anchor, heading, ...texts]) =>
        texts.map((text) => ({ page, anchor, heading, text })))]);
      if (input.value) search();
    });
    document.head.append(script);
  }

  function inOrder() {
    return others.length
      ? others.flatMap(([page, sections]) => page === dialog.dataset.page ? passages : sections)
      : passages;
  }

  // Coming from another page's search: the same words, and the hit that was chosen there.
  function arrive() {
    const asked = new URLSearchParams(location.search);
    if (!asked.get("find")) return;
    input.value = asked.get("find");
    search();
    const anchor = decodeURIComponent(location.hash.slice(1));
    const section = here().filter((hit) => hit.passage.anchor === anchor);
    const hit = section[Math.min(Number(asked.get("nth")) || 0, section.length - 1)] ?? here()[0];
    if (hit) show(hits.indexOf(hit));
  }

  // --- dialog -------------------------------------------------------------------------------------------------------

  function open() {
    step.hidden = true;
    dialog.showModal();
    input.focus();
    input.select();
    fetchOthers();
    search();
  }

  opener.hidden = false;
  opener.addEventListener("click", open);
  dialog.querySelector(".ws-find-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, 120);
  });
  dialog.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Enter" && event.target === input) {
      clearTimeout(timer);
      search();
      list.querySelector("a")?.click();
    } else if (event.key === "ArrowDown" && (at >= 0 || event.target === input)) links[at + 1]?.focus();
    else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] ?? input).focus();
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !dialog.open && !step.hidden && !document.querySelector(".ws-card")) end();
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey || !slash.checked || dialog.open) return;
    event.preventDefault();
    open();
  });

  // A key without a modifier can be switched off (WCAG 2.2, 2.1.4), and stays so.
  const KEPT = "ws-slash";
  const kept = (action) => { try { return action(localStorage); } catch { return null; } };
  const showKey = () => {
    opener.querySelector("kbd").hidden = !slash.checked;
    if (slash.checked) opener.setAttribute("aria-keyshortcuts", "/");
    else opener.removeAttribute("aria-keyshortcuts");
  };
  slash.checked = kept((store) => store.getItem(KEPT)) !== "off";
  slash.addEventListener("change", () => {
    kept((store) => store.setItem(KEPT, slash.checked ? "on" : "off"));
    showKey();
  });
  showKey();
  // After the browser has gone to the address's anchor by itself.
  addEventListener("load", () => setTimeout(arrive));
})();
