// SPDX-License-Identifier: Apache-2.0
// repositories.js: the page of all repositories.
'use strict';

(() => {
  const { el, foreign, badge } = khDom;
  const { compareTexts } = khFacets;
  const { kOutcomes, total, capital } = khCells;
  const items = khData.all('repositories');

  items.forEach((one, i) => {
    one.number = i;
    one.name = khCells.repositoryName(i);
    one.total = total(one.open);
    one.urgent = one.open[4] + one.open[3];
    one.state = one.outcome === 'scanned' && !one.covered ? 'incomplete' : one.outcome;
    one.worst = one.total === 0 ? 'None' : capital(khCells.kSeverities[one.open.findLastIndex((count) => count > 0)]);
    one.kinds = [one.archived && 'Archived', one.fork && 'Fork', one.private ? 'Private' : 'Public'].filter(Boolean);
  });
  const most = Math.max(1, ...items.map((one) => one.total));
  const address = (one) => khCells.repositoryAddress(one.number);

  const kSorts = {
    name: (a, b) => compareTexts(a.name, b.name),
    open: (a, b) => b.urgent - a.urgent || b.total - a.total,
    fresh: (a, b) => b.fresh - a.fresh,
    regressed: (a, b) => b.regressed - a.regressed,
    waived: (a, b) => b.waived - a.waived,
    fixed: (a, b) => b.fixed - a.fixed,
    outcome: (a, b) => Object.keys(kOutcomes).indexOf(b.state) - Object.keys(kOutcomes).indexOf(a.state),
    scanned: (a, b) => (b.scanned ?? 0) - (a.scanned ?? 0),
  };

  khGrid.start({
    name: 'repositories', items, sorts: kSorts, sort: { key: 'open', ascending: true }, address, keyOf: (one) => one.name,
    facets: [
      { key: 'severity', label: 'Worst open finding', of: (one) => one.worst, values: ['Critical', 'High', 'Medium', 'Low', 'Info', 'None'] },
      { key: 'outcome', label: 'Last run', of: (one) => khCells.word(kOutcomes, one.state), values: [...Object.values(kOutcomes).map(([name]) => name), 'Not known'] },
      { key: 'organisation', label: 'Organisation', of: (one) => one.organisation || 'None' },
      { key: 'kind', label: 'Kind', many: true, of: (one) => one.kinds },
      { key: 'reason', label: 'Reason', of: (one) => one.reason || 'None' },
    ],
    textOf: (one) => [one.name, one.organisation, one.outcome, one.reason].filter(Boolean).join('\n').toLowerCase(),
    columns: [['name', 'Repository'], ['open', 'Open findings'], ['fresh', 'New'], ['regressed', 'Came back'], ['waived', 'Waived'], ['fixed', 'Fixed'], ['outcome', 'Last run'], ['scanned', 'Last scan']],
    cells: (one) => [
      [khGrid.opener(address(one), foreign(one.name)), el('span', { class: 'sub' }, one.kinds.join(' \u00b7 '))],
      khCells.openBar(one.open, most), khCells.amount(one.fresh, 'bad'), khCells.amount(one.regressed, 'bad'), khCells.amount(one.waived), khCells.amount(one.fixed),
      [one.outcome ? khCells.worded(kOutcomes, one.state) : badge('Not planned', 'quiet'), one.reason && foreign(one.reason, 'sub')], khCells.when(one.scanned)],
    chips: ['severity', 'outcome'], one: 'repository', many: 'repositories', hint: 'names, organisations, outcomes',
  });
})();
