// SPDX-License-Identifier: Apache-2.0
// table.js: the columns of the table of findings.
'use strict';

const khTable = (() => {
  const { el, foreign, span, day, severityTag, badge } = khDom;
  const kColumns = [
    ['severity', 'Severity'], ['title', 'Finding'], ['place', 'Place'], ['owner', 'Owner'],
    ['age', 'Age'], ['status', 'Status'],
  ];

  const kLiveness = { active: 'bad', revoked: 'good', expired: 'good', indeterminate: 'warn' };

  // null where nobody checked it.
  function livenessBadge(finding) {
    const kind = kLiveness[finding.liveness];
    return kind ? badge(khState.capital(finding.liveness), kind) : null;
  }

  function states(finding) {
    const list = [badge(finding.status, finding.status.toLowerCase())];
    if (finding.baseline === 'new') list.push(badge('New', 'new'));
    else if (finding.baseline) list.push(el('span', { class: 'dim' }, khState.capital(finding.baseline)));
    const liveness = livenessBadge(finding);
    if (liveness) list.push(liveness);
    return list;
  }

  function age(finding) {
    if (finding.introduced === undefined) return el('span', { class: 'dim' }, '\u2013');
    return [el('span', {}, span(khState.data.now - finding.introduced)),
      el('span', { class: 'sub' }, day(finding.introduced))];
  }

  function owner(finding) {
    if (!finding.owner) return el('span', { class: 'nobody' }, khState.kNobody);
    return [foreign(finding.owner), finding.credential && foreign(finding.credential, 'sub')];
  }

  function place(finding) {
    const more = finding.count - 1;
    const where = { current: '', history: 'not in the current tree', unreachable: 'unreachable' }[finding.standing];
    const sub = [more > 0 ? `and ${khDom.counted(more, 'more place', 'more places')}` : '', where];
    return [el('span', { class: 'path', title: finding.places[0].text }, foreign(finding.places[0].text)),
      el('span', { class: 'sub' }, sub.filter(Boolean).join(' \u00b7 '))];
  }

  function what(finding) {
    const sub = finding.redacted ? el('code', { class: 'sub' }, finding.redacted)
      : foreign(finding.message || finding.ruleId, 'sub');
    return [el('button', { type: 'button', class: 'opener', tabindex: -1, 'aria-haspopup': 'dialog' },
      foreign(finding.title)), sub, el('span', { class: 'sub narrow' }, foreign(finding.places[0].text))];
  }

  function start(open) {
    const rows = khRows.make({
      model: khState, columns: kColumns, many: 'findings', open, classOf: (finding) => finding.status.toLowerCase(),
      cells: (finding) => [severityTag(finding.severity), what(finding), place(finding), owner(finding), age(finding), states(finding)],
    });
    rows.start();
    return rows;
  }

  return { start, states, livenessBadge };
})();
