// SPDX-License-Identifier: Apache-2.0
// state.js: the data of the page, and which findings are shown in which order. Facets are
// properties that findings are filtered by; each finding has one value of each, as a small number,
// so that 10,000 findings are filtered in one short pass.
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
  function complete(finding, index) {
    const rule = data.rules[finding.rule];
    finding.index = index;
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
    { key: 'owner', label: 'Owner', of: (f) => f.owner || kNobody },
    { key: 'age', label: 'Age', of: ageOf, values: [...kAges.map(([, name]) => name), kAgeUnknown] },
    { key: 'standing', label: 'Stands', of: (f) => (f.kind === 'policy' ? kJudged : kStandings[f.standing]), values: [...Object.values(kStandings), kJudged] },
    { key: 'kind', label: 'Kind', of: (f) => kKinds[f.kind], values: Object.values(kKinds) },
    { key: 'rule', label: 'Rule', of: (f) => f.ruleId },
    { key: 'repository', label: 'Repository', of: (f) => f.repository || 'The scanned one' },
  ];

  // Gives each finding its code, and the facet its values: as listed, else by number of findings.
  function index(facet, findings) {
    const totals = new Map((facet.values || []).map((name) => [name, 0]));
    for (const finding of findings) {
      const name = facet.of(finding);
      totals.set(name, (totals.get(name) || 0) + 1);
    }
    let names = [...totals.keys()];
    if (!facet.values) names.sort((a, b) => totals.get(b) - totals.get(a) || (a < b ? -1 : 1));
    if (facet.values) names = names.filter((name) => totals.get(name) > 0);
    const codes = new Map(names.map((name, code) => [name, code]));
    facet.values = names;
    facet.totals = names.map((name) => totals.get(name));
    facet.counts = [...facet.totals];  // of those that the other filters let pass
    facet.codes = Uint32Array.from(findings, (finding) => codes.get(facet.of(finding)));
    facet.chosen = new Set();
  }

  function haystack(finding) {
    const texts = [finding.title, finding.ruleId, finding.message, finding.redacted, finding.fingerprint,
      finding.owner, finding.credential, finding.severity, finding.repository];
    for (const place of finding.places) texts.push(place.text, place.commit, place.author, place.job, place.environment);
    for (const verdict of finding.verdicts || []) texts.push(verdict.policy, verdict.message);
    for (const [, value] of finding.identity || []) texts.push(value);
    return texts.filter(Boolean).join('\n').toLowerCase();
  }

  const compareTexts = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
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
  const facets = kFacets;
  for (const facet of facets) index(facet, findings);

  let texts = null;  // made when somebody searches
  let words = [];
  let sort = { key: 'severity', ascending: true };
  let order = null;  // all findings in the order of `sort`
  let shown = [];
  const listeners = [];

  function sorted() {
    if (order) return order;
    const compare = kSorts[sort.key];
    const sign = sort.ascending ? 1 : -1;
    order = findings.slice().sort((a, b) => sign * compare(a, b) || a.index - b.index);
    return order;
  }

  function matches(finding) {
    return words.every((word) => texts[finding.index].includes(word));
  }

  // One pass: a finding that a single facet keeps out still counts in that facet, so that each
  // value tells how many findings choosing it would show.
  function apply() {
    for (const facet of facets) facet.counts.fill(0);
    const active = facets.filter((facet) => facet.chosen.size > 0);
    shown = [];
    for (const finding of sorted()) {
      if (words.length > 0 && !matches(finding)) continue;
      let misses = 0;
      let missed = null;
      for (const facet of active) {
        if (facet.chosen.has(facet.codes[finding.index])) continue;
        missed = facet;
        misses += 1;
        if (misses > 1) break;
      }
      if (misses > 1) continue;
      if (misses === 1) {
        missed.counts[missed.codes[finding.index]] += 1;
        continue;
      }
      for (const facet of facets) facet.counts[facet.codes[finding.index]] += 1;
      shown.push(finding);
    }
    for (const listener of listeners) listener();
  }

  function search(text) {
    words = text.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length > 0 && !texts) texts = findings.map(haystack);
    apply();
  }

  function toggle(facet, code) {
    if (!facet.chosen.delete(code)) facet.chosen.add(code);
    apply();
  }

  // Chooses one value, or none with -1.
  function choose(facet, code) {
    facet.chosen.clear();
    if (code >= 0) facet.chosen.add(code);
    apply();
  }

  function clear() {
    for (const facet of facets) facet.chosen.clear();
    words = [];
    apply();
  }

  // A second time by the same column turns it around. The worst and the oldest come first.
  function sortBy(key) {
    sort = { key, ascending: sort.key === key ? !sort.ascending : true };
    order = null;
    apply();
  }

  return {
    data, findings, facets, kNobody, kSeverities, capital, search, toggle, choose, clear, sortBy, apply,
    facet: (key) => facets.find((one) => one.key === key),
    shown: () => shown,
    sort: () => sort,
    isFiltered: () => words.length > 0 || facets.some((facet) => facet.chosen.size > 0),
    onChange: (listener) => listeners.push(listener),
  };
})();
