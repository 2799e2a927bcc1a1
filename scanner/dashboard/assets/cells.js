// SPDX-License-Identifier: Apache-2.0
// cells.js: what cells and dialogs of several pages show alike, and where names lead.
'use strict';

const khCells = (() => {
  const { el, svg, foreign, number, day, span, badge } = khDom;
  const kNobody = 'Nobody';
  const kSeverities = ['info', 'low', 'medium', 'high', 'critical'];
  const kStates = { new: ['New', 'new'], existing: ['Existing', 'open'], regressed: ['Regressed', 'bad'], waived: ['Waived', 'waived'], fixed: ['Fixed', 'good'] };
  const kOutcomes = { scanned: ['Scanned', 'good'], unchanged: ['Unchanged', 'quiet'], excluded: ['Excluded', 'quiet'], incomplete: ['Incomplete', 'warn'], failed: ['Failed', 'bad'], pending: ['Pending', 'warn'] };
  const kEnds = { 'no-end': ['No end', 'warn'], 'in-force': ['In force', 'waived'], 'ends-soon': ['Ends soon', 'warn'], ended: ['Ended', 'bad'], 'not-in-force': ['Not in force', 'bad'] };
  const kVerdicts = { fail: ['Fails', 'bad'], error: ['Undecided', 'warn'], waived: ['Waived', 'waived'], pass: ['Passes', 'good'] };

  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
  const now = () => khData.names().now;

  function address(page, parameters) {
    const text = new URLSearchParams(parameters).toString();
    return text ? `${page}#${text}` : page;
  }

  const repositoryName = (index) => khData.names().repositories[index][0];
  const repositoryAddress = (index, more) => address('repository.html', { name: repositoryName(index), ...more });
  const openFindings = (key, value) => address('findings.html', [[key, value], ['state', 'New'], ['state', 'Existing'], ['state', 'Regressed']]);

  const link = (to, ...children) => el('a', { href: to }, children);
  // Within rows of a table: the keyboard finds the same link in what the row opens.
  const quietLink = (to, ...children) => el('a', { href: to, tabindex: '-1', class: 'one' }, children);

  const ownerName = (index) => (index < 0 ? kNobody : khData.names().owners[index] || kNobody);
  const ownerNode = (name) => (name && name !== kNobody ? foreign(name) : el('span', { class: 'nobody' }, kNobody));

  const worded = (words, key) => badge(...(Object.hasOwn(words, key) ? words[key] : [key ? capital(key) : 'Not known', 'quiet']));
  const word = (words, key) => (Object.hasOwn(words, key) ? words[key][0] : key ? capital(key) : 'Not known');

  const total = (counts) => counts.reduce((a, b) => a + b, 0);

  // How many open findings there are, and a bar of their severities as long as the largest is wide.
  function openBar(counts, most) {
    let at = 0;
    const parts = [4, 3, 2, 1, 0].filter((rank) => counts[rank] > 0).map((rank) => {
      const width = (counts[rank] / Math.max(1, most)) * 100;
      const part = svg('rect', { class: kSeverities[rank], x: at.toFixed(2), width: width.toFixed(2), height: 10 });
      at += width;
      return part;
    });
    const words = [4, 3, 2, 1, 0].filter((rank) => counts[rank] > 0).map((rank) => `${number(counts[rank])} ${kSeverities[rank]}`).join(', ');
    return [el('span', { class: 'amount', title: words || null }, number(total(counts)), el('span', { class: 'hidden' }, words && ` (${words})`)),
      svg('svg', { class: 'meter', viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, parts)];
  }

  // 0 is dim, so that what is not stands out.
  const amount = (count, kind) => el('span', { class: count > 0 ? `amount ${kind || ''}` : 'amount dim' }, number(count || 0));

  function when(time) {
    if (time === null || time === undefined) return el('span', { class: 'dim' }, '\u2013');
    return [el('span', {}, `${span(now() - time)} ago`), el('span', { class: 'sub' }, day(time))];
  }

  const until = (time) => (time < now() ? `${span(now() - time)} ago` : `in ${span(time - now())}`);

  return {
    kNobody, kSeverities, kStates, kOutcomes, kEnds, kVerdicts, capital, now, address, repositoryName, repositoryAddress, openFindings,
    link, quietLink, ownerName, ownerNode, worded, word, total, openBar, amount, when, until,
  };
})();
