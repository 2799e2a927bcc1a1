// SPDX-License-Identifier: Apache-2.0
// coverage.js: how every target of the last run ended.
'use strict';

(() => {
  const { el, foreign, number } = khDom;
  const { fact } = khDialog;
  const { compareTexts } = khFacets;
  const { kOutcomes } = khCells;
  const kOrder = ['failed', 'pending', 'incomplete', 'excluded', 'scanned', 'unchanged'];
  const items = khData.all('targets');

  for (const one of items) {
    one.name = khCells.repositoryName(one.repository);
    one.state = one.incomplete ? 'incomplete' : one.outcome;
  }
  const length = (seconds) => (seconds >= 60 ? khDom.span(seconds) : `${seconds.toFixed(seconds < 10 ? 2 : 0)} s`);

  function body(one) {
    return [el('p', { class: 'tags' }, khCells.worded(kOutcomes, one.state), one.reason && el('span', { class: 'dim' }, foreign(one.reason))), one.message && el('p', { class: 'message' }, foreign(one.message)),
      el('dl', { class: 'facts' }, fact('Repository', khCells.link(khCells.repositoryAddress(one.repository), foreign(one.name))), fact('Reason', one.reason && foreign(one.reason)), fact('Attempts', number(one.attempts)),
        fact('Took', length(one.seconds)), fact('Ended', one.ended !== null && khDom.minute(one.ended)), fact('Shard', number(one.shard)))].filter(Boolean);
  }

  khGrid.start({
    name: 'targets', items, keyOf: (one) => one.name, sort: { key: 'outcome', ascending: true },
    sorts: { name: (a, b) => compareTexts(a.name, b.name), outcome: (a, b) => kOrder.indexOf(a.state) - kOrder.indexOf(b.state), message: (a, b) => compareTexts(a.message || '\uffff', b.message || '\uffff'), attempts: (a, b) => b.attempts - a.attempts, seconds: (a, b) => b.seconds - a.seconds, scanned: (a, b) => (b.ended ?? 0) - (a.ended ?? 0) },
    facets: [
      { key: 'outcome', label: 'Outcome', of: (one) => khCells.word(kOutcomes, one.state), values: kOrder.map((name) => kOutcomes[name][0]) },
      { key: 'reason', label: 'Reason', of: (one) => one.reason || 'None' }, { key: 'shard', label: 'Shard', of: (one) => String(one.shard) },
      { key: 'attempts', label: 'Attempts', of: (one) => String(one.attempts) },
    ],
    textOf: (one) => [one.name, one.outcome, one.reason, one.message].filter(Boolean).join('\n').toLowerCase(),
    columns: [['name', 'Target'], ['outcome', 'Outcome'], ['message', 'What happened'], ['attempts', 'Attempts'], ['seconds', 'Took'], ['scanned', 'Ended']],
    cells: (one) => [khGrid.opener(null, foreign(one.name)), [khCells.worded(kOutcomes, one.state), one.reason && foreign(one.reason, 'sub')], foreign(one.message || ''), khCells.amount(one.attempts, one.attempts > 1 ? 'bad' : ''), el('span', { class: 'amount' }, length(one.seconds)), khCells.when(one.ended)],
    chips: ['outcome'], one: 'target', many: 'targets', hint: 'names, reasons, messages', title: (one) => one.name, body,
  });
})();
