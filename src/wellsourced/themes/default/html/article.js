// Comforts for the reader; the page is complete without them.
(() => {
  "use strict";

  const citationSelector = 'a[href^="#ref-"], a.footnote-ref';
  const element = (link) => document.getElementById(decodeURIComponent(link.hash.slice(1)));

  followReader();
  showProgress();
  easeScrolling();
  enlargeDrawings();
  offerCopies();
  if ("popover" in HTMLElement.prototype) showCards();

  // Contents: open beside the text, closed above it; the section being read is marked.
  function followReader() {
    const details = document.querySelector(".ws-contents details");
    if (!details) return;
    const place = details.querySelector(".ws-place");
    const wide = matchMedia("(min-width: 72rem)");
    const unfold = () => { details.open = wide.matches; };
    unfold();
    wide.addEventListener("change", unfold);
    details.addEventListener("click", (event) => {
      if (!wide.matches && event.target.closest("a")) details.open = false;
    });
    document.addEventListener("pointerdown", (event) => {
      if (!wide.matches && !details.contains(event.target)) details.open = false;
    });
    details.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || wide.matches || !details.open) return;
      details.open = false;
      details.querySelector("summary").focus();
    });

    const links = new Map();
    for (const link of details.querySelectorAll("a")) {
      const heading = link.pathname === location.pathname && element(link);
      if (heading) links.set(heading, link);
    }
    const headings = [...links.keys()];
    const passed = new Set();
    // The root reaches far above the window: a heading is "in" it from the moment it passes the upper third.
    const observer = new IntersectionObserver((entries) => {
      for (const entry of entries) passed[entry.isIntersecting ? "add" : "delete"](entry.target);
      const present = headings.filter((heading) => passed.has(heading)).pop();
      place.textContent = present ? links.get(present).textContent : "";
      for (const [heading, link] of links) {
        if (link.getAttribute("aria-current") === "page") continue;
        if (heading === present) {
          link.setAttribute("aria-current", "location");
          if (wide.matches) keepInView(link, details);
        } else link.removeAttribute("aria-current");
      }
    }, { rootMargin: "9999999px 0px -67% 0px" });
    headings.forEach((heading) => observer.observe(heading));
  }

  function showProgress() {
    const bar = document.querySelector(".ws-bar");
    if (!window.ScrollTimeline || !bar) return;
    const timeline = new ScrollTimeline({ source: document.documentElement });
    bar.animate({ transform: ["scaleX(0)", "scaleX(1)"] }, { pseudoElement: "::after", fill: "both", timeline });
  }

  function keepInView(link, panel) {
    const inner = link.getBoundingClientRect();
    const outer = panel.getBoundingClientRect();
    if (inner.top < outer.top + 40) panel.scrollTop -= outer.top + 40 - inner.top;
    if (inner.bottom > outer.bottom - 40) panel.scrollTop += inner.bottom - outer.bottom + 40;
  }

  // Tables, drawings, equations and code that fit need no stop on the way of the Tab key.
  function easeScrolling() {
    const boxes = document.querySelectorAll(".ws-table, .ws-drawing, .ws-equation, pre");
    const update = () => boxes.forEach((box) => {
      if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    });
    update();
    addEventListener("resize", update);
    addEventListener("ws-resize", update);
  }

  // A narrow screen shows a drawing whole; a button beside it makes its words legible, and then it scrolls.
  function enlargeDrawings() {
    for (const drawing of document.querySelectorAll(".ws-drawing")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "ws-enlarge";
      button.textContent = "Enlarge";
      button.setAttribute("aria-label", "Enlarge: " + drawing.getAttribute("aria-label"));
      button.setAttribute("aria-pressed", "false");
      button.addEventListener("click", () => {
        const large = drawing.classList.toggle("ws-large");
        button.setAttribute("aria-pressed", String(large));
        dispatchEvent(new Event("ws-resize"));
      });
      drawing.after(button);
    }
  }

  // Buttons that copy a citation: the article's own, and one behind each work.
  function offerCopies() {
    const status = document.createElement("p");
    status.className = "ws-hidden";
    status.setAttribute("role", "status");
    document.querySelector("main").append(status);
    const offer = (button, source) => {
      const words = [...button.childNodes];
      button.hidden = false;
      button.addEventListener("click", async () => {
        const text = source().replace(/\s+/g, " ").trim();
        const done = await navigator.clipboard?.writeText(text).then(() => true, () => false) || copyBySelection(text);
        button.textContent = done ? "Copied" : "Select and copy it yourself";
        status.textContent = button.textContent;
        setTimeout(() => { button.replaceChildren(...words); status.textContent = ""; }, 2000);
      });
    };
    for (const button of document.querySelectorAll("button[data-copy]")) {
      offer(button, () => document.getElementById(button.dataset.copy).textContent);
    }
    for (const line of document.querySelectorAll(".ws-references li > .ws-status")) {
      const entry = line.parentElement.querySelector(".ws-entry");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "ws-copy";
      const rest = document.createElement("span");
      rest.className = "ws-copy-rest";
      rest.textContent = " citation";
      button.append("Copy", rest);
      line.append(" ", button);
      offer(button, () => entry.textContent);
    }
  }

  // Where the clipboard is closed to pages (http:, older browsers).
  function copyBySelection(text) {
    const field = document.createElement("textarea");
    const before = document.activeElement;
    field.value = text;
    field.className = "ws-hidden";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    before.focus();
    return done;
  }

  // Cards: the reference or the note behind a link, on hover, on keyboard focus, on touch (WCAG 2.2, 1.4.13).
  function showCards() {
    const card = document.createElement("div");
    card.id = "ws-card";
    card.className = "ws-card";
    card.popover = "manual";
    card.setAttribute("role", "group");
    let owner = null;
    let timer = 0;
    let pointer = "mouse";
    let quiet = false;

    const linkOf = (node) => {
      const link = node instanceof Element ? node.closest(citationSelector) : null;
      return link && !card.contains(link) ? link : null;
    };
    const later = (action, delay) => { clearTimeout(timer); timer = setTimeout(action, delay); };

    function open(link) {
      clearTimeout(timer);
      if (owner === link) return;
      close();
      const target = element(link);
      if (!target) return;
      const note = link.classList.contains("footnote-ref");
      card.setAttribute("aria-label", note ? "Note" : "Reference");
      card.replaceChildren(...(note ? noteContent(target) : [referenceContent(target)]));
      // What a screen reader says of the link: the work or the note, and the status; not the list of pages.
      const told = note ? [card.firstElementChild, ...card.querySelectorAll(".ws-status")] : [...card.querySelectorAll(".ws-entry, .ws-status")];
      told.forEach((part, index) => { part.id = "ws-card-" + index; });
      link.after(card);
      card.showPopover();
      owner = link;
      link.setAttribute("aria-expanded", "true");
      link.setAttribute("aria-describedby", told.map((part) => part.id).join(" "));
      place();
    }

    function close() {
      clearTimeout(timer);
      if (!owner) return;
      owner.removeAttribute("aria-describedby");
      owner.setAttribute("aria-expanded", "false");
      owner = null;
      card.hidePopover();
      card.remove();
    }

    function copy(node, ...without) {
      const clone = node.cloneNode(true);
      clone.removeAttribute("id");
      clone.querySelectorAll("[id]").forEach((inner) => inner.removeAttribute("id"));
      clone.querySelectorAll(without.join()).forEach((inner) => inner.remove());
      return clone;
    }

    function referenceContent(entry) {
      const box = document.createElement("div");
      box.className = "ws-card-reference";
      box.append(...copy(entry, ".ws-cited", ".ws-copy").childNodes);
      const more = document.createElement("a");
      more.className = "ws-card-more";
      more.href = "#" + entry.id;
      more.textContent = "Show in the reference list";
      box.append(more);
      return box;
    }

    // A note, and behind it the works it cites: in note styles the citation itself is the note.
    function noteContent(item) {
      const box = document.createElement("div");
      box.append(...copy(item, ".footnote-back").childNodes);
      const works = new Set([...item.querySelectorAll('a[href^="#ref-"]')].map(element).filter(Boolean));
      return [box, ...[...works].map(referenceContent)];
    }

    function place() {
      if (!owner || matchMedia("(max-width: 40rem)").matches) {
        card.style.left = card.style.top = "";
        return;
      }
      const boxes = owner.getClientRects();
      const box = boxes[boxes.length - 1];
      const edge = Math.min(document.documentElement.clientWidth - 8, document.querySelector("main").getBoundingClientRect().right + 16);
      const left = Math.max(8, Math.min(box.left - 16, edge - card.offsetWidth));
      const below = box.bottom + 6;
      const fits = below + card.offsetHeight <= innerHeight - 8 || box.top < innerHeight - box.bottom;
      card.style.left = left + "px";
      card.style.top = (fits ? below : Math.max(8, box.top - card.offsetHeight - 6)) + "px";
    }

    document.querySelectorAll(citationSelector).forEach((link) => link.setAttribute("aria-expanded", "false"));

    document.addEventListener("pointerover", (event) => {
      if (event.pointerType === "touch") return;
      const link = linkOf(event.target);
      if (link) later(() => open(link), owner ? 60 : 180);
      else if (card.contains(event.target)) clearTimeout(timer);
      else if (owner && !card.contains(document.activeElement) && document.activeElement !== owner) later(close, 300);
    });
    document.addEventListener("pointerdown", (event) => {
      pointer = event.pointerType;
      if (owner && !linkOf(event.target) && !card.contains(event.target)) close();
    });
    document.addEventListener("click", (event) => {
      const link = linkOf(event.target);
      if (link && pointer === "touch" && link !== owner) {
        event.preventDefault();
        open(link);
      } else if (event.target.closest && event.target.closest("a")) close();
    });
    document.addEventListener("focusin", (event) => {
      const link = linkOf(event.target);
      if (link && link.matches(":focus-visible") && !quiet) open(link);
    });
    document.addEventListener("focusout", (event) => {
      const next = event.relatedTarget;
      if (owner && next && next !== owner && !card.contains(next)) close();
    });
    document.addEventListener("keydown", (event) => {
      pointer = "keyboard";
      const link = linkOf(event.target);
      if (event.key === "Escape" && owner) {
        const back = card.contains(document.activeElement) ? owner : null;
        close();
        quiet = true;
        if (back) back.focus();
        quiet = false;
        event.preventDefault();
      } else if (event.key === " " && link) {
        if (owner === link) close();
        else open(link);
        event.preventDefault();
      }
    });
    addEventListener("scroll", () => requestAnimationFrame(place), { passive: true });
    addEventListener("resize", place);
  }
})();
