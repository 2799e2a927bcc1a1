// SPDX-License-Identifier: Apache-2.0
// fragment.js: what a list is filtered by stands in the address, behind the #, so that a link shows
// what its sender saw. Nothing of it reaches a server.
'use strict';

const khFragment = (() => {
  const kPause = 250;  // milliseconds; browsers refuse addresses that change too often

  // "#main" and the like are places of the page.
  const isPlace = () => location.hash !== '' && !location.hash.includes('=');
  const read = () => new URLSearchParams(isPlace() ? '' : location.hash.slice(1));

  function write(parameters) {
    const text = parameters.toString();
    if (text === read().toString()) return;
    history.replaceState(null, '', `#${text}`);
  }

  // `fixed` are names that the page itself needs in its address. `keyOf` names an item, `dialog`
  // shows it.
  function bind({ model, fixed, keyOf, dialog, firstSort }) {
    let isReading = false;
    let timer = 0;

    function describe() {
      const parameters = new URLSearchParams();
      const before = read();
      for (const name of fixed) if (before.has(name)) parameters.set(name, before.get(name));
      if (model.searched()) parameters.set('q', model.searched());
      for (const facet of model.facets) {
        if (facet.text) parameters.append(facet.key, facet.text);
        else for (const code of facet.chosen) if (code >= 0) parameters.append(facet.key, facet.values[code]);
      }
      const { key, ascending } = model.sort();
      if (key !== firstSort.key || ascending !== firstSort.ascending) parameters.set('sort', `${ascending ? '' : '-'}${key}`);
      const open = dialog && dialog.isOpen() && dialog.current();
      if (open) parameters.set('open', keyOf(open));
      return parameters;
    }

    function tell() {
      if (isReading) return;
      clearTimeout(timer);
      timer = setTimeout(() => write(describe()), kPause);
    }

    function apply() {
      const parameters = read();
      isReading = true;
      model.reset();
      model.setSearch(parameters.get('q') || '');
      for (const facet of model.facets) {
        const values = parameters.getAll(facet.key);
        if (values.length === 0) continue;
        if (facet.byPart) model.setPart(facet, values[0]);
        else model.setNames(facet, values);
      }
      const sort = parameters.get('sort');
      if (sort) model.setSort(sort.replace(/^-/, ''), !sort.startsWith('-'));
      model.apply();
      isReading = false;
      const open = dialog && parameters.get('open');
      const item = open && model.items.find((one) => keyOf(one) === open);
      if (item) dialog.show(item);
    }

    model.onChange(tell);
    window.addEventListener('hashchange', () => { if (!isPlace()) apply(); });
    apply();
    return { tell };
  }

  return { bind, read };
})();
