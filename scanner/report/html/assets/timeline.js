// SPDX-License-Identifier: Apache-2.0
// timeline.js: when the shown findings were introduced, how many could be read at the time, and
// which stood there longest. Times are those of commits: whatever their authors wrote.
'use strict';

const khTimeline = (() => {
  const { el, svg, byId, day, span, number, counted, kDay } = khDom;
  const kHeight = 236;
  const kLeft = 44;
  const kTop = 14;
  const kMiddle = 100;   // where the bars stand
  const kBottom = 208;   // where the area stands
  const kMostBuckets = 60;
  const kLanes = 10;
  const kSteps = [[kDay, 'day'], [7 * kDay, 'week'], [30 * kDay, '30 days'], [91 * kDay, 'quarter'], [365 * kDay, 'year'], [3650 * kDay, '10 years'], [36500 * kDay, 'century']];

  function bucketsOf(findings) {
    const times = findings.map((one) => one.introduced);
    const start = Math.min(...times);
    const end = Math.max(khState.data.now, ...times);
    const [step, name] = kSteps.find(([length]) => (end - start) / length < kMostBuckets) || kSteps[kSteps.length - 1];
    const count = Math.min(200, Math.floor((end - start) / step) + 1);
    const introduced = new Array(count).fill(0);
    const standing = new Array(count).fill(0);
    const at = (time) => Math.max(0, Math.min(count - 1, Math.floor((time - start) / step)));
    for (const one of findings) {
      introduced[at(one.introduced)] += 1;
      standing[at(one.introduced)] += 1;
      // Counted to the end of the bucket in which it was removed.
      if (one.removed !== undefined && at(one.removed) + 1 < count) standing[at(one.removed) + 1] -= 1;
    }
    for (let i = 1; i < count; i += 1) standing[i] += standing[i - 1];
    return { start, end, step, name, introduced, standing };
  }

  const label = (x, y, text, anchor) =>
    svg('text', { class: 'label', x, y, 'text-anchor': anchor || 'start' }, text);

  function bars(buckets, x, width) {
    const most = Math.max(1, ...buckets.introduced);
    const thick = Math.max(1.5, Math.min(28, width * 0.72));
    return buckets.introduced.map((count, i) => {
      if (count === 0) return null;
      const height = Math.max(2, (count / most) * (kMiddle - kTop - 14));
      const from = day(buckets.start + i * buckets.step);
      return svg('rect', { class: 'introduced', x: x(i) + (width - thick) / 2, y: kMiddle - height, width: thick, height, rx: 1.5 },
        svg('title', {}, `${from}: ${number(count)} introduced`));
    });
  }

  function area(buckets, x, right) {
    const most = Math.max(1, ...buckets.standing);
    const y = (count) => kBottom - (count / most) * (kBottom - kMiddle - 46);
    let line = `M${x(0).toFixed(1)} ${y(buckets.standing[0]).toFixed(1)}`;
    for (let i = 1; i < buckets.standing.length; i += 1)
      line += `H${x(i).toFixed(1)}V${y(buckets.standing[i]).toFixed(1)}`;
    line += `H${right}`;
    return [svg('path', { class: 'standing', d: `${line}V${kBottom}H${x(0).toFixed(1)}Z` }),
      svg('path', { class: 'standing-line', d: line })];
  }

  function describe(buckets, findings) {
    const peak = Math.max(...buckets.standing);
    const now = buckets.standing[buckets.standing.length - 1];
    return `${counted(findings.length, 'finding', 'findings')} introduced from ${day(buckets.start)} to ${day(Math.max(...findings.map((one) => one.introduced)))}. ` +
      `At most ${number(peak)} stood at the same time; ${number(now)} still do.`;
  }

  function chart(findings, width) {
    const buckets = bucketsOf(findings);
    const right = width - 8;
    const each = (right - kLeft) / buckets.introduced.length;
    const x = (i) => kLeft + i * each;
    const text = describe(buckets, findings);
    const picture = svg('svg', { role: 'img', 'aria-label': text, width, height: kHeight, viewBox: `0 0 ${width} ${kHeight}` },
      svg('line', { class: 'axis', x1: kLeft, y1: kMiddle, x2: right, y2: kMiddle }),
      svg('line', { class: 'axis', x1: kLeft, y1: kBottom, x2: right, y2: kBottom }),
      label(0, 12, `Introduced per ${buckets.name}`), label(0, kMiddle + 30, 'Exposed at the time'),
      label(kLeft - 8, kTop + 20, number(Math.max(...buckets.introduced)), 'end'), label(kLeft - 8, kMiddle, '0', 'end'),
      label(kLeft - 8, kMiddle + 52, number(Math.max(...buckets.standing)), 'end'), label(kLeft - 8, kBottom, '0', 'end'),
      bars(buckets, x, each), area(buckets, x, right),
      label(kLeft, kHeight - 8, day(buckets.start)), label(right, kHeight - 8, day(buckets.end), 'end'));
    return { picture, text, buckets };
  }

  function numbersTable(buckets) {
    const rows = buckets.introduced
      .map((count, i) => [day(buckets.start + i * buckets.step), number(count), number(buckets.standing[i])])
      .filter((_, i) => buckets.introduced[i] > 0 || buckets.standing[i] !== buckets.standing[i - 1]);
    return el('details', {}, el('summary', {}, 'These numbers as a table'),
      khDom.table(`Findings per ${buckets.name}`, [['From'], ['Introduced', 'n'], ['Exposed', 'n']], rows));
  }

  const lengthOf = (finding) => (finding.removed ?? khState.data.now) - finding.introduced;

  function lane(finding, start, end) {
    const range = Math.max(1, end - start);
    const until = finding.removed ?? khState.data.now;
    const piece = el('span', { class: `piece ${finding.severity} ${finding.removed === undefined ? 'ongoing' : ''}` });
    piece.style.left = `${(((finding.introduced - start) / range) * 100).toFixed(2)}%`;
    piece.style.width = `${(Math.max(0, (until - finding.introduced) / range) * 100).toFixed(2)}%`;
    const state = finding.removed === undefined ? 'still exposed' : `removed ${day(finding.removed)}`;
    return el('li', {}, el('button', { type: 'button', class: 'lane', 'aria-haspopup': 'dialog', onclick: () => khDetail.show(finding) },
      el('span', { class: 'lane-name' }, khDom.foreign(finding.title), khDom.foreign(finding.places[0].text, 'sub')),
      el('span', { class: 'lane-track', 'aria-hidden': 'true' }, piece),
      el('span', { class: 'lane-length' }, span(lengthOf(finding)), el('span', { class: 'sub' }, state))));
  }

  function lanes(findings, buckets) {
    const longest = findings.slice().sort((a, b) => lengthOf(b) - lengthOf(a) || a.index - b.index).slice(0, kLanes);
    return [el('h3', {}, 'Longest exposures'),
      el('ol', { class: 'lanes' }, longest.map((one) => lane(one, buckets.start, buckets.end)))];
  }

  let drawnWidth = 0;

  function draw() {
    const box = byId('timeline-box');
    drawnWidth = box.clientWidth;
    const findings = khState.shown().filter((one) => one.introduced !== undefined);
    const without = khState.shown().length - findings.length;
    if (findings.length === 0) {
      box.replaceChildren(el('p', { class: 'empty' }, 'None of the findings shown is in a commit, so nothing is known about when they came.'));
      return;
    }
    const { picture, text, buckets } = chart(findings, Math.max(280, drawnWidth));
    const note = without > 0 ? ` ${counted(without, 'finding is', 'findings are')} in no commit and not drawn.` : '';
    box.replaceChildren(el('p', { class: 'dim' }, text, note), el('div', { class: 'chart' }, picture), numbersTable(buckets), ...lanes(findings, buckets));
  }

  // Not within the change itself: the table comes first.
  let isAsked = false;
  function ask() {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => setTimeout(() => { isAsked = false; draw(); }, 0));
  }

  function start() {
    khState.onChange(ask);
    new ResizeObserver(() => { if (byId('timeline-box').clientWidth !== drawnWidth) ask(); }).observe(byId('timeline-box'));
  }

  return { start };
})();
