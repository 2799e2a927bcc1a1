// SPDX-License-Identifier: Apache-2.0
// detail.js: everything about one finding, in a dialog.
'use strict';

const khDetail = (() => {
  const { el, foreign, code, day, minute, span, counted, badge, severityTag } = khDom;
  const { fact } = khDialog;

  function exposure(finding) {
    if (finding.introduced === undefined) return null;
    const until = finding.removed === undefined ? 'still there' : `last place removed ${day(finding.removed)}`;
    const length = span((finding.removed ?? khState.data.now) - finding.introduced);
    return `${length}: introduced ${day(finding.introduced)}, ${until}`;
  }

  function registry(finding) {
    if (!finding.credential) return el('span', { class: 'nobody' }, 'Nobody: no entry of a registry is tied to it');
    const how = finding.matched_by ? ` by ${finding.matched_by}${finding.weak ? ' (says nothing about this value)' : ''}` : '';
    return [finding.owner ? foreign(finding.owner) : el('span', { class: 'nobody' }, khState.kNobody),
      el('span', { class: 'sub' }, 'credential ', foreign(finding.credential), how)];
  }

  function acceptance(finding) {
    const { accepted } = finding;
    if (!accepted) return null;
    const words = [accepted.verdict, accepted.until !== undefined && `until ${day(accepted.until)}`, accepted.path && `in ${accepted.path}`];
    return [foreign(words.filter(Boolean).join(', ') || 'in a baseline'), accepted.reason && el('q', {}, foreign(accepted.reason))];
  }

  // The state, why it is so, and who says so, from where and when.
  function liveness(finding) {
    if (!finding.liveness) return null;
    const source = [finding.liveness_source, finding.liveness_verifier].filter(Boolean).join(' ');
    const check = [source, finding.liveness_host, finding.liveness_status && `status ${finding.liveness_status}`,
      finding.liveness_at !== undefined && minute(finding.liveness_at)].filter(Boolean).join(', ');
    return [khTable.livenessBadge(finding) || finding.liveness, finding.liveness_reason && [' ', foreign(finding.liveness_reason)],
      check && el('span', { class: 'sub' }, foreign(check)),
      finding.severity_before && el('span', { class: 'sub' }, `severity before the check: ${finding.severity_before}`)];
  }

  function facts(finding) {
    const identity = (finding.identity || []).map(([name, value]) => el('span', { class: 'line' }, foreign(name), ' ', code(value)));
    return el('dl', { class: 'facts' },
      fact('Secret', finding.redacted && code(finding.redacted)),
      fact('Fingerprint', finding.fingerprint && code(finding.fingerprint)),
      fact('Public half', identity), fact('Owner', registry(finding)), fact('Exposure', exposure(finding)),
      fact('Accepted', acceptance(finding)), fact('Still works', liveness(finding)),
      fact('Repository', finding.repository && foreign(finding.repository)),
      fact('Confidence', finding.confidence),
      fact('Rule', code(finding.ruleId), (finding.also || []).length > 0 && el('span', { class: 'sub' }, `also matched ${finding.also.join(', ')}`)),
      fact('Parts', (finding.parts || []).map((part) => el('span', { class: 'line' }, foreign(part)))),
      fact('About the leak at', (finding.related || []).map((one) => el('span', { class: 'line' }, foreign(one)))),
      fact('Tags', (finding.tags || []).join(', ')));
  }

  function verdicts(finding) {
    const list = (finding.verdicts || []).map((one) => el('li', {},
      badge({ fail: 'Fails', waived: 'Waived', error: 'Undecided' }[one.outcome], { fail: 'bad', waived: 'waived', error: 'warn' }[one.outcome]),
      ' ', el('strong', {}, one.policy), one.message && [' ', foreign(one.message)],
      one.exception && el('span', { class: 'sub' }, `exception ${one.exception}`)));
    const passed = finding.passed || [];
    if (list.length === 0 && passed.length === 0) return [];
    return [el('h3', {}, 'Policies'), el('ul', { class: 'verdicts' }, list),
      passed.length > 0 && el('p', { class: 'dim' }, `Passed: ${passed.join(', ')}`)];
  }

  function standing(place) {
    if (place.head) return badge('In HEAD', 'bad');
    if (place.worktree) return badge('In the work tree', 'bad');
    if (place.removed) return badge(`Removed ${day(place.removed.at)}`, 'quiet');
    return place.unreachable ? badge('Unreachable', 'quiet') : badge('Not in HEAD', 'quiet');
  }

  function refs(place) {
    if (!place.ref_count) return null;
    const more = place.ref_count - place.refs.length;
    return el('span', { class: 'sub' }, `reached by ${place.refs.join(', ')}${more > 0 ? ` and ${more} more` : ''}`);
  }

  function pipeline(place) {
    const words = [place.job && `job ${place.job}`, place.step && `step ${place.step}`, place.environment && `environment ${place.environment}`, place.exposure];
    const text = words.filter(Boolean).join(' \u00b7 ');
    return text && foreign(text, 'sub');
  }

  function places(finding) {
    const items = finding.places.map((place) => el('li', {},
      el('span', { class: 'path-text' }, foreign(place.text)), ' ', standing(place),
      place.commit && el('span', { class: 'sub' }, `commit ${place.commit} of ${day(place.at)} by `, foreign(place.author || 'nobody')),
      place.removed && el('span', { class: 'sub' }, `removed by commit ${place.removed.commit}, `, foreign(place.removed.author || 'nobody')),
      pipeline(place), refs(place)));
    const more = finding.count - finding.places.length;
    return [el('h3', {}, counted(finding.count, 'place', 'places')), el('ul', { class: 'places' }, items),
      more > 0 && el('p', { class: 'dim' }, `and ${counted(more, 'more place', 'more places')}, which the JSON report lists`)];
  }

  function body(finding) {
    return [
      el('p', { class: 'tags' }, severityTag(finding.severity), khTable.states(finding)),
      finding.message && el('p', { class: 'message' }, foreign(finding.message)),
      finding.remedy && el('div', { class: 'remedy' }, el('h3', {}, 'What to do'), el('p', {}, foreign(finding.remedy))),
      facts(finding), verdicts(finding), places(finding),
      finding.description && [el('h3', {}, 'Why it matters'), el('p', {}, foreign(finding.description))],
    ].flat(2).filter(Boolean);
  }

  let dialog = null;

  function start(rows) {
    dialog = khDialog.make({ model: khState, rows, title: (finding) => finding.title, body });
    dialog.start();
  }

  return { start, show: (finding) => dialog.show(finding), step: (by) => dialog.step(by), isOpen: () => dialog.isOpen() };
})();
