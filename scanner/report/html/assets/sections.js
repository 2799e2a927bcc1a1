// SPDX-License-Identifier: Apache-2.0
// sections.js: what the report is about, what could not be read, the rotation of the registry's
// credentials, the policies, and the run.
'use strict';

const khSections = (() => {
  const { el, byId, foreign, code, badge, number, counted, day, minute, span } = khDom;
  const { data } = khState;
  const kMostAlerts = 6;
  const kMostRows = 1000;

  const kinds = { history: 'Whole history and work tree', tree: 'Files', staged: 'Staged changes', range: 'Range of commits', stdin: 'Standard input', pipelines: 'Pipeline definitions' };

  function intro() {
    const { scan } = data;
    byId('subject').append(foreign(scan.repository || scan.target || 'Report'));
    const facts = [
      kinds[scan.kind] || scan.kind, scan.head && ['HEAD ', code(scan.head.slice(0, 12))],
      scan.base && ['against ', code(scan.base.slice(0, 12))], minute(data.now),
    ];
    byId('meta').append(...facts.filter(Boolean).map((one) => el('span', {}, one)));
    byId('scanned').textContent = `${counted(scan.commits, 'commit', 'commits')}, ${counted(scan.blobs, 'blob', 'blobs')} and ` +
      `${counted(scan.files, 'file', 'files')} read, ${khDom.bytes(scan.bytes)}.`;
  }

  function diagnosticItem(one) {
    return el('li', {}, one.subject && [el('strong', {}, foreign(one.subject)), ' '], el('span', { class: 'dim' }, one.kind),
      el('span', { class: 'line' }, foreign(one.message || '')));
  }

  function notice(kind, title, lead, items) {
    const id = `notice-${kind}`;
    const more = items.slice(kMostAlerts);
    return el('section', { class: `notice ${kind}`, 'aria-labelledby': id }, el('h2', { id }, title), el('p', {}, lead),
      items.length > 0 && el('ul', {}, items.slice(0, kMostAlerts)),
      more.length > 0 && el('details', {}, el('summary', {}, `${counted(more.length, 'more', 'more')}`), el('ul', {}, more)));
  }

  function alerts() {
    const unread = data.diagnostics.filter((one) => one.incomplete);
    const others = data.diagnostics.filter((one) => !one.incomplete);
    const box = byId('alerts');
    if (!data.scan.complete) {
      box.append(notice('incomplete', 'This report is incomplete',
        `${counted(unread.length, 'thing', 'things')} could not be read and may hold credentials. Nothing here says that they are clean.`, unread.map(diagnosticItem)));
    }
    if (others.length > 0) box.append(notice('hint', 'About this run', `${counted(others.length, 'note', 'notes')} about how it was scanned.`, others.map(diagnosticItem)));
    if (data.left_out > 0) {
      box.append(notice('limit', 'Not all findings are on this page',
        `The ${number(data.findings.length)} worst are; ${number(data.left_out)} more are in the other report formats.`, []));
    }
  }

  function empty() {
    if (khState.findings.length > 0) return;
    const isComplete = data.scan.complete;
    byId('empty').hidden = false;
    byId('empty-title').textContent = isComplete ? 'No credentials found' : 'No credentials found in what was read';
    byId('empty').classList.toggle('is-complete', isComplete);
    for (const id of ['figures', 'cards', 'findings', 'timeline', 'nav-findings', 'nav-timeline']) byId(id).hidden = true;
  }

  const rotationWords = { fail: ['Not met', 'bad'], error: ['Undecided', 'warn'], waived: ['Waived', 'waived'], pass: ['Met', 'good'] };
  const rotationOrder = ['fail', 'error', 'waived', undefined, 'pass'];

  function dueWords(credential) {
    if (credential.revoked !== undefined) return el('span', { class: 'dim' }, `revoked ${day(credential.revoked)}`);
    if (credential.rotation_due === undefined) return el('span', { class: 'dim' }, 'no period');
    const left = credential.rotation_due - data.now;
    return [day(credential.rotation_due), el('span', { class: `sub ${left < 0 ? 'late' : ''}` }, left < 0 ? `${span(left)} late` : `in ${span(left)}`)];
  }

  // How much of the period between the last rotation and the next has passed.
  function progress(credential) {
    const { last_rotated: last, rotation_due: due } = credential;
    if (last === undefined || due === undefined || due <= last || credential.revoked !== undefined) return null;
    const share = (data.now - last) / (due - last);
    const fill = el('span', { class: `fill ${share > 1 ? 'critical' : 'calm'}` });
    fill.style.width = `${(Math.max(0, Math.min(1, share)) * 100).toFixed(1)}%`;
    return el('span', { class: 'track', 'aria-hidden': 'true' }, fill);
  }

  function verdictItems(credential) {
    return (credential.verdicts || []).map((one) => el('span', { class: 'line' }, el('strong', {}, one.policy), ' ', foreign(one.message || one.outcome)));
  }

  function rotationRow(credential) {
    const [word, kind] = rotationWords[credential.rotation] || ['Not judged', 'quiet'];
    return [[foreign(credential.id), credential.title && foreign(credential.title, 'sub')],
      credential.owner ? foreign(credential.owner) : el('span', { class: 'nobody' }, khState.kNobody),
      badge(word, kind), credential.last_rotated === undefined ? el('span', { class: 'dim' }, 'not recorded') : day(credential.last_rotated),
      [dueWords(credential), progress(credential)], credential.expires === undefined ? el('span', { class: 'dim' }, '\u2013') : day(credential.expires),
      number(credential.findings), verdictItems(credential)];
  }

  function rotation() {
    const { credentials } = data;
    const box = byId('rotation-box');
    if (!data.has_registry) {
      box.append(el('p', { class: 'empty' }, 'No owner registry was given, so nothing is known about rotation. Name one with --registry.'));
      return;
    }
    const sorted = credentials.slice().sort((a, b) => rotationOrder.indexOf(a.rotation) - rotationOrder.indexOf(b.rotation) ||
      (a.rotation_due ?? Infinity) - (b.rotation_due ?? Infinity) || (a.id < b.id ? -1 : 1));
    const count = (outcome) => sorted.filter((one) => one.rotation === outcome).length;
    const summary = Object.entries(rotationWords).map(([outcome, [word, kind]]) => count(outcome) > 0 && el('li', {}, badge(word, kind), ` ${number(count(outcome))}`));
    box.append(el('ul', { class: 'legend' }, summary, el('li', {}, badge('Not judged', 'quiet'), ` ${number(count(undefined))}`)),
      khDom.table('Rotation of credentials', [['Credential'], ['Owner'], ['Rotation'], ['Last rotated', 'd'], ['Due', 'd'], ['Expires', 'd'], ['Findings', 'n'], ['What policies say', 'w']],
        sorted.slice(0, kMostRows).map(rotationRow)));
    if (sorted.length > kMostRows) box.append(el('p', { class: 'dim' }, `and ${number(sorted.length - kMostRows)} more`));
    exceptions(box);
  }

  function exceptions(box) {
    if (data.exceptions.length === 0) return;
    box.append(el('h3', {}, 'Exceptions'), khDom.table('Exceptions', [['Exception'], ['Credential'], ['Policies'], ['Until', 'd'], ['Approved by'], ['Reason']],
      data.exceptions.slice(0, kMostRows).map((one) => [foreign(one.id || ''), foreign(one.credential || ''), one.policies || '',
        [day(one.expires), ' ', badge(one.in_force ? 'In force' : 'Not in force', one.in_force ? 'waived' : 'bad')],
        [foreign(one.approver || 'nobody'), one.ticket && foreign(one.ticket, 'sub')], foreign(one.reason || '')])));
  }

  function policies() {
    const box = byId('policies-box');
    if (!data.policies) {
      box.append(el('p', { class: 'empty' }, 'No policy was asked in this run.'));
      return;
    }
    const asked = data.policies.filter((one) => one.pass + one.fail + one.waived + one.error > 0);
    const idle = data.policies.filter((one) => !asked.includes(one));
    const cell = (count, kind) => (count > 0 ? el('span', { class: kind }, number(count)) : el('span', { class: 'dim' }, '0'));
    asked.sort((a, b) => Number(b.fail > 0) - Number(a.fail > 0) || (a.id < b.id ? -1 : 1));
    if (asked.length > 0) box.append(khDom.table('Policies', [['Policy'], ['Title'], ['Failed', 'n'], ['Undecided', 'n'], ['Waived', 'n'], ['Passed', 'n']],
      asked.map((one) => [one.id, foreign(one.title || ''), cell(one.fail, 'fails'), cell(one.error, ''), cell(one.waived, ''), cell(one.pass, '')])));
    if (idle.length > 0) {
      box.append(el('details', {}, el('summary', {}, `${counted(idle.length, 'policy', 'policies')} had nothing to judge`),
        el('ul', {}, idle.map((one) => el('li', {}, el('strong', {}, one.id), ' ', foreign(one.title || ''), one.note && el('span', { class: 'sub' }, foreign(one.note)))))));
    }
  }

  function suppressions(box) {
    const list = data.suppressions;
    if (!list || list.length === 0) return;
    const until = (one) => (one.until === undefined ? 'no end' : one.until < data.now ? `ended ${day(one.until)}` : day(one.until));
    box.append(el('h3', {}, 'Suppressions'), khDom.table('Suppressions', [['Place'], ['Kind'], ['Rule'], ['Until'], ['Used'], ['Reason']],
      list.slice(0, kMostRows).map((one) => [foreign(one.place, 'path-text'), one.kind, foreign(one.rule || 'all'), until(one), one.used ? 'yes' : 'no', foreign(one.reason || '')])));
  }

  function run() {
    const { scan, tool } = data;
    const rows = [
      ['Target', foreign(scan.target || '')], ['Repository', scan.repository_uri && foreign(scan.repository_uri)],
      ['HEAD', scan.head && code(scan.head)], ['Compared with', scan.base && code(scan.base)],
      ['Judged as of', minute(data.now)], ['Scanned', `${minute(scan.started)} to ${minute(scan.finished)}`],
      ['Read', `${counted(scan.commits, 'commit', 'commits')}, ${counted(scan.blobs, 'blob', 'blobs')}, ${counted(scan.files, 'file', 'files')}, ${khDom.bytes(scan.bytes)}; ${number(scan.skipped)} ignored or special files skipped`],
      ['Pipeline definitions', scan.definitions.map(([name, count]) => `${name} ${number(count)}`).join(', ')],
      ['Found and dropped', scan.dropped.map(([why, count]) => el('span', { class: 'line' }, `${number(count)}: ${why}`))],
      ['Rules', tool.rules && code(tool.rules)], ['Policies', tool.policies && code(tool.policies)], ['Registry', tool.registry && code(tool.registry)],
      ['Tool', `keyhound ${tool.version}`],
    ];
    const box = byId('run-box');
    box.append(el('dl', { class: 'facts' }, rows.filter(([, value]) => value && value.length !== 0).map(([name, value]) => [el('dt', {}, name), el('dd', {}, value)])));
    suppressions(box);
  }

  function start() {
    intro();
    alerts();
    empty();
    rotation();
    policies();
    run();
  }

  return { start };
})();
