// SPDX-License-Identifier: Apache-2.0
// state.js: the data of the page, and by what its findings are filtered, searched and sorted. The
// worst and the oldest come first.
'use strict';

const khState = (() => {
  const data = JSON.parse(khDom.byId('data').textContent);
  const kSeverities = ['critical', 'high', 'medium', 'low', 'info'];
  const kNobody = 'Nobody';
  const kAges = [
    [7, 'Under 7 days'], [30, '7 to 30 days'], [90, '30 to 90 days'], [365, '90 days to 1 year'],
    [Infinity, 'Over 1 year'],
  ];
  const kAgeUnknown = 'Without a commit';
  const kStandings = {
    current: 'In the current tree', history: 'Only in history or other refs', unreachable: 'Unreachable',
  };
  const kJudged = 'A policy judged it';
  const kKinds = { secret: 'Secret', pipeline: 'Pipeline check', policy: 'Policy' };

  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

  function statusOf(finding) {
    if (finding.accepted) return 'Accepted';
    return finding.waived ? 'Waived' : 'Open';
  }

  function ageOf(finding) {
    if (finding.introduced === undefined) return kAgeUnknown;
    const days = (data.now - finding.introduced) / khDom.kDay;
    return kAges.find(([limit]) => days < limit)[1];
  }

  // What the page shows of each finding beside what the data says.
  function complete(finding) {
    const rule = data.rules[finding.rule];
    finding.ruleId = rule.id;
    finding.title ??= rule.title || rule.id;
    finding.remedy ??= rule.remedy || '';
    finding.description = rule.description || '';
    finding.rank = kSeverities.indexOf(finding.severity);
    finding.status = statusOf(finding);
    finding.count = finding.place_count || finding.places.length;
  }

  const kFacets = [
    { key: 'severity', label: 'Severity', of: (f) => capital(f.severity), values: kSeverities.map(capital) },
    { key: 'status', label: 'Status', of: (f) => f.status, values: ['Open', 'Accepted', 'Waived'] },
    { key: 'baseline', label: 'Against the base', of: (f) => (f.baseline ? capital(f.baseline) : 'Not compared'), values: ['New', 'Unchanged', 'Not compared'] },
    { key: 'liveness', label: 'Still works', of: (f) => capital(f.liveness || 'unchecked'), values: ['Active', 'Revoked', 'Expired', 'Indeterminate', 'Unchecked'] },
    { key: 'owner', label: 'Owner', of: (f) => f.owner || kNobody },
    { key: 'age', label: 'Age', of: ageOf, values: [...kAges.map(([, name]) => name), kAgeUnknown] },
    { key: 'standing', label: 'Stands', of: (f) => (f.kind === 'policy' ? kJudged : kStandings[f.standing]), values: [...Object.values(kStandings), kJudged] },
    { key: 'kind', label: 'Kind', of: (f) => kKinds[f.kind], values: Object.values(kKinds) },
    { key: 'rule', label: 'Rule', of: (f) => f.ruleId },
    { key: 'repository', label: 'Repository', of: (f) => f.repository || 'The scanned one' },
  ];

  function haystack(finding) {
    const texts = [finding.title, finding.ruleId, finding.message, finding.redacted, finding.fingerprint,
      finding.owner, finding.credential, finding.severity, finding.repository, finding.liveness, finding.liveness_host];
    for (const place of finding.places) texts.push(place.text, place.commit, place.author, place.job, place.environment);
    for (const verdict of finding.verdicts || []) texts.push(verdict.policy, verdict.message);
    for (const [, value] of finding.identity || []) texts.push(value);
    return texts.filter(Boolean).join('\n').toLowerCase();
  }

  const { compareTexts } = khFacets;
  const kLate = Number.MAX_SAFE_INTEGER;
  const kSorts = {
    severity: (a, b) => a.rank - b.rank || (a.status === 'Open' ? 0 : 1) - (b.status === 'Open' ? 0 : 1),
    title: (a, b) => compareTexts(a.title, b.title),
    place: (a, b) => compareTexts(a.places[0].text, b.places[0].text),
    owner: (a, b) => compareTexts(a.owner || '\uffff', b.owner || '\uffff'),
    age: (a, b) => (a.introduced ?? kLate) - (b.introduced ?? kLate),
    status: (a, b) => compareTexts(a.status, b.status) || compareTexts(a.baseline || '', b.baseline || ''),
  };

  const findings = data.findings;
  findings.forEach(complete);
  const model = khFacets.make({ items: findings, facets: kFacets, sorts: kSorts, sort: { key: 'severity', ascending: true }, textOf: haystack });

  return { ...model, data, findings, kNobody, kSeverities, capital };
})();
