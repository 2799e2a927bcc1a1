// SPDX-License-Identifier: Apache-2.0
// filters.js: what a list is filtered with: buttons for facets of few values, selects for more, and
// boxes that take a part of a name for facets of thousands; each value with how many it would show.
'use strict';

const khFilters = (() => {
  const { el, byId, number, counted } = khDom;
  const kMostOptions = 300;
  const kMostHints = 40;

  const isSeverity = (facet) => facet.key === 'severity';

  function make(model) {
    const updates = [];

    function chips(facet) {
      const buttons = facet.values.map((name, code) => {
        const count = el('span', { class: 'count' });
        const label = isSeverity(facet) ? khDom.severityTag(name.toLowerCase()) : name;
        const button = el('button', { type: 'button', class: 'chip', onclick: () => model.toggle(facet, code) }, label, ' ', count);
        updates.push(() => {
          button.setAttribute('aria-pressed', facet.chosen.has(code));
          button.setAttribute('aria-label', `${name} ${number(facet.counts[code])}`);
          count.textContent = number(facet.counts[code]);
        });
        return button;
      });
      return el('div', { class: 'chips', role: 'group', 'aria-label': facet.label }, buttons);
    }

    function select(facet) {
      const options = facet.values.slice(0, kMostOptions).map((name, code) => el('option', { value: code }, name));
      const id = `choice-${facet.key}`;
      const box = el('select', { id, onchange: () => model.choose(facet, Number(box.value)) },
        el('option', { value: -1 }, 'Any'), options);
      updates.push(() => {
        const { chosen } = facet;
        box.value = chosen.size === 0 ? '-1' : String([...chosen][0]);
        box.classList.toggle('is-set', chosen.size > 0);
        options.forEach((option, code) => {
          const text = `${facet.values[code]} (${number(facet.counts[code])})`;
          if (option.textContent !== text) option.textContent = text;
        });
      });
      return el('div', { class: 'choice' }, el('label', { for: id }, facet.label), box);
    }

    function part(facet) {
      const id = `choice-${facet.key}`;
      const hints = el('datalist', { id: `${id}-hints` });
      const box = el('input', { id, type: 'search', list: hints.id, autocomplete: 'off', spellcheck: 'false', placeholder: `Any of ${number(facet.values.length)}`, oninput: () => model.choosePart(facet, box.value) });
      updates.push(() => {
        if (document.activeElement !== box && box.value !== facet.text) box.value = facet.text;
        box.classList.toggle('is-set', facet.chosen.size > 0);
        const words = facet.text.toLowerCase();
        const names = [];
        for (let code = 0; code < facet.values.length && names.length < kMostHints; code += 1)
          if (facet.values[code].toLowerCase().includes(words)) names.push(facet.values[code]);
        hints.replaceChildren(...names.map((name) => el('option', { value: name })));
      });
      return el('div', { class: 'choice' }, el('label', { for: id }, facet.label), box, hints);
    }

    // Search and parts of names as the model has them, where it was not these boxes that set them.
    function syncBoxes() {
      if (document.activeElement !== byId('search')) byId('search').value = model.searched();
      for (const update of updates) update();
    }

    // Facets with one value tell nothing. `chipKeys` names those that get buttons.
    function fill(chipKeys) {
      const useful = model.facets.filter((facet) => facet.values.length > 1);
      const isChips = (facet) => chipKeys.includes(facet.key);
      byId('chips').replaceChildren(...useful.filter(isChips).map(chips));
      byId('choices').replaceChildren(...useful.filter((facet) => !isChips(facet)).map((facet) => (facet.byPart ? part(facet) : select(facet))));
    }

    function showCount(one, many) {
      const shown = model.shown().length;
      const all = model.items.length;
      const isFiltered = model.isFiltered();
      byId('count').textContent = isFiltered ? `${number(shown)} of ${counted(all, one, many)}` : counted(all, one, many);
      byId('clear').hidden = !isFiltered;
    }

    function clear() {
      byId('search').value = '';
      for (const box of document.querySelectorAll('#choices input')) box.value = '';
      model.clear();
    }

    // `chips` names the facets that get buttons; `one` and `many` are what items are called, and
    // `hint` what is searched of them.
    function start({ chips: chipKeys, one, many, hint }) {
      const search = byId('search');
      byId('filters').setAttribute('aria-label', `Filter ${many}`);
      byId('search-label').textContent = `Search ${many}`;
      search.placeholder = `Search ${hint}\u2026`;
      fill(chipKeys);
      model.onChange(syncBoxes);
      model.onChange(() => showCount(one, many));
      search.addEventListener('input', () => model.search(search.value));
      search.addEventListener('keydown', (event) => {
        if (event.key !== 'Escape') return;
        search.value = '';
        model.search('');
        search.blur();
        event.preventDefault();
      });
      for (const id of ['clear', 'clear-none']) byId(id).addEventListener('click', () => { clear(); search.focus(); });
    }

    return { start, clear };
  }

  return { make };
})();
