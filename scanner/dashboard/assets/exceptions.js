// SPDX-License-Identifier: Apache-2.0
// exceptions.js: what is waived or passed over, and when that ends.
'use strict';

(() => {
  const { el, foreign, number, day } = khDom;
  const { fact } = khDialog;
  const { compareTexts } = khFacets;
  const { kEnds } = khCells;
  const kOrder = ['Ended', 'Ends soon', 'Not in force', 'No end', 'In force'];
  const items = khData.all('exceptions');

  items.forEach((one, i) => {
    one.number = i;
    one.state = khCells.word(kEnds, one.state);
    one.repositoryName = one.repository === null ? '' : khCells.repositoryName(one.repository);
    one.place = one.path ? `${one.path}:${one.line}` : '';
    one.about = one.registry || one.repositoryName || '';
  });
  const kinds = Object.fromEntries(Object.values(kEnds));
  const stateBadge = (one) => khDom.badge(one.state, kinds[one.state]);

  function ends(one) {
    if (one.expires === null) return [el('span', { class: 'dim' }, 'no end'), stateBadge(one)];
    return [el('span', {}, day(one.expires), el('span', { class: 'dim' }, ` ${khCells.until(one.expires)}`)), stateBadge(one)];
  }

  function body(one) {
    return [el('p', { class: 'tags' }, stateBadge(one), el('span', { class: 'dim' }, one.kind)), one.reason && el('p', { class: 'message' }, foreign(one.reason)),
      el('dl', { class: 'facts' }, fact('Ends', one.expires === null ? 'never' : `${day(one.expires)}, ${khCells.until(one.expires)}`), fact('Granted', day(one.granted)), fact('Policies or rule', one.policies && foreign(one.policies)),
        fact('Credential', one.registry && foreign(one.registry)), fact('Owner', one.owner && khCells.ownerNode(one.owner)), fact('Approved by', one.approver && foreign(one.approver)), fact('Asked by', one.requested_by && foreign(one.requested_by)),
        fact('Ticket', one.ticket && foreign(one.ticket)), fact('Compensated by', one.control && foreign(one.control)), fact('Findings that it waives', one.findings !== null && number(one.findings)),
        fact('Repository', one.repositoryName && khCells.link(khCells.repositoryAddress(one.repository), foreign(one.repositoryName))), fact('Place', one.place && el('span', { class: 'path-text' }, foreign(one.place))))].filter(Boolean);
  }

  khGrid.start({
    name: 'exceptions', items, keyOf: (one) => String(one.number), sort: { key: 'ends', ascending: true },
    sorts: { name: (a, b) => compareTexts(a.id || '', b.id || ''), ends: (a, b) => Number(a.kind === 'Suppression') - Number(b.kind === 'Suppression') || (a.expires ?? Infinity) - (b.expires ?? Infinity) || kOrder.indexOf(a.state) - kOrder.indexOf(b.state), about: (a, b) => compareTexts(a.about, b.about), by: (a, b) => compareTexts(a.approver || '\uffff', b.approver || '\uffff'), findings: (a, b) => (b.findings ?? 0) - (a.findings ?? 0), reason: (a, b) => compareTexts(a.reason || '', b.reason || '') },
    facets: [
      { key: 'state', label: 'State', of: (one) => one.state, values: kOrder }, { key: 'kind', label: 'Kind', of: (one) => one.kind },
      { key: 'approver', label: 'Approved by', of: (one) => one.approver || 'Nobody' }, { key: 'owner', label: 'Owner', of: (one) => one.owner || 'Not told' },
      { key: 'policy', label: 'Policy or rule', many: true, of: (one) => (one.policies || 'None').split(' ').filter(Boolean) },
    ],
    textOf: (one) => [one.id, one.registry, one.owner, one.policies, one.reason, one.approver, one.requested_by, one.ticket, one.repositoryName, one.place].filter(Boolean).join('\n').toLowerCase(),
    columns: [['name', 'Exception'], ['ends', 'Ends'], ['about', 'For'], ['by', 'Approved by'], ['findings', 'Findings'], ['reason', 'Reason']],
    cells: (one) => [[khGrid.opener(null, foreign(one.id || one.kind)), el('span', { class: 'sub' }, one.kind)], ends(one), [foreign(one.about), foreign(one.policies || '', 'sub')],
      one.approver ? [foreign(one.approver), one.ticket && foreign(one.ticket, 'sub')] : el('span', { class: 'dim' }, '\u2013'), one.findings === null ? el('span', { class: 'dim' }, '\u2013') : khCells.amount(one.findings), foreign(one.reason || '')],
    chips: ['state', 'kind'], one: 'exception', many: 'exceptions', hint: 'names, reasons, tickets, people', title: (one) => one.id || one.kind, body,
  });
})();
