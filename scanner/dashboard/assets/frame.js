// SPDX-License-Identifier: Apache-2.0
// frame.js: what works on every page, with or without a list: theme, print, shortcuts, skip link.
'use strict';

(() => {
  const { byId } = khDom;
  const list = () => khGrid.current();

  function goTo(number) {
    const link = document.querySelectorAll('#sections a')[number - 1];
    if (link) link.click();
  }

  // Not by the address: there stands what the list is filtered by.
  function onSkip(event) {
    event.preventDefault();
    byId('main').focus();
    byId('main').scrollIntoView();
  }

  function start() {
    const keys = {
      '/': () => list() && byId('search').focus(), x: () => list() && list().filters.clear(),
      j: () => list() && list().rows.step(1), k: () => list() && list().rows.step(-1),
    };
    for (let i = 1; i <= 9; i += 1) keys[i] = () => goTo(i);
    const step = (by) => list().dialog.step(by);
    byId('tools').hidden = false;
    const here = document.querySelector('#sections [aria-current]');
    const sections = byId('sections');
    sections.scrollLeft = here.offsetLeft - (sections.clientWidth - here.offsetWidth) / 2;
    document.querySelector('.skip').addEventListener('click', onSkip);
    khShell.start({ keys, dialogKeys: { j: () => step(1), k: () => step(-1) }, isDialogOpen: () => list() !== null && list().dialog !== null && list().dialog.isOpen() });
  }

  start();
})();
