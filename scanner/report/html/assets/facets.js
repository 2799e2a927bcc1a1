// SPDX-License-Identifier: Apache-2.0
// facets.js: which items of a list are shown, in which order. Facets are properties that items are
// filtered by; each item has one value of each, or several where the facet says `many`, as small
// numbers, so that 20,000 items are filtered in one short pass.
'use strict';

const khFacets = (() => {
  const kNone = -1;  // a code that no item has; so is that of a name that is not listed

  // Gives each item its codes, and the facet its values: as listed, else by number of items.
  function index(facet, items) {
    const valuesOf = (item) => (facet.many ? facet.of(item) : [facet.of(item)]);
    const totals = new Map((facet.values || []).map((name) => [name, 0]));
    for (const item of items) for (const name of valuesOf(item)) totals.set(name, (totals.get(name) || 0) + 1);
    let names = [...totals.keys()];
    if (!facet.values) names.sort((a, b) => totals.get(b) - totals.get(a) || (a < b ? -1 : 1));
    if (facet.values) names = names.filter((name) => totals.get(name) > 0);
    const codes = new Map(names.map((name, code) => [name, code]));
    facet.values = names;
    facet.totals = names.map((name) => totals.get(name));
    facet.counts = [...facet.totals];  // of those that the other filters let pass
    facet.codes = facet.many ? items.map((item) => valuesOf(item).map((name) => codes.get(name)))
      : Uint32Array.from(items, (item) => codes.get(facet.of(item)));
    facet.chosen = new Set();
    facet.text = '';  // of a facet whose values are chosen by a part of their name
  }

  function has(facet, item) {
    const code = facet.codes[item.index];
    return facet.many ? code.some((one) => facet.chosen.has(one)) : facet.chosen.has(code);
  }

  function count(facet, item) {
    const code = facet.codes[item.index];
    if (facet.many) for (const one of code) facet.counts[one] += 1;
    else facet.counts[code] += 1;
  }

  // `textOf` gives what is searched of an item, in small letters. `sorts` are comparisons by key.
  function make({ items, facets, sorts, sort: firstSort, textOf }) {
    let texts = null;  // made when somebody searches
    let words = [];
    let searched = '';
    let sort = firstSort;
    let order = null;  // all items in the order of `sort`
    let shown = [];
    const listeners = [];

    items.forEach((item, i) => { item.index = i; });
    for (const facet of facets) index(facet, items);

    function sorted() {
      if (order) return order;
      const compare = sorts[sort.key];
      const sign = sort.ascending ? 1 : -1;
      order = items.slice().sort((a, b) => sign * compare(a, b) || a.index - b.index);
      return order;
    }

    function matches(item) {
      texts[item.index] ??= textOf(item);
      return words.every((word) => texts[item.index].includes(word));
    }

    // One pass: an item that a single facet keeps out still counts in that facet, so that each
    // value tells how many items choosing it would show.
    function apply() {
      for (const facet of facets) facet.counts.fill(0);
      const active = facets.filter((facet) => facet.chosen.size > 0);
      shown = [];
      for (const item of sorted()) {
        if (words.length > 0 && !matches(item)) continue;
        let misses = 0;
        let missed = null;
        for (const facet of active) {
          if (has(facet, item)) continue;
          missed = facet;
          misses += 1;
          if (misses > 1) break;
        }
        if (misses > 1) continue;
        if (misses === 1) {
          count(missed, item);
          continue;
        }
        for (const facet of facets) count(facet, item);
        shown.push(item);
      }
      for (const listener of listeners) listener();
    }

    function setSearch(text) {
      searched = text;
      words = text.toLowerCase().split(/\s+/).filter(Boolean);
      if (words.length > 0) texts ??= new Array(items.length);
    }

    function search(text) {
      setSearch(text);
      apply();
    }

    function toggle(facet, code) {
      if (!facet.chosen.delete(code)) facet.chosen.add(code);
      apply();
    }

    // Chooses one value, or none with -1.
    function choose(facet, code) {
      facet.chosen.clear();
      if (code >= 0) facet.chosen.add(code);
      apply();
    }

    // Chooses all values whose name has `text` in it; none of them: nothing is shown.
    function setPart(facet, text) {
      facet.text = text.trim();
      const part = facet.text.toLowerCase();
      facet.chosen.clear();
      if (part === '') return;
      facet.values.forEach((name, code) => { if (name.toLowerCase().includes(part)) facet.chosen.add(code); });
      if (facet.chosen.size === 0) facet.chosen.add(kNone);
    }

    function choosePart(facet, text) {
      setPart(facet, text);
      apply();
    }

    // Chooses values by their names; of one that no item has, nothing is shown.
    function setNames(facet, names) {
      facet.chosen = new Set(names.map((name) => facet.values.indexOf(name)));
    }

    function reset() {
      for (const facet of facets) {
        facet.chosen.clear();
        facet.text = '';
      }
      setSearch('');
    }

    function clear() {
      reset();
      apply();
    }

    function setSort(key, ascending) {
      if (!Object.hasOwn(sorts, key)) return;
      sort = { key, ascending };
      order = null;
    }

    // A second time by the same column turns it around.
    function sortBy(key) {
      setSort(key, sort.key === key ? !sort.ascending : true);
      apply();
    }

    return {
      items, facets, search, toggle, choose, choosePart, clear, sortBy, apply, reset, setSearch, setPart, setNames, setSort,
      facet: (key) => facets.find((one) => one.key === key),
      shown: () => shown,
      sort: () => sort,
      searched: () => searched,
      isFiltered: () => words.length > 0 || facets.some((facet) => facet.chosen.size > 0),
      onChange: (listener) => listeners.push(listener),
    };
  }

  const compareTexts = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

  return { make, compareTexts };
})();
