// SPDX-License-Identifier: Apache-2.0
// page.js: brings the parts together: search, the keyboard's shortcuts, light and dark.
'use strict';

(() => {
  const { byId, number, counted } = khDom;
  const kThemes = ['auto', 'light', 'dark'];
  const search = byId('search');
  const help = byId('help');
  let areShortcutsOn = true;

  // Reports are often opened from a file or in a sandbox, where nothing can be kept.
  function kept(name) {
    try { return localStorage.getItem(`keyhound-${name}`); } catch { return null; }
  }
  function keep(name, value) {
    try { localStorage.setItem(`keyhound-${name}`, value); } catch { /* as before, next time */ }
  }

  function setTheme(theme) {
    document.documentElement.dataset.theme = theme;
    byId('theme-name').textContent = theme;
    byId('theme').dataset.theme = theme;
  }

  function nextTheme() {
    const at = kThemes.indexOf(document.documentElement.dataset.theme);
    const theme = kThemes[(at + 1) % kThemes.length];
    setTheme(theme);
    keep('theme', theme);
  }

  function showCount() {
    const shown = khState.shown().length;
    const all = khState.findings.length;
    const isFiltered = khState.isFiltered();
    byId('count').textContent = isFiltered ? `${number(shown)} of ${counted(all, 'finding', 'findings')}` : counted(all, 'finding', 'findings');
    byId('clear').hidden = !isFiltered;
  }

  function clear() {
    search.value = '';
    khState.clear();
  }

  function showHelp() {
    if (!help.open) help.showModal();
  }

  function goTo(number) {
    const links = [...document.querySelectorAll('#sections a')].filter((link) => link.getClientRects().length > 0);
    const link = links[number - 1];
    if (!link) return;
    link.click();
    const heading = document.querySelector(link.getAttribute('href'));
    if (heading) heading.focus({ preventScroll: true });
  }

  const kKeys = {
    '/': () => search.focus(), '?': showHelp, t: nextTheme, x: clear,
    j: () => khTable.moveTo(khTable.active() + (isInTable() ? 1 : 0)),
    k: () => khTable.moveTo(khTable.active() - (isInTable() ? 1 : 0)),
  };

  const isInTable = () => byId('rows').contains(document.activeElement);
  const isTyping = (target) => target.matches('input, select, textarea');

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === 'Escape' && event.target === search) { search.value = ''; khState.search(''); search.blur(); return; }
    if (!areShortcutsOn || isTyping(event.target)) return;
    if (khDetail.isOpen()) {
      if (event.key === 'j') khDetail.step(1);
      if (event.key === 'k') khDetail.step(-1);
      return;
    }
    if (help.open) return;
    const action = /^[1-9]$/.test(event.key) ? () => goTo(Number(event.key)) : kKeys[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }

  // Marks the section that is being read.
  function watchSections() {
    const links = new Map([...document.querySelectorAll('#sections a')].map((link) => [link.getAttribute('href').slice(1), link]));
    const mark = () => {
      let now = null;
      for (const [id, link] of links) {
        link.removeAttribute('aria-current');
        if (!byId(id).hidden && byId(id).getBoundingClientRect().top < innerHeight * 0.35) now = link;
      }
      if (now) now.setAttribute('aria-current', 'true');
    };
    let isAsked = false;
    window.addEventListener('scroll', () => {
      if (isAsked) return;
      isAsked = true;
      requestAnimationFrame(() => { isAsked = false; mark(); });
    }, { passive: true });
    mark();
  }

  // On paper the map of pipelines is a table: nobody can follow its lines there.
  function watchPaper() {
    const paper = matchMedia('print');
    const open = (isOpen) => { const table = byId('map-table'); if (table) table.open = isOpen; };
    paper.addEventListener('change', () => open(paper.matches));
    window.addEventListener('beforeprint', () => open(true));
    window.addEventListener('afterprint', () => open(false));
  }

  function start() {
    byId('static').remove();
    byId('app').hidden = false;
    setTheme(kThemes.includes(kept('theme')) ? kept('theme') : 'auto');
    khSections.start();
    khCharts.start();
    khDetail.start();
    khTable.start((index) => khDetail.show(khState.shown()[index]));
    khTimeline.start();
    khState.onChange(showCount);
    search.addEventListener('input', () => khState.search(search.value));
    byId('clear').addEventListener('click', () => { clear(); search.focus(); });
    byId('clear-none').addEventListener('click', () => { clear(); search.focus(); });
    byId('theme').addEventListener('click', nextTheme);
    byId('print').addEventListener('click', () => window.print());
    byId('show-help').addEventListener('click', showHelp);
    byId('close-help').addEventListener('click', () => help.close());
    byId('shortcuts').addEventListener('change', (event) => { areShortcutsOn = event.target.checked; });
    document.addEventListener('keydown', onKey);
    khState.apply();
    khMap.start();
    watchSections();
    watchPaper();
  }

  start();
})();
