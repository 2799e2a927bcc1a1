// SPDX-License-Identifier: Apache-2.0
// policies.js: what policies object to beside findings.
'use strict';

(() => {
  const { el, foreign } = khDom;
  const { fact } = khDialog;
  const { compareTexts } = khFacets;
  const { kVerdicts, kNobody } = khCells;
  const items = khData.all('subjects');
  const kKinds = { credential: 'Registry entry', reference: 'Reference', exception: 'Exception', party: 'Party' };
  const titles = new Map(khData.names().policies);

  for (const one of items) {
    const colon = one.subject.indexOf(':');
    const kind = one.subject.slice(0, Math.max(0, colon));
    one.kind = Object.hasOwn(kKinds, kind) ? kKinds[kind] : 'Other';
    one.name = one.subject.slice(colon + 1);
    one.owner = one.owner || kNobody;
    one.place = one.path ? `${one.path}:${one.line}` : '';
  }

  function body(one) {
    return [el('p', { class: 'tags' }, khCells.worded(kVerdicts, one.outcome)), one.message && el('p', { class: 'message' }, foreign(one.message)),
      el('dl', { class: 'facts' }, fact('Policy', foreign(one.policy), titles.get(one.policy) && foreign(titles.get(one.policy), 'sub')), fact('What', one.kind), fact('Owner', khCells.ownerNode(one.owner)),
        fact('Exception', one.exception && foreign(one.exception)), fact('Place', one.place && el('span', { class: 'path-text' }, foreign(one.place))))].filter(Boolean);
  }

  khGrid.start({
    name: 'subjects', items, keyOf: (one) => `${one.policy} ${one.subject}`, sort: { key: 'policy', ascending: true },
    sorts: { name: (a, b) => compareTexts(a.name, b.name), policy: (a, b) => compareTexts(a.policy, b.policy), outcome: (a, b) => compareTexts(a.outcome, b.outcome), owner: (a, b) => compareTexts(a.owner, b.owner), message: (a, b) => compareTexts(a.message || '', b.message || '') },
    facets: [
      { key: 'outcome', label: 'Outcome', of: (one) => khCells.word(kVerdicts, one.outcome) },
      { key: 'policy', label: 'Policy', of: (one) => one.policy }, { key: 'kind', label: 'What', of: (one) => one.kind }, { key: 'owner', label: 'Owner', of: (one) => one.owner },
    ],
    textOf: (one) => [one.subject, one.policy, one.owner, one.message, one.exception, one.place].filter(Boolean).join('\n').toLowerCase(),
    columns: [['name', 'What'], ['policy', 'Policy'], ['outcome', 'Outcome'], ['owner', 'Owner'], ['message', 'What the policy says']],
    cells: (one) => [[khGrid.opener(null, foreign(one.name)), el('span', { class: 'sub' }, one.kind)], foreign(one.policy), khCells.worded(kVerdicts, one.outcome), khCells.ownerNode(one.owner), foreign(one.message || '')],
    chips: ['outcome'], one: 'objection', many: 'objections', hint: 'entries, policies, owners', title: (one) => one.name, body,
  });
})();
