--- The page's script: filters and sorts the findings, keeps that in the address
-- bar, opens what a link means, and opens for the printer what is folded, but
-- for evidence. Without it the page says the same.
-- @module tiendo.html.script
local M = {}

M.JS = [=[
(function () {
'use strict';
var doc = document;
var form = doc.getElementById('filter');
var list = doc.getElementById('list');
var shown = doc.getElementById('shown');
var lang = doc.documentElement.lang;
var number = new Intl.NumberFormat(lang === 'vi' ? 'vi-VN' : 'en-GB');
var RANK = { critical: 0, high: 1, medium: 2, low: 3, info: 4 };
var items = [], groups = [], order = '', sorted = null;

// Letters without marks: Vietnamese is typed in many ways.
function fold(s) {
  return s.normalize('NFD').replace(/[\u0300-\u036f]/g, '')
    .replace(/[\u0111\u0110]/g, 'd').toLowerCase();
}

function each(selector, visit, within) {
  Array.prototype.forEach.call((within || doc).querySelectorAll(selector),
    visit);
}

function collect() {
  each('#list .g', function (el) {
    var group = { el: el, part: el.closest('.part'), items: [],
      title: el.querySelector('.t').textContent,
      count: el.querySelector('.c') };
    groups.push(group);
    each('.f', function (f) {
      var item = { el: f, group: group, at: items.length,
        severity: el.dataset.v, goal: f.dataset.g || '-',
        agency: f.dataset.a || '-', state: f.dataset.s || '',
        age: f.dataset.d || '', text: null };
      group.items.push(item);
      items.push(item);
    }, el);
  });
}

function text(item) {
  if (item.text === null) {
    item.text = fold(item.el.textContent + ' ' + item.group.title);
  }
  return item.text;
}

function value(name) {
  return form.elements[name] ? form.elements[name].value : '';
}

function tester() {
  var wanted = ['severity', 'goal', 'agency', 'state'].map(function (name) {
    return [name, value(name)];
  }).filter(function (pair) { return pair[1]; });
  var words = fold(value('text')).split(/\s+/).filter(Boolean);
  return function (item) {
    return wanted.every(function (pair) { return item[pair[0]] === pair[1]; })
      && words.every(function (word) { return text(item).includes(word); });
  };
}

// ---- order ----

function name(kind, key) {
  var option = form.elements[kind] && Array.prototype.find.call(
    form.elements[kind].options, function (o) { return o.value === key; });
  return option ? option.text : key;
}

var KEYS = {
  goal: function (item) { return item.goal; },
  agency: function (item) { return item.agency; },
  age: function (item) { return item.age; },
  check: function (item) { return item.group.title; }
};

function day(iso) {
  return lang === 'vi' ? iso.split('-').reverse().join('/') : iso;
}

function heading(kind, key) {
  if (kind === 'age') { return day(key); }
  return kind === 'check' ? key : name(kind, key);
}

// Out of its group a finding says its severity and rule.
function label(item) {
  if (item.label) { return; }
  item.label = doc.createElement('em');
  item.label.className = 'r';
  item.label.appendChild(item.group.el.querySelector('.m').cloneNode(true));
  item.label.appendChild(doc.createTextNode(item.group.title));
  item.el.querySelector('summary').prepend(item.label);
}

function by(kind) {
  var compare = new Intl.Collator(lang, { numeric: true }).compare;
  var keys = items.map(KEYS[kind]);
  return items.slice().sort(function (a, b) {
    return compare(keys[a.at], keys[b.at])
      || RANK[a.severity] - RANK[b.severity] || a.at - b.at;
  });
}

function element(tag, className, content) {
  var el = doc.createElement(tag);
  el.className = className;
  el.textContent = content || '';
  return el;
}

function regroup(kind) {
  var box = doc.createElement('div'), last = null, current;
  box.id = 'sorted';
  box.groups = [];
  by(kind).forEach(function (item) {
    var key = KEYS[kind](item);
    if (key !== last) {
      var h = doc.createElement('h3');
      current = { el: element('div', 'g'), items: [],
        count: element('span', 'c') };
      h.append(element('span', 't', heading(kind, key)), ' ', current.count);
      current.el.append(h);
      box.append(current.el);
      box.groups.push(current);
      last = key;
    }
    label(item);
    current.items.push(item);
    current.el.append(item.el);
  });
  return box;
}

function arrange(kind) {
  if (kind === order) { return; }
  if (sorted) {
    sorted.remove();
    sorted = null;
    groups.forEach(function (group) {
      group.items.forEach(function (item) { group.el.append(item.el); });
    });
  }
  list.hidden = kind !== '';
  if (kind) {
    sorted = regroup(kind);
    list.after(sorted);
  }
  order = kind;
}

// ---- showing ----

function count(all) {
  all.forEach(function (group) {
    var n = group.items.filter(function (i) { return !i.el.hidden; }).length;
    group.el.hidden = n === 0;
    group.n = n;
    group.count.textContent = number.format(n);
  });
}

function countParts() {
  each('.part', function (part) {
    var n = 0;
    groups.forEach(function (g) { if (g.part === part) { n += g.n; } });
    part.hidden = n === 0;
    part.querySelector('h3 .c').textContent = number.format(n);
  });
}

function apply() {
  var fits = tester(), n = 0;
  arrange(value('sort'));
  items.forEach(function (item) {
    var is = fits(item);
    if (is) { n += 1; }
    if (item.el.hidden === is) { item.el.hidden = !is; }
  });
  count(sorted ? sorted.groups : groups);
  if (!sorted) { countParts(); }
  shown.textContent = shown.dataset.t.replace('#1', number.format(n))
    .replace('#2', number.format(items.length));
}

// ---- address bar ----

function address() {
  var params = new URLSearchParams();
  ['text', 'severity', 'goal', 'agency', 'state', 'sort'].forEach(
    function (key) { if (value(key)) { params.set(key, value(key)); } });
  return params.toString();
}

function remember() {
  history.replaceState(null, '', '#' + (address() || 'findings'));
}

function reveal(id) {
  var el = doc.getElementById(id);
  if (!el) { return; }
  if (el.hidden) {
    form.reset();
    apply();
  }
  for (var up = el; up; up = up.parentElement) {
    if (up.tagName === 'DETAILS') { up.open = true; }
  }
  el.scrollIntoView();
}

// What a link asks for may be gone since: it finds nothing then, and says so.
function choose(el, wanted) {
  el.value = wanted;
  if (!el.options || el.value === wanted) { return; }
  if (el.name !== 'sort') { el.add(new Option(wanted, wanted)); }
  el.value = el.name === 'sort' ? '' : wanted;
}

function filterBy(params) {
  Array.prototype.forEach.call(form.elements, function (el) {
    if (el.name && el.type !== 'button') {
      choose(el, params.get(el.name) || '');
    }
  });
  apply();
}

function follow() {
  var hash = location.hash.slice(1);
  if (form && hash.includes('=')) {
    filterBy(new URLSearchParams(hash));
    doc.getElementById('findings').scrollIntoView();
  } else if (hash) {
    reveal(hash);
  } else if (form && address()) { // back to where there was no filter
    filterBy(new URLSearchParams());
  }
}

// A finding that is opened offers a link to itself.
function offer(event) {
  var el = event.target;
  if (el.className !== 'f' || !el.open) { return; }
  var a = doc.createElement('a');
  a.href = '#' + el.id;
  a.textContent = el.id;
  el.append(a);
  el.className = 'f to';
}
addEventListener('toggle', offer, true);

// ---- printing ----

// A finding and the explanation of a rule are printed as the reader has them.
var opened = [];
addEventListener('beforeprint', function () {
  each('details:not([open]):not(.f):not(.doc)', function (el) {
    el.open = true;
    opened.push(el);
  });
});
addEventListener('afterprint', function () {
  opened.forEach(function (el) { el.open = false; });
  opened = [];
});

// ---- start ----

function openAll(button) {
  var other = button.dataset.t, is = button.dataset.o !== '1';
  items.forEach(function (i) { if (!i.el.hidden) { i.el.open = is; } });
  button.dataset.t = button.textContent;
  button.textContent = other;
  button.dataset.o = is ? '1' : '';
}

function start() {
  var timer;
  collect();
  form.hidden = false;
  each('a[data-f]', function (a) { a.href = '#' + a.dataset.f; });
  form.addEventListener('submit', function (e) { e.preventDefault(); });
  form.addEventListener('input', function () {
    clearTimeout(timer);
    timer = setTimeout(function () { apply(); remember(); }, 120);
  });
  form.addEventListener('reset', function () {
    setTimeout(function () { apply(); remember(); }, 0);
  });
  form.elements.open.addEventListener('click', function () {
    openAll(this);
  });
  apply();
}

if (form) { start(); }
addEventListener('hashchange', follow);
follow();
})();
]=]

return M
