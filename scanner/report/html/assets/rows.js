// SPDX-License-Identifier: Apache-2.0
// rows.js: a table of thousands of rows. Only the rows in sight are in the document, between two
// rows that are as high as what is left out; on paper all are, up to a limit. In each row one
// element of class "opener" takes the focus: what opens the row.
'use strict';

const khRows = (() => {
  const { byId, el, number } = khDom;
  const kAround = 8;         // rows beyond either edge of what is in sight
  const kMostPrinted = 1000;
  const kMostHeight = 4000;  // CSS pixels that rows are made for at a time

  // `columns` are [key, name] pairs; one whose key the model cannot sort by is not a button.
  // `cells` gives the cells of an item, `classOf` the class of its row; `open` gets the index of the
  // row that was opened among those shown; `many` is what items are called.
  function make({ model, columns, cells, classOf, open, many }) {
    const scroller = byId('scroller');
    const table = byId('table');
    const body = byId('rows');
    const above = el('tr', { 'aria-hidden': 'true', class: 'spacer' }, el('td'));
    const below = el('tr', { 'aria-hidden': 'true', class: 'spacer' }, el('td'));
    let rows = new Map();  // index among the shown items to its row
    let rowHeight = 56;    // CSS pixels; measured once there is a row
    let active = 0;        // the row that the keyboard is at
    const paper = matchMedia('print');
    let isPrinting = false;  // between the events of printing, which come before `paper` matches

    function head() {
      const names = columns.map(([key, name, isFixed]) => el('th', { scope: 'col', class: `c-${key}`, 'data-key': key },
        isFixed ? el('span', { class: 'fixed' }, name)
          : el('button', { type: 'button', onclick: () => model.sortBy(key) }, name,
            el('span', { class: 'arrow', 'aria-hidden': 'true' }))));
      byId('table-head').replaceChildren(el('tr', { 'aria-rowindex': 1 }, names));
    }

    function markSort() {
      const { key, ascending } = model.sort();
      for (const cell of byId('table-head').querySelectorAll('th')) {
        if (cell.dataset.key !== key) cell.removeAttribute('aria-sort');
        else cell.setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
      }
    }

    function makeRow(item, index) {
      return el('tr', { 'aria-rowindex': index + 2, class: classOf(item), 'data-index': index },
        cells(item).map((cell, i) => el('td', { class: `c-${columns[i][0]}` }, cell)));
    }

    const openerOf = (row) => row.querySelector('.opener');

    const isPaper = () => isPrinting || paper.matches;

    function visibleRange() {
      const count = model.shown().length;
      if (isPaper()) return [0, Math.min(count, kMostPrinted)];
      const height = Math.min(scroller.clientHeight || 600, kMostHeight);
      const first = Math.max(0, Math.floor(scroller.scrollTop / rowHeight) - kAround);
      return [first, Math.min(count, first + Math.ceil(height / rowHeight) + 2 * kAround)];
    }

    // Keeps rows that stay in sight, so that focus and hover stay where they are.
    function render() {
      const shown = model.shown();
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
      for (const [index, row] of rows) openerOf(row).tabIndex = index === stop ? 0 : -1;
    }

    function focusOrScroller() {
      const row = rows.get(active);
      (row ? openerOf(row) : scroller).focus({ preventScroll: true });
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
      const count = model.shown().length;
      if (count === 0) return;
      active = Math.max(0, Math.min(count - 1, index));
      const headHeight = table.tHead.getBoundingClientRect().height;
      const top = active * rowHeight;
      const room = scroller.clientHeight - headHeight - rowHeight;
      if (top < scroller.scrollTop) scroller.scrollTop = top;
      else if (top > scroller.scrollTop + room) scroller.scrollTop = top - room;
      render();
      const row = rows.get(active);
      if (row) openerOf(row).focus({ preventScroll: true });
      if (row) row.scrollIntoView({ block: 'nearest' });
    }

    function onKey(event) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('thead')) return;
      const page = Math.max(1, Math.floor(scroller.clientHeight / rowHeight) - 2);
      const count = model.shown().length;
      const to = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + page, PageUp: active - page, Home: 0, End: count - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      moveTo(to);
    }

    function onClick(event) {
      const row = event.target.closest('tr[data-index]');
      if (!row || event.target.closest('a') || String(document.getSelection()).length > 0 && !event.target.closest('button')) return;
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
      const shown = model.shown();
      rows = new Map();
      active = 0;
      scroller.scrollTop = 0;
      table.setAttribute('aria-rowcount', shown.length + 1);
      byId('no-match').hidden = shown.length > 0;
      scroller.hidden = shown.length === 0;
      markSort();
      render();
      measure();
    }

    function tellPrinted(left) {
      byId('print-note').textContent = left > 0
        ? `The first ${number(kMostPrinted)} ${many} are printed; ${number(left)} more are not. Filter the page to print others.` : '';
    }

    function setPrinting(on) {
      isPrinting = on;
      render();
    }

    function start() {
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
      model.onChange(refresh);
    }

    // From one row to the next, or to where the focus was.
    function step(by) {
      moveTo(active + (body.contains(document.activeElement) ? by : 0));
    }

    return { start, moveTo, step, contains: (node) => scroller.contains(node) };
  }

  return { make };
})();
