// SPDX-License-Identifier: Apache-2.0
// dialog.js: all that is known of one item, in a dialog that steps from item to item in the order in
// which the list shows them.
'use strict';

const khDialog = (() => {
  const { byId, number } = khDom;

  // `title` and `body` give a text and nodes for an item; `rows` may be null where no table is.
  function make({ model, rows, title, body, onShow }) {
    const dialog = byId('detail');
    let current = null;

    const indexOfCurrent = () => model.shown().indexOf(current);

    function fill(item) {
      current = item;
      byId('detail-title').textContent = title(item);
      byId('detail-body').replaceChildren(...body(item));
      byId('detail-body').scrollTop = 0;
      const at = indexOfCurrent();
      const count = model.shown().length;
      byId('detail-at').textContent = at >= 0 ? `${number(at + 1)} of ${number(count)}` : '';
      byId('detail-previous').disabled = at <= 0;
      byId('detail-next').disabled = at < 0 || at + 1 >= count;
      if (onShow) onShow(item);
    }

    function show(item) {
      fill(item);
      if (!dialog.open) dialog.showModal();
    }

    // What is known of the item has grown.
    function refresh(item) {
      if (current === item && dialog.open) byId('detail-body').replaceChildren(...body(item));
    }

    function step(by) {
      const next = model.shown()[indexOfCurrent() + by];
      if (next && current) fill(next);
    }

    // Focus goes back to the row of the item that was shown last.
    function onClose() {
      const at = indexOfCurrent();
      if (rows.contains(document.activeElement) && at >= 0) rows.moveTo(at);
      if (onShow) onShow(null);
    }

    function start() {
      byId('detail-close').addEventListener('click', () => dialog.close());
      byId('detail-previous').addEventListener('click', () => step(-1));
      byId('detail-next').addEventListener('click', () => step(1));
      dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });
      dialog.addEventListener('keydown', (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        if (event.key === 'ArrowLeft') step(-1);
        if (event.key === 'ArrowRight') step(1);
      });
      dialog.addEventListener('close', onClose);
    }

    return { start, show, step, refresh, isOpen: () => dialog.open, current: () => current };
  }

  // A name with what is known under it; nothing known: no line.
  function fact(name, ...value) {
    const parts = value.flat().filter((one) => one !== null && one !== undefined && one !== false && one !== '');
    return parts.length > 0 ? [khDom.el('dt', {}, name), khDom.el('dd', {}, parts)] : [];
  }

  return { make, fact };
})();
