// The page of the room. It shows pieces of HTML that the server has made and escaped, and asks for acts.
"use strict";

const main = document.getElementById("main");
const dialog = document.getElementById("dialog");
const said = document.getElementById("said");
const HELD = "afterword-key";
const SELDOM = 20000; // ms between two looks of a tab that nobody sees
const AGAIN = 3000; // ms until Afterword is asked again where it did not answer
const SHAKE = 5; // px that a hand may shake without dragging
const EDGE = 90; // px from the edge of the window where it rolls while a card is dragged: the bars are there
const SLOWLY = 5; // px into that edge for a px that it rolls, sixty times a second
let screen = document.body.dataset.screen;
let version = 0;
let shown = new Map(); // piece → its HTML
let typing = null; // {at, words}: the key of the button where a card is being typed, and what is typed
let dragged = null;
let told = ""; // what came of making the documents
let loaded = ""; // the address of the last download
let late = null; // a part that came while somebody dragged

// ── speaking to the server ────────────────────────────────────────────────────────────────────

if (location.hash && !document.getElementById(location.hash.slice(1))) {
  sessionStorage.setItem(HELD, location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
}
const key = sessionStorage.getItem(HELD) || "";

async function ask(path, body) {
  const options = { headers: { "X-Afterword-Key": key }, cache: "no-store" };
  if (body !== undefined) {
    options.method = "POST";
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Error("Afterword does not answer. Start it again; all that you did is kept.");
  }
  const found = answer.headers.get("Content-Type") === "application/json" ? await answer.json() : {};
  if (!answer.ok) throw new Error(found.error || "That did not work.");
  return found;
}

// ── the bars: what has the focus must not lie under one, however many lines it takes ──────────

const BARS = { "--head": [".head", ".count"], "--foot": [".foot"] }; // of each side the one that sticks

function measured() {
  for (const [name, bars] of Object.entries(BARS)) {
    const stuck = bars.map((each) => document.querySelector(each)).filter((each) => getComputedStyle(each).position === "sticky");
    document.documentElement.style.setProperty(name, `${Math.max(0, ...stuck.map((each) => each.offsetHeight))}px`);
  }
}

const watching = new ResizeObserver(measured);
for (const bar of Object.values(BARS).flat()) watching.observe(document.querySelector(bar));

function say(words) {
  said.textContent = words;
}

async function act(body, more) {
  try {
    const part = await ask("/act", body);
    show(part, more);
    say(`${part.said[0].toUpperCase()}${part.said.slice(1)}.`);
    return part;
  } catch (error) {
    say(error.message);
    return null;
  }
}

// ── showing ───────────────────────────────────────────────────────────────────────────────────

function show(part, focus) {
  if (dragged) {
    late = part;
    return;
  }
  if (part.version < version) return;
  version = part.version;
  const held = focus || keyOf(document.activeElement);
  const keys = new Set(part.pieces.map(([name]) => name));
  for (const node of [...main.children]) if (!keys.has(node.dataset.piece)) node.remove();
  let before = null;
  const now = new Map();
  for (const [name, html] of part.pieces) {
    let node = [...main.children].find((each) => each.dataset.piece === name);
    if (!node) {
      node = document.createElement("div");
      node.dataset.piece = name;
      node.className = "piece";
    }
    if (shown.get(name) !== html || !node.firstChild) rewrite(node, html);
    const after = before ? before.nextSibling : main.firstChild;
    if (after !== node) main.insertBefore(node, after);
    before = node;
    now.set(name, html);
  }
  shown = now;
  setHtml("foot", part.foot);
  setHtml("count", part.count);
  document.getElementById("files").textContent = part.files;
  if (part.told && part.told !== told) say(part.told);
  told = part.told || "";
  rove();
  if (screen === "show") turn(0);
  if (typing) openTyping(typing.at, typing.words, keyOf(document.activeElement) === null && !held);
  if (held && !dialog.open) focusOn(held);
}

// What a person has opened or chosen, and not yet sent, outlives what is shown anew.
function rewrite(node, html) {
  const opened = new Set([...node.querySelectorAll("details[open] > summary")].map(keyOf));
  const chosen = new Map([...node.querySelectorAll("select")].filter(isChanged).map((each) => [keyOf(each), each.value]));
  node.innerHTML = html;
  for (const each of node.querySelectorAll("details > summary")) each.parentElement.open = opened.has(keyOf(each));
  for (const each of node.querySelectorAll("select")) if (chosen.has(keyOf(each))) each.value = chosen.get(keyOf(each));
}

function isChanged(select) {
  return !select.selectedOptions[0].defaultSelected;
}

function setHtml(id, html) {
  const node = document.getElementById(id);
  if (node.dataset.html !== html) {
    node.innerHTML = html;
    node.dataset.html = html;
  }
}

function keyOf(node) {
  if (!node || node === document.body || node === main) return null;
  return node.dataset.key || null;
}

function focusOn(name) {
  const node = document.querySelector(`[data-key="${CSS.escape(name)}"]`);
  if (!node) {
    const card = /^(?:accept|clear|same|move|new|hang:\d+):(.*)$/.exec(name);
    return card ? focusOn(`card:${card[1]}`) : false;
  }
  if (document.activeElement !== node) {
    if (node.matches(".card")) makeCurrent(node);
    node.focus({ preventScroll: false });
  }
  return true;
}

async function load() {
  try {
    show(await ask(`/part/${screen}`));
  } catch (error) {
    main.replaceChildren(Object.assign(document.createElement("p"), { className: "note", textContent: error.message }));
  }
}

async function follow() {
  for (;;) {
    try {
      // a browser opens six connections in all: a tab that nobody sees holds none, and looks now and then
      if (document.hidden) await rest(SELDOM);
      const news = await ask(`/news?since=${document.hidden ? 0 : version}`);
      if (news.version !== version) await load();
    } catch (error) {
      say(error.message);
      await new Promise((done) => setTimeout(done, AGAIN));
    }
  }
}

function rest(time) {
  return new Promise((done) => {
    const timer = setTimeout(end, time);
    function end() {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", end);
      done();
    }
    document.addEventListener("visibilitychange", end);
  });
}

function go(name) {
  screen = name;
  document.body.dataset.screen = name;
  version = 0;
  shown = new Map();
  typing = null;
  main.replaceChildren();
  named();
  say("");
  load().then(() => main.focus());
}

function named() {
  for (const link of document.querySelectorAll("nav a")) {
    if (link.getAttribute("href") === `/${screen}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.title = `${screen[0].toUpperCase()}${screen.slice(1)} · Afterword`;
}

// ── one stop a column: arrows go on within ────────────────────────────────────────────────────

function cardsOf(list) {
  return [...list.querySelectorAll(".card")];
}

function rove() {
  for (const list of main.querySelectorAll("[data-list]")) {
    const cards = cardsOf(list);
    if (cards.length) makeCurrent(cards.find((each) => each.tabIndex === 0) || cards[0]);
  }
}

function makeCurrent(card) {
  for (const each of cardsOf(card.closest("[data-list]"))) {
    const stop = each === card ? 0 : -1;
    each.tabIndex = stop;
    for (const button of each.querySelectorAll("button")) button.tabIndex = stop;
  }
}

function step(card, key) {
  const list = card.closest("[data-list]");
  const own = cardsOf(list);
  const at = own.indexOf(card);
  let next = null;
  if (key === "ArrowDown") next = own[at + 1];
  if (key === "ArrowUp") next = own[at - 1];
  if (key === "Home") next = own[0];
  if (key === "End") next = own[own.length - 1];
  if (key === "ArrowLeft" || key === "ArrowRight") {
    const lists = [...main.querySelectorAll("[data-list]")].filter((each) => cardsOf(each).length);
    const beside = lists[lists.indexOf(list) + (key === "ArrowRight" ? 1 : -1)];
    if (beside) {
      const cards = cardsOf(beside);
      next = cards[Math.min(at, cards.length - 1)];
    }
  }
  if (!next) return false;
  makeCurrent(next);
  next.focus();
  return true;
}

// ── what can be done ──────────────────────────────────────────────────────────────────────────

async function openDialog(path, back) {
  try {
    dialog.innerHTML = (await ask(path)).html;
    dialog.dataset.back = back || "";
    dialog.showModal();
    const first = dialog.querySelector("input[name=title][value]") || dialog.querySelector("button");
    first.focus();
    if (first.select) first.select();
  } catch (error) {
    say(error.message);
  }
}

async function fromDialog(body, focus = () => dialog.dataset.back) {
  const part = await act(body);
  if (part) {
    dialog.dataset.back = focus(part);
    dialog.close();
  } else {
    let words = dialog.querySelector(".trouble");
    if (!words) {
      words = Object.assign(document.createElement("p"), { className: "note trouble" });
      words.setAttribute("role", "alert");
      dialog.querySelector(".inside").append(words);
    }
    words.textContent = said.textContent;
  }
}

dialog.addEventListener("close", () => {
  const back = dialog.dataset.back;
  dialog.replaceChildren();
  if (back) focusOn(back);
});

async function answer(section, words, again) {
  const columns = {};
  for (const select of section.querySelectorAll("select[data-letters]")) columns[select.dataset.letters] = select.value;
  const { file, sheet } = section.dataset;
  try {
    answered(await ask("/answer", { file, sheet, answer: words, ...(words === "yes" ? { columns } : {}) }), again);
  } catch (error) {
    say(error.message);
  }
}

// The focus goes on to what is asked next; where an answer was given anew, it stays with its sheet.
function answered(part, again) {
  show(part);
  say("Kept beside the workbook.");
  if (again && focusOn(again)) return;
  const next = main.querySelector("[data-do=yes]");
  focusOn((next || document.querySelector("[data-key=next]")).dataset.key);
  (next ? next.closest(".sheet") : main).querySelector("h2, h1").scrollIntoView({ block: "nearest" });
}

function changed(button) {
  return button.dataset.key.startsWith("again:") ? button.dataset.key.replace("again:", "change:") : "";
}

function questionOf(node) {
  return node.closest("[data-question]").dataset.question;
}

const TABLES = ["ideas", "groups", "partners", "actions", "commitments"]; // of which a person names the columns

const doing = {
  undo: () => act({ what: "undo" }),
  groups: (button) => act({ what: "groups", question: questionOf(button) }),
  acceptall: (button) => {
    const section = button.closest("[data-mark]");
    const cards = [...section.querySelectorAll(".card.proposed")].map((each) => each.dataset.card);
    return act({ what: "move", cards, to: section.dataset.mark }, `title:${section.dataset.mark}`);
  },
  few: (button) => act({ what: "groups", few: true, question: questionOf(button) }),
  newhang: (button, card) => act({ what: "column", title: button.dataset.title, cards: JSON.parse(button.dataset.cards) }, `card:${card.dataset.card}`),
  ask: () => openDialog("/part/ask", "ask"),
  helper: async () => {
    try {
      const done = await ask("/helper", {});
      dialog.close();
      show(done);
      say(done.said);
    } catch (error) {
      say(error.message);
    }
  },
  copy: async (button) => {
    const words = button.form.elements.prompt;
    words.select();
    await navigator.clipboard.writeText(words.value).catch(() => document.execCommand("copy"));
    say("Copied. Paste it to the model.");
  },
  offer: async (button) => {
    const form = button.form;
    try {
      const done = await ask("/offer", { answer: form.elements.answer.value, by: form.elements.by.value });
      show(done);
      if (done.notices.length) {
        form.querySelector(".told").replaceChildren(...done.notices.map((each) => Object.assign(document.createElement("p"), { className: "note", textContent: each })));
        form.elements.answer.value = "";
      } else dialog.close();
      say(`${done.said}.`);
    } catch (error) {
      form.querySelector(".told").replaceChildren(Object.assign(document.createElement("p"), { className: "note trouble", textContent: error.message }));
    }
  },
  accept: (button, card) => act({ what: "move", cards: [card.dataset.card], to: card.dataset.to }, `card:${card.dataset.card}`),
  hang: (button, card) => {
    const id = (card || button.closest("form")).dataset.card;
    const body = { what: "move", cards: [id], to: button.dataset.to };
    return dialog.open ? fromDialog(body) : act(body, `card:${id}`);
  },
  card: (button, card) => openDialog(`/part/card?card=${encodeURIComponent(card.dataset.card)}`, `card:${card.dataset.card}`),
  title: (button) => openDialog(`/part/title?column=${encodeURIComponent(button.closest("[data-mark]").dataset.mark)}`, button.dataset.key),
  clear: (button, card) => {
    const id = (card || button.closest("form")).dataset.card;
    const body = { what: "clear", cards: [id], yes: true };
    return dialog.open ? fromDialog(body) : act(body, `card:${id}`);
  },
  hold: (button) => fromDialog({ what: "clear", cards: [button.closest("form").dataset.card], yes: false }),
  same: (button, card) => act({ what: "same", cards: [card.dataset.card], as: button.dataset.as }, `card:${card.dataset.card}`),
  sameas: (button) => fromDialog({ what: "same", cards: [button.closest("form").dataset.card], as: button.form.elements.same.value || "?" }),
  votes: (button) => fromDialog({ what: "votes", cards: [button.closest("form").dataset.card], votes: Math.trunc(Number(button.form.elements.votes.value)) }),
  newcolumn: (button) => {
    const form = button.form;
    const title = form.elements.title.value.trim();
    if (form.dataset.card) return fromDialog({ what: "column", title, cards: [form.dataset.card] });
    const { question } = dialog.dataset;
    return fromDialog({ what: "column", title, question }, (part) => `title:${part.column}`);
  },
  column: (button) => {
    const asked = button.closest(".asked");
    dialog.innerHTML =
      '<form method="dialog" class="inside"><p class="eyebrow"></p><h2 id="dialog-title">A new column</h2><div class="field"><label for="title">Title</label>' +
      '<input id="title" name="title" maxlength="300" autocomplete="off"></div><p class="end"><button type="button" class="main" data-do="newcolumn">Make it</button> ' +
      '<button type="submit">Close</button></p></form>';
    dialog.querySelector(".eyebrow").textContent = asked ? `Workshop question: ${asked.querySelector("h2").textContent}` : "";
    dialog.dataset.question = questionOf(button);
    dialog.dataset.back = button.dataset.key;
    dialog.showModal();
    dialog.querySelector("input").focus();
  },
  take: (button) => {
    const input = button.form.elements.title;
    input.value = button.dataset.words;
    input.focus();
  },
  keeptitle: (button) =>
    fromDialog({ what: "title", column: button.form.dataset.mark, title: button.form.elements.title.value, agreed: button.form.elements.agreed.checked }),
  type: (button) => openTyping(button.dataset.key, "", true),
  pick: (button) => {
    const { card, column, agreed } = button.closest(".line").dataset;
    return card
      ? act({ what: "move", cards: [card], to: button.dataset.to }, `card:${card}`)
      : act({ what: "title", column, title: button.dataset.to, agreed: Boolean(agreed) }, `title:${column}`);
  },
  letgo: (button) => {
    const { card, words } = button.closest(".line").dataset;
    return act({ what: "let go", card, words });
  },
  bring: async (button) => {
    const { card, words } = button.closest(".line").dataset;
    if (await act({ what: "type", words, question: questionOf(button) })) act({ what: "let go", card, words });
  },
  new: () => ask("/new", {}).then(show, (error) => say(error.message)),
  projector: () => open(`/show#${key}`, "_blank"),
  back: () => turn(-1),
  on: () => turn(1),
  make: async (button) => {
    if (button.getAttribute("aria-disabled")) return;
    const yes = document.getElementById("replaced");
    try {
      show(await ask("/make", { replaced: Boolean(yes && yes.checked) }));
      say("The documents are being made.");
    } catch (error) {
      say(error.message);
    }
  },
  folder: () => ask("/folder", {}).then((done) => say(done.said), (error) => say(error.message)),
  download: async (button) => {
    try {
      const answer = await fetch(`/file/${button.dataset.number}`, { headers: { "X-Afterword-Key": key }, cache: "no-store" });
      if (!answer.ok) throw new Error((await answer.json()).error);
      URL.revokeObjectURL(loaded); // of the one before: the browser may still be taking the last
      loaded = URL.createObjectURL(await answer.blob());
      Object.assign(document.createElement("a"), { href: loaded, download: button.dataset.name }).click();
      say(`${button.dataset.name} is downloaded.`);
    } catch (error) {
      say(error.message);
    }
  },
  columns: async (button) => {
    const form = button.form;
    const columns = {};
    for (const select of form.querySelectorAll("select[data-letters]")) columns[select.dataset.letters] = select.value;
    const { file, sheet, kind } = form.dataset;
    try {
      const part = await ask("/answer", { file, sheet, answer: kind, columns, row: Number(form.elements.row.value) });
      const { again } = dialog.dataset;
      dialog.dataset.back = "";
      dialog.close();
      answered(part, again);
    } catch (error) {
      form.querySelector(".told").replaceChildren(Object.assign(document.createElement("p"), { className: "note trouble", textContent: error.message }));
    }
  },
  yes: (button) => answer(button.closest(".sheet"), "yes"),
  no: (button) => answer(button.closest(".sheet"), "no"),
  kind: (button) => {
    const kind = button.parentElement.querySelector("select").value;
    const section = button.closest(".sheet");
    const { file, sheet } = section.dataset;
    if (!kind) say("Choose what it is first.");
    else if (TABLES.includes(kind)) {
      dialog.dataset.again = changed(button);
      openDialog(`/part/columns?${new URLSearchParams({ file, sheet, kind })}`, button.dataset.key);
    } else answer(section, kind, changed(button));
  },
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='/']");
  if (link && !event.metaKey && !event.ctrlKey && !link.target) {
    event.preventDefault();
    history.pushState(null, "", link.getAttribute("href"));
    go(link.getAttribute("href").slice(1) || "reading");
    return;
  }
  const button = event.target.closest("[data-do]");
  const card = event.target.closest(".card");
  if (button) doing[button.dataset.do](button, card);
  else if (card) makeCurrent(card);
});

addEventListener("popstate", () => go(location.pathname.slice(1) || "reading"));

document.addEventListener("focusin", (event) => {
  const card = event.target.closest?.(".card");
  if (card && card.tabIndex !== 0) makeCurrent(card);
});

document.addEventListener("keydown", (event) => {
  const inField = event.target.closest("input, textarea, select");
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z" && !inField && screen === "wall") {
    event.preventDefault();
    doing.undo();
    return;
  }
  if (event.key === "Enter" && dialog.open && event.target.matches("input")) {
    event.preventDefault();
    const button = event.target.closest(".row, form").querySelector("button[data-do]:not([data-do=take])");
    const own = event.target.closest(".row") ? button : dialog.querySelector("button.main");
    if (own) doing[own.dataset.do](own);
    return;
  }
  const card = event.target.closest(".card");
  if (!card || event.ctrlKey || event.metaKey || event.altKey) return;
  if (["ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
    if (step(card, event.key)) event.preventDefault();
    return;
  }
  if (event.target !== card) return;
  if (event.key === "Enter" || event.key === "m") {
    event.preventDefault();
    doing.card(null, card);
  } else if (event.key === "a" && card.dataset.to) {
    doing.accept(null, card);
  } else if (event.key === "p") {
    act({ what: "move", cards: [card.dataset.card], to: "Parking lot" }, `card:${card.dataset.card}`);
  }
});

// ── the projector: one page at a time ─────────────────────────────────────────────────────────

let page = "";

function turn(by) {
  const pages = [...main.querySelectorAll(".page")];
  if (!pages.length) return;
  const now = Math.max(0, pages.findIndex((each) => each.dataset.page === page));
  const next = Math.min(pages.length - 1, Math.max(0, now + by));
  page = pages[next].dataset.page;
  pages.forEach((each, number) => (each.hidden = number !== next));
  document.getElementById("pages").textContent = `${next + 1} of ${pages.length}`;
  if (by) {
    scrollTo(0, 0);
    say(pages[next].querySelector("h1").textContent);
  }
}

document.addEventListener("keydown", (event) => {
  if (screen !== "show" || event.ctrlKey || event.metaKey || event.altKey) return;
  const far = main.querySelectorAll(".page").length;
  const by = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Home: -far, End: far }[event.key];
  if (event.key === " " && !event.target.closest("button")) event.preventDefault(), turn(event.shiftKey ? -1 : 1);
  else if (by && !(event.key.endsWith("Down") && more()) && !(event.key.endsWith("Up") && scrollY)) event.preventDefault(), turn(by);
});

function more() {
  const end = Math.min(innerHeight, document.querySelector(".foot").getBoundingClientRect().top);
  return main.querySelector(".page:not([hidden])").getBoundingClientRect().bottom > end;
}

// ── typing cards ──────────────────────────────────────────────────────────────────────────────

function openTyping(at, words, focus) {
  const button = main.querySelector(`[data-key="${CSS.escape(at)}"]`);
  if (!button) {
    typing = null;
    return;
  }
  const place = button.closest(".typing");
  const old = main.querySelector(".typing form");
  if (old && place.contains(old)) {
    if (focus) old.elements.words.focus();
    return;
  }
  if (old) old.remove();
  typing = { at, words };
  const form = document.createElement("form");
  form.innerHTML =
    '<label class="hidden" for="words">What the card says</label><textarea id="words" name="words" rows="2" maxlength="32000" data-key="words"></textarea>' +
    '<p class="acts"><button type="submit">Hang it</button><button type="button" data-close>Done</button></p>';
  form.elements.words.value = words;
  form.elements.words.addEventListener("input", () => (typing.words = form.elements.words.value));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    hangTyped(form);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && event.target.matches("textarea")) {
      event.preventDefault();
      hangTyped(form);
    }
    if (event.key === "Escape") closeTyping(form);
  });
  form.querySelector("[data-close]").addEventListener("click", () => closeTyping(form));
  place.append(form);
  form.elements.words.focus();
}

function closeTyping(form) {
  const at = typing ? typing.at : "";
  typing = null;
  form.remove();
  focusOn(at);
}

async function hangTyped(form) {
  const words = form.elements.words.value;
  if (!words.trim()) return closeTyping(form);
  const at = typing.at;
  const { mark, question } = form.closest("[data-mark]").dataset;
  typing.words = "";
  form.elements.words.value = "";
  if (!(await act({ what: "type", words, to: mark, question }, "words"))) {
    typing = { at, words };
    const now = main.querySelector(".typing form");
    if (now) now.elements.words.value = words;
  }
  const now = main.querySelector(".typing form");
  if (now) now.elements.words.focus();
}

// ── dragging a card by its grip: mouse, pen and touch alike ───────────────────────────────────

document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest(".grip");
  if (!grip || event.button) return;
  event.preventDefault();
  const card = grip.closest(".card");
  const box = card.getBoundingClientRect();
  const start = { x: event.clientX, y: event.clientY };
  let ghost = null;
  let over = null;
  let at = start;
  let rolling = 0;
  grip.setPointerCapture(event.pointerId);

  const move = (moved) => {
    at = { x: moved.clientX, y: moved.clientY };
    if (!ghost && Math.hypot(at.x - start.x, at.y - start.y) < SHAKE) return;
    if (!ghost) {
      dragged = card;
      ghost = card.cloneNode(true);
      ghost.classList.add("flying");
      ghost.style.width = `${box.width}px`;
      document.body.append(ghost);
      card.classList.add("lifted");
      roll();
    }
    ghost.style.left = `${box.left + at.x - start.x}px`;
    ghost.style.top = `${box.top + at.y - start.y}px`;
    look();
  };
  const look = () => {
    const under = document.elementFromPoint(at.x, at.y)?.closest("[data-mark]") || null;
    if (under !== over) {
      over?.classList.remove("over");
      under?.classList.add("over");
      over = under;
    }
  };
  const roll = () => {
    if (!ghost) return;
    const down = Math.max(0, at.y - innerHeight + EDGE) + Math.min(0, at.y - EDGE);
    if (down) {
      scrollBy(0, down / SLOWLY);
      look();
    }
    rolling = requestAnimationFrame(roll);
  };
  const end = (dropped) => {
    cancelAnimationFrame(rolling);
    grip.removeEventListener("pointermove", move);
    grip.removeEventListener("pointerup", drop);
    grip.removeEventListener("pointercancel", cancel);
    document.removeEventListener("keydown", escape, true);
    ghost?.remove();
    card.classList.remove("lifted");
    const target = over;
    over?.classList.remove("over");
    const was = dragged;
    dragged = null;
    if (was && dropped && target && target !== card.closest("[data-mark]")) {
      target.querySelector("[data-list]").append(card.closest("li"));
      act({ what: "move", cards: [card.dataset.card], to: target.dataset.mark }, `card:${card.dataset.card}`).then((done) => done || reload());
    } else if (was && dropped && target && card.dataset.to) {
      doing.accept(null, card);
    } else if (late) {
      const part = late;
      late = null;
      show(part);
    }
  };
  const drop = () => end(true);
  const cancel = () => end(false);
  const escape = (pressed) => pressed.key === "Escape" && end(false);
  grip.addEventListener("pointermove", move);
  grip.addEventListener("pointerup", drop);
  grip.addEventListener("pointercancel", cancel);
  document.addEventListener("keydown", escape, true);
});

function reload() {
  shown = new Map();
  version = 0;
  load();
}

// ── bringing workbooks ────────────────────────────────────────────────────────────────────────

async function bring(files) {
  const { most } = document.getElementById("pick").dataset; // MB
  const opened = [];
  const refused = []; // each is said where the files were dropped, so that none hides another
  for (const file of files) {
    say(`${file.name} is being read …`);
    try {
      await brought(file, most);
      opened.push(`${file.name} is open.`);
    } catch (error) {
      refused.push(error.message);
    }
  }
  const notes = refused.map((each) => Object.assign(document.createElement("p"), { className: "note trouble", textContent: each }));
  const place = document.getElementById("refused");
  if (place) place.replaceChildren(...notes);
  say([...opened, ...(place ? [] : refused)].join(" ")); // somebody may have gone to another screen
}

async function brought(file, most) {
  if (file.size > most * 2 ** 20) throw new Error(`${file.name} is too large for this page: ${most} MB are the most. Name it when you start Afterword.`);
  const part = await ask("/add", { name: file.name, content: await base64(file) });
  if (screen === "reading") show(part);
}

function base64(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.split(",")[1] || "");
    reader.onerror = () => failed(new Error(`${file.name} cannot be read.`));
    reader.readAsDataURL(file);
  });
}

document.addEventListener("change", (event) => {
  if (event.target.id === "pick") bring([...event.target.files]);
  if (event.target.id === "row") {
    const { file, sheet, kind } = event.target.form.dataset;
    const query = new URLSearchParams({ file, sheet, kind, row: event.target.value });
    ask(`/part/columns?${query}`).then(({ html }) => {
      dialog.innerHTML = html;
      focusOn("row");
    }, (error) => say(error.message));
  }
});
addEventListener("dragover", (event) => {
  event.preventDefault();
  document.getElementById("drop")?.classList.add("over");
});
addEventListener("dragleave", () => document.getElementById("drop")?.classList.remove("over"));
addEventListener("drop", (event) => {
  event.preventDefault();
  document.getElementById("drop")?.classList.remove("over");
  if (!event.dataTransfer.files.length) return;
  if (screen === "reading") bring([...event.dataTransfer.files]);
  else say("Workbooks are opened under Reading.");
});

named();
load().then(follow);
