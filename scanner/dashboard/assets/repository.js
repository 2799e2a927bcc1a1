// SPDX-License-Identifier: Apache-2.0
// repository.js: the view of the repository that the address names.
'use strict';

(() => {
  const { byId, el, foreign, code, number, counted, day, minute, badge } = khDom;
  const { fact } = khDialog;
  const { repositories, per_file: perFile } = khData.names();
  const name = khFragment.read().get('name') || '';
  const index = repositories.findIndex(([one]) => one === name);

  function missing() {
    const words = name ? ['This dashboard knows no repository ', foreign(name), '. '] : 'No repository is named in the address. ';
    byId('static-list').replaceChildren(el('span', {}, words), khCells.link('repositories.html', 'All repositories'));
  }

  function notice(about) {
    const unread = about.diagnostics.filter(([, , , isIncomplete]) => isIncomplete);
    if (unread.length === 0) return null;
    const more = about.unread_count - unread.length;
    return el('section', { class: 'notice incomplete', 'aria-labelledby': 'unread' }, el('h2', { id: 'unread' }, 'The last scan is incomplete'),
      el('p', {}, `${counted(about.unread_count, 'thing', 'things')} could not be read and may hold credentials.`),
      el('ul', {}, unread.map(([kind, subject, message]) => el('li', {}, subject && [el('strong', {}, foreign(subject)), ' '], el('span', { class: 'dim' }, foreign(kind || '')), el('span', { class: 'line' }, foreign(message || ''))))),
      more > 0 && el('p', { class: 'dim' }, `and ${number(more)} more`));
  }

  function scanFacts(scan) {
    if (!scan) return fact('Last scan', 'none that ended');
    const [head, commits, blobs, files, bytes, isComplete, report, finished] = scan;
    return [fact('Last scan', finished !== null && minute(finished), ' ', isComplete ? badge('Complete', 'good') : badge('Incomplete', 'bad')), fact('HEAD', head && code(head.slice(0, 12))),
      fact('Read', `${counted(commits, 'commit', 'commits')}, ${counted(blobs, 'blob', 'blobs')}, ${counted(files, 'file', 'files')}, ${khDom.bytes(bytes)}`), fact('SARIF report', report && el('span', { class: 'path-text' }, foreign(report)))];
  }

  // Not as a link: what a store says of where repositories are is not to be clicked.
  function facts(about) {
    return el('section', { 'aria-labelledby': 'about-title' }, el('h2', { id: 'about-title' }, 'About'), el('div', { class: 'card' }, el('dl', { class: 'facts' },
      fact('Location', el('span', { class: 'path-text' }, foreign(about.location || ''))), fact('Provider', about.provider && foreign(about.provider)), scanFacts(about.scan),
      fact('Known since', day(about.first_seen)), fact('Formerly', (about.former || '').split('\\n').filter(Boolean).map((one) => el('span', { class: 'line' }, foreign(one)))))));
  }

  function references(about) {
    if (about.reference_count === 0) return null;
    const rows = about.references.map(([what, store, path, line, job, environment, resolution]) => [foreign(what || ''), foreign(store || ''), el('span', { class: 'path-text' }, foreign(path ? `${path}:${line}` : '')), foreign(job || ''), foreign(environment || ''), foreign(resolution || '')]);
    const more = about.reference_count - rows.length;
    return el('section', { 'aria-labelledby': 'references-title' }, el('h2', { id: 'references-title' }, 'Stored secrets that pipelines name'), el('div', { class: 'card' },
      khDom.table('Stored secrets that pipelines name', [['Secret'], ['Store'], ['Place'], ['Job'], ['Environment'], ['Resolution']], rows), more > 0 && el('p', { class: 'dim' }, `and ${number(more)} more`)));
  }

  function suppressions(about) {
    if (about.suppressions.length === 0) return null;
    const rows = about.suppressions.map(([kind, rule, path, line, reason, until]) => [foreign(kind || ''), foreign(rule || 'all'), el('span', { class: 'path-text' }, foreign(path ? `${path}:${line}` : '')),
      until === null ? 'no end' : [day(until), until < khCells.now() ? [' ', badge('Ended', 'bad')] : ''], foreign(reason || '')]);
    const more = about.suppression_count - rows.length;
    return el('section', { 'aria-labelledby': 'suppressions-title' }, el('h2', { id: 'suppressions-title' }, 'Suppressions'), el('div', { class: 'card' },
      khDom.table('Suppressions', [['Kind'], ['Rule'], ['Place'], ['Until', 'd'], ['Reason', 'w']], rows), more > 0 && el('p', { class: 'dim' }, `and ${number(more)} more`)));
  }

  function show(about) {
    byId('subject').replaceChildren(foreign(name));
    document.title = `${name} \u2013 ${document.title}`;
    byId('about').hidden = false;
    byId('about').append(...[notice(about)].filter(Boolean));
    byId('after').hidden = false;
    byId('after').append(...[references(about), suppressions(about), facts(about)].filter(Boolean));
    const [, first, count] = repositories[index];
    khData.range('findings', perFile.findings, first, count, (findings) => khFindingList.start({ findings, first, isOfAll: false, fixed: ['name'] }));
  }

  window.addEventListener('hashchange', () => { if ((khFragment.read().get('name') || '') !== name) location.reload(); });
  if (index < 0) missing();
  else khData.range('about', perFile.about, index, 1, ([about]) => show(about));
})();
