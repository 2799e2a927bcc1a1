// SPDX-License-Identifier: Apache-2.0
// page.js: brings the parts together, and tells which section is being read.
'use strict';

(() => {
  const { byId } = khDom;

  function goTo(number) {
    const links = [...document.querySelectorAll('#sections a')].filter((link) => link.getClientRects().length > 0);
    const link = links[number - 1];
    if (!link) return;
    link.click();
    const heading = document.querySelector(link.getAttribute('href'));
    if (heading) heading.focus({ preventScroll: true });
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
    const rows = khTable.start((index) => khDetail.show(khState.shown()[index]));
    const filters = khFilters.make(khState);
    const keys = { '/': () => byId('search').focus(), x: filters.clear, j: () => rows.step(1), k: () => rows.step(-1) };
    for (let i = 1; i <= 9; i += 1) keys[i] = () => goTo(i);
    khSections.start();
    khCharts.start();
    filters.start({ chips: ['severity', 'status', 'baseline', 'liveness'], one: 'finding', many: 'findings', hint: 'rules, paths, owners, commits' });
    khDetail.start(rows);
    khTimeline.start();
    khShell.start({ keys, dialogKeys: { j: () => khDetail.step(1), k: () => khDetail.step(-1) }, isDialogOpen: khDetail.isOpen });
    khState.apply();
    khMap.start();
    watchSections();
    watchPaper();
  }

  start();
})();
