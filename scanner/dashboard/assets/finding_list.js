// SPDX-License-Identifier: Apache-2.0
// finding_list.js: the list of findings, of all repositories or of one.
'use strict';

const khFindingList = (() => {
  const { el, foreign, code, number, counted, day, severityTag, badge } = khDom;
  const { fact } = khDialog;
  const { kNobody, kStates, kVerdicts, capital } = khCells;
  const { compareTexts } = khFacets;
  const kAges = [[7, 'Under 7 days'], [30, '7 to 30 days'], [90, '30 to 90 days'], [365, '90 days to 1 year'], [Infinity, 'Over 1 year']];
  const kReuse = [[1, 'In one repository'], [3, 'In 2 or 3'], [9, 'In 4 to 9'], [Infinity, 'In 10 or more']];
  const isOpen = (finding) => finding.state !== 'fixed' && finding.state !== 'waived';

  // What the list shows of each finding beside what the row says. `at` is its place among all.
  function complete(finding, at) {
    const { rules } = khData.names();
    const [id, title, remedy] = rules[finding.rule];
    finding.at = at;
    finding.ruleId = id;
    finding.title ??= title || id;
    finding.ruleRemedy = remedy;
    finding.ownerName = khCells.ownerName(finding.owner);
    finding.repositoryName = khCells.repositoryName(finding.repository);
    finding.policyIds = finding.policies.map((policy) => khData.names().policies[policy][0]);
    finding.place = finding.path ? `${finding.path}:${finding.line}` : '';
    finding.weight = isOpen(finding) ? 0 : finding.state === 'waived' ? 1 : 2;
  }

  const banded = (bands, value) => bands.find(([limit]) => value <= limit)[1];

  function facets(isOfAll) {
    const list = [
      { key: 'severity', label: 'Severity', of: (f) => capital(khCells.kSeverities[f.severity]), values: ['Critical', 'High', 'Medium', 'Low', 'Info'] },
      { key: 'state', label: 'State', of: (f) => khCells.word(kStates, f.state), values: Object.values(kStates).map(([name]) => name) },
      { key: 'repository', label: 'Repository', of: (f) => f.repositoryName },
      { key: 'owner', label: 'Owner', of: (f) => f.ownerName },
      { key: 'policy', label: 'Policy that objects', many: true, of: (f) => f.policyIds },
      { key: 'rule', label: 'Rule', of: (f) => f.ruleId },
      { key: 'age', label: 'First seen', of: (f) => (f.first_seen === null ? 'Not known' : banded(kAges, (khCells.now() - f.first_seen) / khDom.kDay)), values: [...kAges.map(([, name]) => name), 'Not known'] },
      { key: 'stands', label: 'Stands', of: (f) => (f.head ? 'In HEAD' : 'Not in HEAD'), values: ['In HEAD', 'Not in HEAD'] },
      { key: 'reuse', label: 'Credential', of: (f) => banded(kReuse, f.reuse), values: kReuse.map(([, name]) => name) },
    ];
    return isOfAll ? list : list.filter((facet) => facet.key !== 'repository');
  }

  const kSorts = {
    severity: (a, b) => a.weight - b.weight || b.severity - a.severity,
    title: (a, b) => compareTexts(a.title, b.title),
    place: (a, b) => compareTexts(a.repositoryName, b.repositoryName) || compareTexts(a.place, b.place),
    owner: (a, b) => compareTexts(a.ownerName === kNobody ? '\uffff' : a.ownerName, b.ownerName === kNobody ? '\uffff' : b.ownerName),
    age: (a, b) => (a.first_seen ?? Infinity) - (b.first_seen ?? Infinity),
    status: (a, b) => a.weight - b.weight || compareTexts(a.state, b.state),
  };

  const textOf = (f) => [f.title, f.ruleId, f.repositoryName, f.place, f.ownerName, f.redacted, f.registry, f.waiver, f.key, ...f.policyIds].filter(Boolean).join('\n').toLowerCase();

  function place(finding, isOfAll) {
    const path = el('span', { class: 'path', title: finding.place }, foreign(finding.place || 'not in a file'));
    const more = finding.places > 1 ? `and ${counted(finding.places - 1, 'more place', 'more places')}` : '';
    if (!isOfAll) return [path, el('span', { class: 'sub' }, [more, !finding.head && 'not in HEAD'].filter(Boolean).join(' \u00b7 '))];
    return [khCells.quietLink(khCells.repositoryAddress(finding.repository), foreign(finding.repositoryName)), el('span', { class: 'sub path', title: finding.place }, foreign(finding.place || 'not in a file'))];
  }

  function status(finding) {
    const note = finding.reuse > 1 ? `in ${number(finding.reuse)} repositories` : finding.waiver;
    return [khCells.worded(kStates, finding.state), note && el('span', { class: 'dim' }, foreign(note))];
  }

  function cells(finding, isOfAll) {
    return [severityTag(khCells.kSeverities[finding.severity]),
      [khGrid.opener(null, foreign(finding.title)), finding.redacted ? el('code', { class: 'sub' }, foreign(finding.redacted)) : foreign(finding.ruleId, 'sub'),
        el('span', { class: 'sub narrow' }, foreign(isOfAll ? finding.repositoryName : finding.place))],
      place(finding, isOfAll),
      [khCells.ownerNode(finding.ownerName), finding.registry && foreign(finding.registry, 'sub')],
      khCells.when(finding.first_seen), status(finding)];
  }

  function spot([path, part, line, column, commit, author, at, removed, isInHead, isReachable]) {
    const where = part ? `${part} of ${commit ? commit.slice(0, 12) : 'no commit'}` : `${path}:${line}:${column}`;
    const standing = isInHead ? badge('In HEAD', 'bad') : removed ? badge(`Removed by ${removed.slice(0, 12)}`, 'quiet') : badge(isReachable ? 'Not in HEAD' : 'Unreachable', 'quiet');
    return el('li', {}, el('span', { class: 'path-text' }, foreign(where)), ' ', standing,
      commit && el('span', { class: 'sub' }, `commit ${commit.slice(0, 12)}`, at !== null && ` of ${day(at)}`, author && [' by ', foreign(author)]));
  }

  function spots(finding, detail) {
    const more = finding.places - detail.spots.length;
    return [el('h3', {}, counted(finding.places, 'place', 'places')), el('ul', { class: 'places' }, detail.spots.map(spot)),
      more > 0 && el('p', { class: 'dim' }, `and ${counted(more, 'more place', 'more places')}, which the repository\u2019s own report lists`)];
  }

  function verdicts(detail) {
    const passed = detail.verdicts.filter(([, outcome]) => outcome === 'pass').map(([policy]) => policy);
    const others = detail.verdicts.filter(([, outcome]) => outcome !== 'pass');
    if (detail.verdicts.length === 0) return [];
    return [el('h3', {}, 'Policies'), el('ul', { class: 'verdicts' }, others.map(([policy, outcome, message, exception]) => el('li', {},
      khCells.worded(kVerdicts, outcome), ' ', el('strong', {}, foreign(policy)), message && [' ', foreign(message)], exception && el('span', { class: 'sub' }, 'exception ', foreign(exception))))),
    passed.length > 0 && el('p', { class: 'dim' }, `Passed: ${passed.join(', ')}`)];
  }

  function life(finding, detail) {
    const words = [`first seen ${day(finding.first_seen)}`, `last seen ${day(finding.last_seen)}`, detail.regressed !== null && `came back ${day(detail.regressed)}`,
      detail.fixed !== null && `missed since ${day(detail.fixed)}${detail.closed ? ` (${detail.closed})` : ''}`];
    return words.filter(Boolean).join(', ');
  }

  function facts(finding, detail) {
    return el('dl', { class: 'facts' },
      fact('Repository', khCells.link(khCells.repositoryAddress(finding.repository), foreign(finding.repositoryName))),
      fact('Owner', khCells.ownerNode(finding.ownerName), finding.registry && el('span', { class: 'sub' }, 'entry ', foreign(finding.registry), detail.matched && ` by ${detail.matched}`, detail.weak ? ' (says nothing about this value)' : '')),
      fact('Secret', finding.redacted && code(finding.redacted)),
      fact('Fingerprint', detail.fingerprint && code(detail.fingerprint)),
      fact('Reuse', finding.reuse > 1 && khCells.link(khCells.address('credentials.html', { q: detail.fingerprint }), `the same credential in ${number(finding.reuse)} repositories`)),
      fact('Public half', detail.identity.map(([name, value]) => el('span', { class: 'line' }, foreign(name), ' ', code(value)))),
      fact('Life', life(finding, detail)),
      fact('Waived', finding.state === 'waived' && [foreign(finding.waiver || 'by an exception'), detail.until !== null && ` until ${day(detail.until)}`, detail.reason && el('q', {}, foreign(detail.reason))]),
      fact('Still works', detail.liveness && foreign(detail.liveness), detail.liveness_check && el('span', { class: 'sub' }, foreign(detail.liveness_check))), fact('Confidence', detail.confidence), fact('Rule', code(finding.ruleId)));
  }

  function body(finding, loading) {
    const tags = el('p', { class: 'tags' }, severityTag(khCells.kSeverities[finding.severity]), khCells.worded(kStates, finding.state));
    const { detail } = finding;
    if (!detail) {
      loading(finding);
      return [tags, el('p', { class: 'dim', role: 'status' }, 'Reading the details\u2026')];
    }
    const remedy = detail.remedy || finding.ruleRemedy;
    return [tags, detail.message && detail.message !== finding.title && el('p', { class: 'message' }, foreign(detail.message)),
      remedy && el('div', { class: 'remedy' }, el('h3', {}, 'What to do'), el('p', {}, foreign(remedy))),
      facts(finding, detail), verdicts(detail), spots(finding, detail)].flat(2).filter(Boolean);
  }

  // `first` is the place of the first of them among all findings; `fixed` are names that the address
  // of the page needs.
  function start({ findings, first, isOfAll, fixed }) {
    findings.forEach((finding, i) => complete(finding, first + i));
    const size = khData.names().per_file.details;
    let grid = null;
    const loading = (finding) => khData.range('details', size, finding.at, 1, ([detail]) => {
      finding.detail = detail;
      grid.dialog.refresh(finding);
    });
    grid = khGrid.start({
      name: 'findings', items: findings, facets: facets(isOfAll), sorts: kSorts, sort: { key: 'severity', ascending: true }, textOf, fixed,
      columns: [['severity', 'Severity'], ['title', 'Finding'], ['place', isOfAll ? 'Repository and place' : 'Place'], ['owner', 'Owner'], ['age', 'First seen'], ['status', 'State']],
      cells: (finding) => cells(finding, isOfAll), classOf: (finding) => (isOpen(finding) ? '' : 'waived'), chips: ['severity', 'state'],
      one: 'finding', many: 'findings', hint: 'rules, repositories, paths, owners', title: (finding) => finding.title, body: (finding) => body(finding, loading), keyOf: (finding) => finding.key,
    });
  }

  return { start };
})();
