"use strict";
(() => {
  const $ = (query, root = document) => root.querySelector(query);
  const $$ = (query, root = document) => [...root.querySelectorAll(query)];
  const data = JSON.parse($("#data").textContent);
  const SVG = "http://www.w3.org/2000/svg";
  const state = { lang: document.documentElement.lang, indicator: data.indicators.length - 1, code: null };

  const say = (key, fields = {}) =>
    data.words[state.lang][key].replace(/\{(\w+)\}/g, (_, name) => fields[name]);
  const number = (value) => new Intl.NumberFormat(state.lang).format(value);
  const plain = (text) =>
    text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d").replace(/Đ/g, "D").toLowerCase();
  const make = (name, text, parent) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (parent) parent.append(made);
    return made;
  };
  const draw = (name, attributes, parent) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    parent.append(made);
    return made;
  };

  const classOf = (chosen, value) => {
    const at = chosen.classes.findIndex((one) => value <= one.bound);
    return chosen.classes[at < 0 ? chosen.classes.length - 1 : at];
  };
  const radius = (chosen, value) => (chosen.top ? data.disc * Math.sqrt(value / chosen.top) : 0);

  function map() {
    const chosen = data.indicators[state.indicator];
    $("#map-title").textContent = chosen.label[state.lang];
    for (const unit of $$(".unit")) {
      const code = unit.dataset.code;
      const value = data.units[code].values[state.indicator];
      const mark = chosen.kind === "mark";
      unit.classList.toggle("blank", value === null);
      unit.classList.toggle("marked", mark && value !== null);
      const said = value === null ? say("not_assigned") : number(value);
      unit.setAttribute("aria-label", `${data.units[code].name}: ${chosen.label[state.lang]}, ${said}`);
      const disc = $(`.disc[data-code="${code}"]`);
      const text = $(`text.number[data-code="${code}"]`);
      const shown = value !== null && !mark;
      disc.setAttribute("r", shown ? radius(chosen, value) : 0);
      text.textContent = shown ? number(value) : "";
      if (shown) {
        disc.setAttribute("fill", classOf(chosen, value).colour);
        text.setAttribute("fill", classOf(chosen, value).ink);
      }
    }
    legend(chosen);
  }

  function legend(chosen) {
    const list = $("#legend");
    list.replaceChildren();
    const entry = (text, count, picture) => {
      const item = make("li", undefined, list);
      const svg = draw("svg", { viewBox: "0 0 36 36", "aria-hidden": "true" }, item);
      draw(picture.name, picture, svg).removeAttribute("name");
      make("span", `${text} (${number(count)})`, item);
    };
    if (chosen.kind === "mark") {
      const count = chosen.classes.reduce((sum, one) => sum + one.count, 0);
      if (count) entry(say("assigned"), count, { name: "rect", x: 2, y: 8, width: 32, height: 20, fill: data.mark, stroke: "#5f5f5f" });
    } else {
      for (const one of chosen.classes)
        entry(one.label[state.lang], one.count, { name: "circle", cx: 18, cy: 18, r: radius(chosen, one.bound), fill: one.colour, stroke: "#1f2328" });
    }
    if (chosen.blank) entry(say("not_assigned"), chosen.blank, { name: "rect", x: 2, y: 8, width: 32, height: 20, fill: "url(#hatch)", stroke: "#5f5f5f" });
  }

  function details(code) {
    const place = $("#about-unit");
    place.replaceChildren();
    if (code === null) return void make("p", say("choose"), place);
    const unit = data.units[code];
    const kind = unit.kind[state.lang];
    const full = state.lang === "vi" ? `${kind} ${unit.name}` : `${unit.name} ${kind}`;
    make("h4", full[0].toUpperCase() + full.slice(1), place);
    const table = make("table", undefined, place);
    const head = make("tr", undefined, make("thead", undefined, table));
    for (const key of ["indicator", "value"]) make("th", say(key), head).scope = "col";
    const body = make("tbody", undefined, table);
    data.indicators.forEach((indicator, at) => {
      const row = make("tr", undefined, body);
      make("th", indicator.label[state.lang], row).scope = "row";
      const value = unit.values[at];
      make("td", value === null ? `– (${say("not_assigned")})` : number(value), row).className = "number";
    });
    make("p", say("in_line", { line: unit.line }), place).className = "small";
    make("p", unit.body[state.lang], place);
    make("h4", say("duties"), place);
    if (!unit.duties.length) make("p", say("no_duties"), place);
    const list = unit.duties.length ? make("ul", undefined, place) : null;
    for (const duty of unit.duties) make("li", duty[state.lang], list);
  }

  function select(code) {
    state.code = code;
    for (const unit of $$(".unit")) unit.setAttribute("aria-pressed", String(unit.dataset.code === code));
    for (const row of $$("#targets tbody tr")) {
      row.classList.toggle("picked", row.dataset.code === code);
      $(".pick", row).setAttribute("aria-pressed", String(row.dataset.code === code));
    }
    details(code);
    $("#status").textContent = code === null ? "" : say("selected", { name: data.units[code].name });
  }

  function near(code) {
    for (const row of $$("#targets tbody tr")) row.classList.toggle("near", row.dataset.code === code);
    details(code ?? state.code);
  }

  const pressed = (event) => event.key === "Enter" || event.key === " ";
  const toggle = (code) => select(state.code === code ? null : code);
  for (const unit of $$(".unit")) {
    const code = unit.dataset.code;
    unit.addEventListener("click", () => toggle(code));
    unit.addEventListener("keydown", (event) => {
      if (!pressed(event)) return;
      event.preventDefault();
      toggle(code);
    });
    for (const name of ["mouseenter", "focus"]) unit.addEventListener(name, () => near(code));
    for (const name of ["mouseleave", "blur"]) unit.addEventListener(name, () => near(null));
  }
  for (const row of $$("#targets tbody tr"))
    $(".pick", row).addEventListener("click", () => toggle(row.dataset.code));

  function sort(head) {
    const column = Number($("button", head).dataset.column);
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of $$("#targets thead th")) other.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const key = (row) => {
      const cell = row.cells[column];
      if (cell.dataset.value === undefined) return cell.textContent.trim();
      return cell.dataset.value === "" ? null : Number(cell.dataset.value);
    };
    const order = (a, b) => {
      const [x, y] = [key(a), key(b)];
      if (x === null || y === null) return (x === null) - (y === null); // blanks last, both ways
      const by = typeof x === "number" ? x - y : x.localeCompare(y, "vi");
      return down ? -by : by;
    };
    $("#targets tbody").append(...$$("#targets tbody tr").sort(order));
  }
  for (const head of $$("#targets thead th")) $("button", head).addEventListener("click", () => sort(head));

  function filter() {
    const wanted = plain($("#filter").value.trim());
    const zone = $("#zone").value;
    let count = 0;
    const rows = $$("#targets tbody tr");
    for (const row of rows) {
      row.hidden = !plain(row.cells[0].textContent).includes(wanted) || (zone !== "" && row.dataset.zone !== zone);
      count += row.hidden ? 0 : 1;
    }
    $("#count").textContent = say("shown", { count: number(count), all: number(rows.length) });
  }
  $("#filter").addEventListener("input", filter);
  $("#zone").addEventListener("change", filter);

  let source = null;
  function money(name) {
    source = name;
    for (const part of $$(".part")) part.setAttribute("aria-pressed", String(part.dataset.source === name));
    let said = "";
    for (const row of $$("#sources tbody tr")) {
      row.classList.toggle("picked", row.dataset.source === name);
      if (row.dataset.source === name) said = row.dataset[state.lang === "vi" ? "saidVi" : "saidEn"];
    }
    $("#money").textContent = said;
  }
  function apart(open) {
    $("#apart").setAttribute("aria-expanded", String(open));
    $("#levels").classList.toggle("away", !open);
  }
  for (const part of $$(".part")) {
    const name = part.dataset.source;
    const act = () => {
      if (name === "state_budget") apart(true);
      money(source === name ? null : name);
    };
    part.addEventListener("click", act);
    part.addEventListener("keydown", (event) => {
      if (!pressed(event)) return;
      event.preventDefault();
      act();
    });
  }
  $("#apart").addEventListener("click", () => apart($("#apart").getAttribute("aria-expanded") === "false"));

  function language(lang) {
    state.lang = lang;
    document.documentElement.lang = lang;
    for (const text of $$("[data-vi]")) text.textContent = text.dataset[lang];
    for (const named of $$("[data-label-vi]"))
      named.setAttribute("aria-label", named.dataset[lang === "vi" ? "labelVi" : "labelEn"]);
    for (const button of $$(".lang")) button.setAttribute("aria-pressed", String(button.dataset.lang === lang));
    map();
    select(state.code);
    money(source);
    filter();
  }
  for (const button of $$(".lang")) button.addEventListener("click", () => language(button.dataset.lang));
  $("#indicator").addEventListener("change", (event) => {
    state.indicator = Number(event.target.value);
    map();
  });
  language(state.lang);
})();
