// SPDX-License-Identifier: Apache-2.0
// credentials.js: each leaked value once, with all its places.
'use strict';

(() => {
  const { el, foreign, code, number, counted, day, severityTag } = khDom;
  const { fact } = khDialog;
  const { compareTexts } = khFacets;
  const { kStates, kNobody, capital } = khCells;
  const kReuse = [[0, 'Fixed everywhere'], [1, 'In 1 repository'], [3, 'In 2 or 3'], [9, 'In 4 to 9'], [Infinity, 'In 10 or more']];
  const items = khData.all('credentials');

  for (const one of items) {
    const [id, title] = khData.names().rules[one.rule] || ['', ''];
    one.ruleId = id;
    one.title ??= title || id;
    one.ownerName = khCells.ownerName(one.owner);
    one.policyIds = one.policies.map((policy) => khData.names().policies[policy][0]);
    one.reuse = kReuse.find(([limit]) => one.repositories <= limit)[1];
  }

  const textOf = (one) => [one.title, one.ruleId, one.redacted, one.fingerprint, one.ownerName, one.registry, ...one.policyIds, ...one.places.map(([repository, , path]) => `${khCells.repositoryName(repository)} ${path || ''}`)].filter(Boolean).join('\n').toLowerCase();

  function places(one) {
    const rows = one.places.map(([repository, state, path, line, key]) => [
      khCells.link(khCells.repositoryAddress(repository, { open: key }), foreign(khCells.repositoryName(repository))), khCells.worded(kStates, state), el('span', { class: 'path-text' }, foreign(path ? `${path}:${line}` : 'not in a file'))]);
    const more = one.place_count - rows.length;
    return [el('h3', {}, counted(one.place_count, 'finding', 'findings')), khDom.table('Where it stands', [['Repository'], ['State'], ['Place']], rows),
      more > 0 && el('p', { class: 'dim' }, `and ${counted(more, 'more finding', 'more findings')}`)];
  }

  function body(one) {
    return [el('p', { class: 'tags' }, severityTag(khCells.kSeverities[one.severity]), el('span', { class: 'dim' }, one.reuse)),
      el('dl', { class: 'facts' }, fact('Secret', one.redacted && code(one.redacted)), fact('Fingerprint', code(one.fingerprint)), fact('Rule', code(one.ruleId)),
        fact('Owner', khCells.ownerNode(one.ownerName), one.registry && el('span', { class: 'sub' }, 'entry ', foreign(one.registry), one.matched && ` by ${one.matched}`, one.weak ? ' (says nothing about this value)' : '')),
        fact('Still works', one.liveness && foreign(one.liveness), one.liveness_check && el('span', { class: 'sub' }, foreign(one.liveness_check))), fact('Seen', `first ${day(one.first_seen)}, last ${day(one.last_seen)}`), fact('Policies that object', one.policyIds.join(', '))),
      places(one)].flat().filter(Boolean);
  }

  khGrid.start({
    name: 'credentials', items, textOf, keyOf: (one) => one.fingerprint, sort: { key: 'repositories', ascending: true },
    sorts: { severity: (a, b) => b.severity - a.severity, title: (a, b) => compareTexts(a.title, b.title), repositories: (a, b) => b.repositories - a.repositories || b.severity - a.severity, owner: (a, b) => compareTexts(a.ownerName, b.ownerName), age: (a, b) => (a.first_seen ?? Infinity) - (b.first_seen ?? Infinity), status: (a, b) => b.open - a.open },
    facets: [
      { key: 'severity', label: 'Severity', of: (one) => capital(khCells.kSeverities[one.severity]), values: ['Critical', 'High', 'Medium', 'Low', 'Info'] },
      { key: 'reuse', label: 'Reuse', of: (one) => one.reuse, values: kReuse.map(([, name]) => name) },
      { key: 'owner', label: 'Owner', of: (one) => one.ownerName }, { key: 'policy', label: 'Policy that objects', many: true, of: (one) => one.policyIds },
      { key: 'rule', label: 'Rule', of: (one) => one.ruleId }, { key: 'registry', label: 'Registry', of: (one) => (one.registry ? 'Registered' : 'Not registered') },
      { key: 'liveness', label: 'Still works', of: (one) => one.liveness || 'Not checked' },
    ],
    columns: [['severity', 'Severity'], ['title', 'Credential'], ['repositories', 'Repositories'], ['owner', 'Owner'], ['age', 'First seen'], ['status', 'Findings']],
    cells: (one) => [severityTag(khCells.kSeverities[one.severity]), [khGrid.opener(null, code(one.redacted || one.fingerprint)), foreign(one.title, 'sub')],
      [khCells.amount(one.repositories, one.repositories > 1 ? 'bad' : ''), el('span', { class: 'sub' }, foreign(khCells.repositoryName(one.places[0][0])))],
      [khCells.ownerNode(one.ownerName), one.registry && foreign(one.registry, 'sub')], khCells.when(one.first_seen),
      [khCells.amount(one.open), el('span', { class: 'sub' }, [one.waived > 0 && `${number(one.waived)} waived`, one.fixed > 0 && `${number(one.fixed)} fixed`].filter(Boolean).join(', ') || 'open')]],
    chips: ['severity', 'reuse'], one: 'credential', many: 'credentials', hint: 'redacted forms, fingerprints, owners, repositories', title: (one) => one.title || kNobody, body,
  });
})();
