// SPDX-License-Identifier: Apache-2.0
// owners.js: the page of owners.
'use strict';

(() => {
  const { compareTexts } = khFacets;
  const { total, amount, kNobody } = khCells;
  const items = khData.all('owners');

  for (const one of items) {
    one.name = one.name || kNobody;
    one.total = total(one.open);
    one.urgent = one.open[4] + one.open[3];
    one.duties = [one.urgent > 0 && 'Critical or high findings', one.fresh > 0 && 'New findings', one.overdue > 0 && 'Overdue rotation', one.reused > 0 && 'Reused credentials', one.failing > 0 && 'Failed verdicts'].filter(Boolean);
    if (one.duties.length === 0) one.duties.push('Nothing');
  }
  const most = Math.max(1, ...items.map((one) => one.total));
  const by = (key) => (a, b) => b[key] - a[key];
  const address = (one) => khCells.openFindings('owner', one.name);

  khGrid.start({
    name: 'owners', items, address, keyOf: (one) => one.name, sort: { key: 'open', ascending: true },
    sorts: { name: (a, b) => compareTexts(a.name, b.name), open: by('total'), fresh: by('fresh'), repositories: by('repositories'), credentials: by('credentials'), reused: by('reused'), overdue: by('overdue'), failing: by('failing'), registered: by('registered') },
    facets: [{ key: 'duty', label: 'Has', many: true, of: (one) => one.duties, values: ['Critical or high findings', 'New findings', 'Overdue rotation', 'Reused credentials', 'Failed verdicts', 'Nothing'] }],
    textOf: (one) => one.name.toLowerCase(),
    columns: [['name', 'Owner'], ['open', 'Open findings'], ['fresh', 'New'], ['repositories', 'Repositories'], ['credentials', 'Leaked'], ['reused', 'Reused'], ['registered', 'Entries'], ['overdue', 'Overdue'], ['failing', 'Failed verdicts']],
    cells: (one) => [khGrid.opener(address(one), khCells.ownerNode(one.name)), khCells.openBar(one.open, most), amount(one.fresh, 'bad'), amount(one.repositories), amount(one.credentials), amount(one.reused), amount(one.registered), amount(one.overdue, 'bad'), amount(one.failing, 'bad')],
    chips: ['duty'], one: 'owner', many: 'owners', hint: 'names',
  });
})();
