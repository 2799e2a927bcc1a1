// SPDX-License-Identifier: Apache-2.0
// shell.js: what every page has around its content: light and dark, print, help, shortcuts.
'use strict';

const khShell = (() => {
  const { byId } = khDom;
  const kThemes = ['auto', 'light', 'dark'];
  let areShortcutsOn = true;

  // Pages are often opened from a file or in a sandbox, where nothing can be kept.
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

  const isTyping = (target) => target.matches('input, select, textarea');

  function showHelp() {
    if (!byId('help').open) byId('help').showModal();
  }

  // `keys` are actions by their key. While a dialog is open those of `dialogKeys` act, and only
  // where `isDialogOpen`.
  function start({ keys, dialogKeys, isDialogOpen }) {
    const help = byId('help');
    const all = { '?': showHelp, t: nextTheme, ...keys };
    setTheme(kThemes.includes(kept('theme')) ? kept('theme') : 'auto');
    byId('theme').addEventListener('click', nextTheme);
    byId('print').addEventListener('click', () => window.print());
    byId('show-help').addEventListener('click', showHelp);
    byId('close-help').addEventListener('click', () => help.close());
    byId('shortcuts').addEventListener('change', (event) => { areShortcutsOn = event.target.checked; });
    document.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (!areShortcutsOn || isTyping(event.target) || help.open) return;
      const table = isDialogOpen() ? dialogKeys : all;
      if (!Object.hasOwn(table, event.key)) return;
      event.preventDefault();
      table[event.key]();
    });
  }

  return { start };
})();
