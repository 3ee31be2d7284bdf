// The page is complete without this script. It replaces the parts that changed, and converts times to the reader's zone.
"use strict";

const parts = new Map(); // id of a part -> its text as received
const opened = new Map(); // key of a <details> -> whether the reader opened it
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });
const dated = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

function ago(seconds) {
  if (seconds < 90) return Math.max(0, Math.round(seconds)) + " s ago";
  if (seconds < 5400) return Math.round(seconds / 60) + " min ago";
  if (seconds < 129600) return Math.round(seconds / 3600) + " h ago";
  return Math.round(seconds / 86400) + " days ago";
}

/** Writes the age of a time, the time in the reader's zone, and UTC, which logs use. */
function showTimes(root) {
  for (const time of root.querySelectorAll("time")) {
    const at = new Date(time.dateTime);
    const today = at.toDateString() === new Date().toDateString();
    const utc = at.getTimezoneOffset() === 0 ? "" : at.toISOString().slice(11, 16);
    const small = document.createElement("small");
    small.textContent = " " + (today ? clock : dated).format(at) + (utc ? " (" + utc + " UTC)" : " UTC");
    if (!time.title) time.title = time.textContent;
    time.replaceChildren(ago((Date.now() - at) / 1000), small);
  }
}

function key(details) {
  return details.id || "in-" + details.parentElement.closest("[id]").id;
}

function remember(root) {
  for (const part of root.querySelectorAll("[data-part]")) parts.set(part.id, part.outerHTML);
}

function replaceParts(next) {
  const focused = document.activeElement;
  const href = focused && focused.getAttribute("href");
  const folded = focused && focused.tagName === "SUMMARY" && key(focused.parentElement);
  const all = [...next.querySelectorAll("[data-part]")];
  if (all.some((part) => !document.getElementById(part.id))) {
    // The page of a module that has just started has almost no parts.
    remember(next);
    showTimes(next);
    document.body.replaceChildren(...next.body.childNodes);
    document.title = next.title;
    reveal();
    return;
  }
  for (const part of all) {
    const text = part.outerHTML;
    const old = document.getElementById(part.id);
    if (!old || parts.get(part.id) === text) continue;
    parts.set(part.id, text);
    for (const details of part.querySelectorAll("details")) {
      if (opened.has(key(details))) details.open = opened.get(key(details));
    }
    const within = old.contains(focused);
    const scrolled = [...old.querySelectorAll(".scroll")].map((box) => box.scrollLeft);
    showTimes(part);
    old.replaceWith(part);
    part.querySelectorAll(".scroll").forEach((box, i) => (box.scrollLeft = scrolled[i] || 0));
    if (within) {
      const again = folded
        ? [...part.querySelectorAll("summary")].find((one) => key(one.parentElement) === folded)
        : focused.id
          ? document.getElementById(focused.id)
          : [...part.querySelectorAll("a")].find((one) => href && one.getAttribute("href") === href);
      if (again) again.focus({ preventScroll: true });
    }
  }
  document.title = next.title;
}

/** Shows whether the page is live. Without an answer from the module, it must not look as if all were well. */
function say(text, css) {
  document.body.classList.toggle("stale", css === "off");
  const live = document.getElementById("live");
  if (!live) return;
  if (live.textContent !== text) live.textContent = text;
  live.className = css;
}

let asking = false;
let again = false;
let state = ["", ""];
let heard = Date.now();

/** Each cycle sends a state, at least every ten seconds. */
const SILENCE_MS = 60000;

async function refresh() {
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  try {
    do {
      again = false;
      const answer = await fetch("/", { cache: "no-cache" });
      if (answer.ok) {
        replaceParts(new DOMParser().parseFromString(await answer.text(), "text/html"));
        document.body.dataset.updates = String(Number(document.body.dataset.updates || 0) + 1);
      }
      say(...state);
      await new Promise((later) => setTimeout(later, 200));
    } while (again);
  } catch {
    // The stream shows that the module is away, and reconnects to it.
  } finally {
    asking = false;
  }
}

function follow() {
  const stream = new EventSource("/api/events");
  const live = () => {
    heard = Date.now();
    state = ["live", "on"];
  };
  stream.addEventListener("state", () => {
    live();
    refresh();
  });
  stream.onopen = () => {
    live();
    say(...state);
  };
  stream.onerror = () => {
    say(...(state = ["the module does not answer: this page may be out of date; trying again", "off"]));
    if (stream.readyState === EventSource.CLOSED) setTimeout(follow, 3000);
  };
  addEventListener("pagehide", () => stream.close());
}

/** Opens the folded parts around the target of a link. */
function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  target.scrollIntoView({ block: "nearest" });
  if (target.hasAttribute("tabindex")) target.focus();
}

document.addEventListener("click", (event) => {
  const summary = event.target.closest("summary");
  if (summary) opened.set(key(summary.parentElement), !summary.parentElement.open);
  const link = event.target.closest('a[href^="#"]');
  if (link && link.hash === location.hash) reveal();
});
addEventListener("hashchange", reveal);

remember(document);
showTimes(document);
setInterval(() => {
  showTimes(document);
  if (Date.now() - heard > SILENCE_MS) say(...(state = ["the module sends nothing: this page may be out of date", "off"]));
}, 10000);
follow();
reveal();
