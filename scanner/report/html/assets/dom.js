// SPDX-License-Identifier: Apache-2.0
// dom.js: elements, and words for numbers and times. Texts become text nodes and nothing else, so
// that no finding can bring markup into the page.
'use strict';

const khDom = (() => {
  const kSvg = 'http://www.w3.org/2000/svg';
  const kDay = 86400;

  const byId = (id) => document.getElementById(id);

  // Sets attributes and appends children; `null` and `false` leave one out.
  function fill(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
      else node.setAttribute(name, value === true ? '' : String(value));
    }
    append(node, children);
    return node;
  }

  function append(node, children) {
    for (const child of children.flat(3)) {
      if (child === null || child === undefined || child === false) continue;
      node.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
  }

  const el = (tag, attributes, ...children) =>
    fill(document.createElement(tag), attributes, children);
  const svg = (tag, attributes, ...children) =>
    fill(document.createElementNS(kSvg, tag), attributes, children);

  // Text of a repository: whatever direction it has, it turns nothing around it.
  const foreign = (text, className) => el('bdi', { class: className }, text);
  const code = (text) => el('code', {}, foreign(text));

  const numbers = new Intl.NumberFormat('en-US');
  const number = (value) => numbers.format(value);
  const counted = (count, one, many) => `${number(count)} ${count === 1 ? one : many}`;

  // UTC, as everything in keyhound's reports.
  function day(seconds) {
    if (seconds === undefined || seconds === null) return '';
    return new Date(seconds * 1000).toISOString().replace(/^[+-]0*/, '').slice(0, 10);
  }

  function minute(seconds) {
    return `${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  }

  // "3 hours", "12 days", "5 months", "2.4 years": a length of time at a glance.
  function span(seconds) {
    const length = Math.abs(seconds);
    if (length < 3600) return counted(Math.floor(length / 60), 'minute', 'minutes');
    if (length < kDay) return counted(Math.floor(length / 3600), 'hour', 'hours');
    const days = Math.floor(length / kDay);
    if (days < 60) return counted(days, 'day', 'days');
    if (days < 730) return counted(Math.floor(days / 30.44), 'month', 'months');
    return `${number(Math.floor(days / 36.525) / 10)} years`;
  }

  function bytes(count) {
    const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
    let value = count;
    let unit = 0;
    for (; value >= 1000 && unit < units.length - 1; unit += 1) value /= 1000;
    return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
  }

  const severityTag = (severity) =>
    el('span', { class: `severity ${severity}` }, el('span', { class: 'mark', 'aria-hidden': 'true' }), severity);

  const badge = (text, kind) => el('span', { class: `badge ${kind || ''}` }, text);

  // A table of rows of cells; a cell is a node, a text, or a list of both. `columns` are
  // [heading, class] pairs, the first cell of a row is its heading.
  function table(caption, columns, rows) {
    const head = columns.map(([name, kind]) => el('th', { scope: 'col', class: kind }, name));
    const body = rows.map((cells) => el('tr', {}, cells.map((cell, i) =>
      el(i === 0 ? 'th' : 'td', { scope: i === 0 ? 'row' : null, class: columns[i][1] }, cell))));
    return el('div', { class: 'wide', role: 'group', 'aria-label': caption, tabindex: '0' },
      el('table', { class: 'plain' }, el('caption', { class: 'hidden' }, caption),
        el('thead', {}, el('tr', {}, head)), el('tbody', {}, body)));
  }

  return { byId, el, svg, foreign, code, number, counted, day, minute, span, bytes, severityTag, badge, table, kDay };
})();
