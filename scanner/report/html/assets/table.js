// SPDX-License-Identifier: Apache-2.0
// table.js: the table of findings. Only the rows in sight are in the document, between two rows
// that are as high as what is left out; on paper all are, up to a limit.
'use strict';

const khTable = (() => {
  const { el, foreign, number, span, day, severityTag, badge } = khDom;
  const kAround = 8;         // rows beyond either edge of what is in sight
  const kMostPrinted = 1000;
  const kMostHeight = 4000;  // CSS pixels that rows are made for at a time
  const kColumns = [
    ['severity', 'Severity'], ['title', 'Finding'], ['place', 'Place'], ['owner', 'Owner'],
    ['age', 'Age'], ['status', 'Status'],
  ];

  const scroller = khDom.byId('scroller');
  const table = khDom.byId('table');
  const body = khDom.byId('rows');
  const above = el('tr', { 'aria-hidden': 'true', class: 'spacer' }, el('td'));
  const below = el('tr', { 'aria-hidden': 'true', class: 'spacer' }, el('td'));
  let rows = new Map();  // index among the shown findings to its row
  let rowHeight = 56;    // CSS pixels; measured once there is a row
  let active = 0;        // the row that the keyboard is at
  const paper = matchMedia('print');
  let isPrinting = false;  // between the events of printing, which come before `paper` matches
  let open = () => {};

  function head() {
    const cells = kColumns.map(([key, name]) => el('th', { scope: 'col', class: `c-${key}`, 'data-key': key },
      el('button', { type: 'button', onclick: () => khState.sortBy(key) }, name,
        el('span', { class: 'arrow', 'aria-hidden': 'true' }))));
    khDom.byId('table-head').replaceChildren(el('tr', { 'aria-rowindex': 1 }, cells));
  }

  function markSort() {
    const { key, ascending } = khState.sort();
    for (const cell of khDom.byId('table-head').querySelectorAll('th')) {
      if (cell.dataset.key !== key) cell.removeAttribute('aria-sort');
      else cell.setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
    }
  }

  function states(finding) {
    const list = [badge(finding.status, finding.status.toLowerCase())];
    if (finding.baseline === 'new') list.push(badge('New', 'new'));
    else if (finding.baseline) list.push(el('span', { class: 'dim' }, khState.capital(finding.baseline)));
    return list;
  }

  function age(finding) {
    if (finding.introduced === undefined) return el('span', { class: 'dim' }, '\u2013');
    return [el('span', {}, span(khState.data.now - finding.introduced)),
      el('span', { class: 'sub' }, day(finding.introduced))];
  }

  function owner(finding) {
    if (!finding.owner) return el('span', { class: 'nobody' }, khState.kNobody);
    return [foreign(finding.owner), finding.credential && foreign(finding.credential, 'sub')];
  }

  function place(finding) {
    const more = finding.count - 1;
    const where = { current: '', history: 'not in the current tree', unreachable: 'unreachable' }[finding.standing];
    const sub = [more > 0 ? `and ${khDom.counted(more, 'more place', 'more places')}` : '', where];
    return [el('span', { class: 'path', title: finding.places[0].text }, foreign(finding.places[0].text)),
      el('span', { class: 'sub' }, sub.filter(Boolean).join(' \u00b7 '))];
  }

  function what(finding) {
    const sub = finding.redacted ? el('code', { class: 'sub' }, finding.redacted)
      : foreign(finding.message || finding.ruleId, 'sub');
    return [el('button', { type: 'button', class: 'open', tabindex: -1, 'aria-haspopup': 'dialog' },
      foreign(finding.title)), sub, el('span', { class: 'sub narrow' }, foreign(finding.places[0].text))];
  }

  function makeRow(finding, index) {
    const cells = [severityTag(finding.severity), what(finding), place(finding), owner(finding), age(finding), states(finding)];
    const row = el('tr', { 'aria-rowindex': index + 2, class: finding.status.toLowerCase(), 'data-index': index },
      cells.map((cell, i) => el('td', { class: `c-${kColumns[i][0]}` }, cell)));
    return row;
  }

  const buttonOf = (row) => row.querySelector('button.open');

  const isPaper = () => isPrinting || paper.matches;

  function visibleRange() {
    const count = khState.shown().length;
    if (isPaper()) return [0, Math.min(count, kMostPrinted)];
    const height = Math.min(scroller.clientHeight || 600, kMostHeight);
    const first = Math.max(0, Math.floor(scroller.scrollTop / rowHeight) - kAround);
    return [first, Math.min(count, first + Math.ceil(height / rowHeight) + 2 * kAround)];
  }

  // Keeps rows that stay in sight, so that focus and hover stay where they are.
  function render() {
    const shown = khState.shown();
    const [first, end] = visibleRange();
    const focused = document.activeElement && body.contains(document.activeElement);
    const kept = new Map();
    const list = [above];
    for (let i = first; i < end; i += 1) {
      const row = rows.get(i) || makeRow(shown[i], i);
      kept.set(i, row);
      list.push(row);
    }
    list.push(below);
    above.firstChild.style.height = `${first * rowHeight}px`;
    below.firstChild.style.height = `${(shown.length - end) * rowHeight}px`;
    above.hidden = first === 0;
    below.hidden = end === shown.length || isPaper();
    tellPrinted(isPaper() ? shown.length - end : 0);
    const isSame = body.children.length === list.length && list.every((row, i) => body.children[i] === row);
    rows = kept;
    if (!isSame) body.replaceChildren(...list);
    rove(first, end);
    if (focused && !body.contains(document.activeElement)) focusOrScroller();
  }

  // One row takes part in the order of Tab: the active one, or the first when that is out of sight.
  function rove(first, end) {
    const stop = active >= first && active < end ? active : first;
    for (const [index, row] of rows) buttonOf(row).tabIndex = index === stop ? 0 : -1;
  }

  function focusOrScroller() {
    const row = rows.get(active);
    (row ? buttonOf(row) : scroller).focus({ preventScroll: true });
  }

  function measure() {
    const row = rows.values().next().value;
    const height = row ? row.getBoundingClientRect().height : 0;
    if (height > 0 && !isPaper() && Math.abs(height - rowHeight) > 0.5) {
      rowHeight = height;
      render();
    }
  }

  function moveTo(index) {
    const count = khState.shown().length;
    if (count === 0) return;
    active = Math.max(0, Math.min(count - 1, index));
    const headHeight = table.tHead.getBoundingClientRect().height;
    const top = active * rowHeight;
    const room = scroller.clientHeight - headHeight - rowHeight;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top > scroller.scrollTop + room) scroller.scrollTop = top - room;
    render();
    const row = rows.get(active);
    if (row) buttonOf(row).focus({ preventScroll: true });
    if (row) row.scrollIntoView({ block: 'nearest' });
  }

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('thead')) return;
    const page = Math.max(1, Math.floor(scroller.clientHeight / rowHeight) - 2);
    const count = khState.shown().length;
    const to = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + page, PageUp: active - page, Home: 0, End: count - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    moveTo(to);
  }

  function onClick(event) {
    const row = event.target.closest('tr[data-index]');
    if (!row || String(document.getSelection()).length > 0 && !event.target.closest('button')) return;
    active = Number(row.dataset.index);
    render();
    open(active);
  }

  function onFocus(event) {
    const row = event.target.closest('tr[data-index]');
    if (row) active = Number(row.dataset.index);
  }

  // After a change of filter or order.
  function refresh() {
    const shown = khState.shown();
    rows = new Map();
    active = 0;
    scroller.scrollTop = 0;
    table.setAttribute('aria-rowcount', shown.length + 1);
    khDom.byId('no-match').hidden = shown.length > 0;
    scroller.hidden = shown.length === 0;
    markSort();
    render();
    measure();
  }

  function tellPrinted(left) {
    khDom.byId('print-note').textContent = left > 0
      ? `The first ${number(kMostPrinted)} findings are printed; ${number(left)} more are not. Filter the page to print others.` : '';
  }

  function setPrinting(on) {
    isPrinting = on;
    render();
  }

  function start(openRow) {
    open = openRow;
    head();
    let isAsked = false;
    scroller.addEventListener('scroll', () => {
      if (isAsked) return;
      isAsked = true;
      requestAnimationFrame(() => { isAsked = false; render(); });
    }, { passive: true });
    scroller.addEventListener('keydown', onKey);
    body.addEventListener('click', onClick);
    body.addEventListener('focusin', onFocus);
    new ResizeObserver(() => { measure(); render(); }).observe(scroller);
    paper.addEventListener('change', render);
    window.addEventListener('beforeprint', () => setPrinting(true));
    window.addEventListener('afterprint', () => setPrinting(false));
    khState.onChange(refresh);
  }

  return { start, moveTo, active: () => active, states };
})();
