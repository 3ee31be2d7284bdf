// The editor of a sandbox's twin: what is typed is checked, then planned, then sent, and the module's report is followed.
"use strict";

const twin = document.getElementById("twin");
const plan = document.getElementById("plan");
const send = document.getElementById("send");
const answer = document.getElementById("answer");
let last = 0; // Only the newest question's answer counts.
let timer = 0;

async function ask(path, text) {
  const options = text === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: text };
  const answered = await fetch(path, options);
  if (!answered.ok) throw new Error(await answered.text());
  return answered.json();
}

addEventListener("unhandledrejection", (event) => tell("No answer from the sandbox", event.reason.message + ". Does it still run?"));

function tell(title, text) {
  document.getElementById("what").textContent = title;
  answer.textContent = text;
}

function list(checked) {
  const items = checked.problems.map((problem) => {
    const item = document.createElement("li");
    item.className = problem.severity;
    item.textContent = (problem.path ? problem.path + ": " : "") + problem.code + ": " + problem.message;
    return item;
  });
  if (items.length === 0) {
    const item = document.createElement("li");
    item.className = "fine";
    item.textContent = "The module would take all of it.";
    items.push(item);
  }
  document.getElementById("problems").replaceChildren(...items);
  twin.classList.toggle("wrong", !checked.ok);
  twin.setAttribute("aria-invalid", String(!checked.ok));
  plan.disabled = !checked.ok;
}

async function check() {
  const mine = ++last;
  const checked = await ask("/edit/check", twin.value);
  if (mine === last) list(checked);
}

twin.addEventListener("input", () => {
  send.disabled = true; // What was planned is not what would be sent.
  clearTimeout(timer);
  timer = setTimeout(check, 150);
});

plan.addEventListener("click", async () => {
  const text = twin.value;
  tell("Plan", "Looking at the cluster …");
  const planned = await ask("/edit/plan", text);
  if (text !== twin.value) return;
  tell("Plan", planned.text || "Nothing to do.");
  send.disabled = planned.status === 2;
});

send.addEventListener("click", async () => {
  send.disabled = true;
  const sent = await ask("/edit/send", twin.value);
  list(sent);
  if (!sent.ok) return;
  document.getElementById("version").textContent = sent.version;
  follow(sent.version);
});

/** The report, until all of the version works or another one is sent. */
async function follow(version) {
  const report = await ask("/edit/report?" + version);
  if (document.getElementById("version").textContent !== String(version)) return;
  const done = report.state === "CONVERGED";
  tell("Report on version " + version, done ? "Converged: all of it is in force and works." : report.lines.join("\n"));
  if (!done) setTimeout(() => follow(version), 400);
}

ask("/edit/twin").then((now) => {
  twin.value = now.text;
  document.getElementById("version").textContent = now.version;
  return check();
});

/** The module's page is there as soon as the module has started. */
async function show() {
  if ((await ask("/edit/module")).started) document.getElementById("page").src = "/";
  else setTimeout(show, 300);
}
show();
