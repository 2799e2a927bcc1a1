// SPDX-License-Identifier: Apache-2.0
// grid.js: the list of a page: filters, table, dialog and address together, in the place of the rows
// for readers without scripts.
'use strict';

const khGrid = (() => {
  const { byId, el } = khDom;
  const kMostChoices = 60;  // a facet of more values takes a part of a name
  let current = null;

  // What opens a row: a button, or a link where `to` says where.
  const opener = (to, ...children) => (to ? el('a', { class: 'opener', href: to, tabindex: -1 }, children)
    : el('button', { type: 'button', class: 'opener', tabindex: -1, 'aria-haspopup': 'dialog' }, children));

  // `config` names the list, its items and columns, and says what items are called; rows open a
  // dialog of `title` and `body`, or go to `address`.
  function start(config) {
    const { name, items, facets, sorts, sort, textOf, columns, cells, one, many, hint, chips, title, body, address, keyOf } = config;
    byId('static-list').remove();
    for (const id of ['list', 'grid']) byId(id).hidden = false;
    byId('table').classList.add(name);
    const model = khFacets.make({ items, facets, sorts, sort, textOf });
    for (const facet of facets) facet.byPart = facet.values.length > kMostChoices;
    const filters = khFilters.make(model);
    let dialog = null;
    const open = (index) => {
      const item = model.shown()[index];
      if (dialog) dialog.show(item);
      else location.assign(address(item));
    };
    const rows = khRows.make({ model, columns, cells, many, open, classOf: config.classOf || (() => '') });
    let fragment = null;
    if (!address) dialog = khDialog.make({ model, rows, title, body, onShow: () => fragment && fragment.tell() });
    rows.start();
    if (dialog) dialog.start();
    filters.start({ chips, one, many, hint });
    fragment = khFragment.bind({ model, fixed: config.fixed || [], keyOf, dialog, firstSort: { ...sort } });
    current = { rows, dialog, filters };
    return { model, dialog };
  }

  return { start, opener, current: () => current };
})();
