// SPDX-License-Identifier: Apache-2.0
// charts.js: the figures on top, and charts whose bars filter the findings. Each bar is a button
// with its number as text, so that no chart has to be seen to be read.
'use strict';

const khCharts = (() => {
  const { el, byId, number, counted } = khDom;
  const kMostBars = 7;
  const updates = [];

  function tile(label, value, note, kind) {
    return el('div', { class: `tile ${kind || ''}` }, el('dt', {}, label),
      el('dd', {}, el('span', { class: 'value' }, value), note && el('span', { class: 'note' }, note)));
  }

  function rotationTile() {
    const { credentials, has_registry: hasRegistry } = khState.data;
    if (!hasRegistry) return null;
    const failed = credentials.filter((one) => one.rotation === 'fail').length;
    return tile('Rotation not met', number(failed), `of ${counted(credentials.length, 'credential', 'credentials')}`, failed > 0 ? 'bad' : 'good');
  }

  // Of all secrets that were found, as the other reports count them.
  function livenessTile() {
    const { liveness } = khState.data.scan;
    if (!liveness) return null;
    const rest = ['revoked', 'expired', 'indeterminate', 'unchecked'].filter((state) => liveness[state] > 0);
    return tile('Still active', number(liveness.active), rest.map((state) => `${number(liveness[state])} ${state}`).join(', '), liveness.active > 0 ? 'bad' : 'good');
  }

  function openNote(open) {
    const urgent = open.filter((one) => one.rank < 2).length;
    return urgent > 0 ? `${number(urgent)} critical or high` : 'none critical or high';
  }

  function figures() {
    const all = khState.findings;
    const open = all.filter((one) => one.status === 'Open');
    const isNew = open.filter((one) => one.baseline === 'new').length;
    const isCompared = all.some((one) => one.baseline);
    const placed = open.filter((one) => one.kind !== 'policy');  // a policy's place is the registry's line
    const current = placed.filter((one) => one.standing === 'current').length;
    const orphans = open.filter((one) => !one.owner).length;
    const accepted = all.filter((one) => one.status === 'Accepted').length;
    const waived = all.filter((one) => one.status === 'Waived').length;
    const tiles = [
      tile('Open findings', number(open.length), openNote(open), open.length > 0 ? 'lead' : 'lead good'),
      isCompared && tile('New', number(isNew), 'open, not in the base', isNew > 0 ? 'bad' : 'good'),
      tile('In the current tree', number(current), `${number(placed.length - current)} in history or other refs only`),
      tile('Without an owner', number(orphans), 'of the open ones', orphans > 0 ? 'bad' : 'good'),
      livenessTile(),
      rotationTile(),
      accepted > 0 && tile('Accepted', number(accepted), 'by a baseline'),
      waived > 0 && tile('Waived', number(waived), 'by an exception'),
    ];
    byId('figures').replaceChildren(...tiles.filter(Boolean));
  }

  function setWidth(node, share) {
    node.style.width = `${(share * 100).toFixed(2)}%`;
  }

  function bar(facet, code) {
    const fill = el('span', { class: `fill ${facet.key === 'severity' ? facet.values[code].toLowerCase() : ''}` });
    const count = el('span', { class: 'count' });
    const label = facet.values[code];
    const name = facet.key === 'severity' ? khDom.severityTag(label.toLowerCase()) : khDom.foreign(label, label === khState.kNobody ? 'nobody' : '');
    const button = el('button', { type: 'button', class: 'bar', onclick: () => khState.toggle(facet, code) },
      el('span', { class: 'label' }, name), count, el('span', { class: 'track', 'aria-hidden': 'true' }, fill));
    updates.push(() => {
      const most = Math.max(1, ...facet.totals);
      button.setAttribute('aria-pressed', facet.chosen.has(code));
      button.setAttribute('aria-label', `${label}: ${counted(facet.counts[code], 'finding', 'findings')}`);
      count.textContent = number(facet.counts[code]);
      setWidth(fill, facet.counts[code] / most);
    });
    return el('li', {}, button);
  }

  function bars(key) {
    const facet = khState.facet(key);
    const codes = facet.values.map((_, code) => code);
    const list = el('ul', { class: 'bars' }, codes.slice(0, kMostBars).map((code) => bar(facet, code)));
    const more = codes.length - kMostBars;
    return [list, more > 0 && el('p', { class: 'dim' }, `and ${number(more)} more, under the filters`)];
  }

  function stack() {
    const facet = khState.facet('severity');
    const parts = facet.values.map((name) => el('span', { class: `fill ${name.toLowerCase()}` }));
    updates.push(() => {
      const sum = Math.max(1, facet.counts.reduce((a, b) => a + b, 0));
      parts.forEach((part, code) => setWidth(part, facet.counts[code] / sum));
    });
    return el('div', { class: 'stack', 'aria-hidden': 'true' }, parts);
  }

  function update() {
    for (const one of updates) one();
  }

  function start() {
    figures();
    byId('by-severity').append(stack(), ...bars('severity').filter(Boolean));
    byId('by-owner').append(...bars('owner').filter(Boolean));
    byId('by-age').append(...bars('age').filter(Boolean));
    khState.onChange(update);
  }

  return { start };
})();
