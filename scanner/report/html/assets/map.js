// SPDX-License-Identifier: Apache-2.0
// map.js: which stored secret goes to which job, and which environment that job deploys to. The
// nodes are buttons in three lists; the lines between them are drawn behind. A table has the same.
'use strict';

const khMap = (() => {
  const { el, svg, byId, foreign, badge, counted, number } = khDom;
  const kMostSecrets = 40;
  const kMostRows = 2000;
  const nodes = new Map();  // key to {key, kind, button, links}
  const links = [];         // {from, to, path}
  let chosen = null;

  const secretKey = (ref) => `secret ${ref.store || ref.platform || ''} ${ref.repository || ''} ${ref.name}`;
  const jobKey = (ref) => `job ${ref.repository || ''} ${ref.path} ${ref.job || ''}`;
  const placeKey = (ref) => `environment ${ref.environment}`;

  function registry(ref) {
    if (ref.registered === true) return [badge('Registered', 'good'), el('span', { class: 'sub' }, foreign(ref.credential), ' \u00b7 ', ref.owner ? foreign(ref.owner) : 'owned by nobody')];
    if (ref.registered === false) return [badge('Not registered', 'bad')];
    return ref.resolution ? [badge('Known at run time only', 'warn')] : [];
  }

  function secretBody(ref) {
    return [el('span', { class: 'node-name' }, foreign(ref.name)),
      el('span', { class: 'sub' }, [ref.store || ref.platform, ref.kind !== 'secret' && ref.kind].filter(Boolean).join(' \u00b7 ')), registry(ref)];
  }

  function jobBody(ref) {
    return [el('span', { class: 'node-name' }, foreign(ref.job || 'Whole definition')), foreign(ref.path, 'sub'),
      ref.fork && badge('Started by forks', 'bad')];
  }

  function node(key, kind, body) {
    if (nodes.has(key)) return nodes.get(key);
    const one = { key, kind, links: [] };
    one.button = el('button', { type: 'button', class: `node ${kind}`, 'aria-pressed': 'false', onclick: () => choose(one) }, body);
    nodes.set(key, one);
    return one;
  }

  function link(from, to) {
    if (from.links.some((one) => one.to === to)) return;
    const one = { from, to, path: svg('path', { class: 'link' }) };
    from.links.push(one);
    to.links.push(one);
    links.push(one);
  }

  // References of the secrets that have a problem come first: unregistered, then used by forks.
  function urgency(refs) {
    if (refs.some((ref) => ref.registered === false)) return 0;
    return refs.some((ref) => ref.fork) ? 1 : 2;
  }

  function bySecret(references) {
    const groups = new Map();
    for (const ref of references) {
      const key = secretKey(ref);
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(ref);
    }
    return [...groups.values()].sort((a, b) => urgency(a) - urgency(b) || b.length - a.length || (a[0].name < b[0].name ? -1 : 1));
  }

  function build(groups) {
    for (const refs of groups.slice(0, kMostSecrets)) {
      const known = refs.find((ref) => ref.registered === false) || refs.find((ref) => ref.registered) || refs[0];
      const secret = node(secretKey(known), 'secret', secretBody(known));
      for (const ref of refs) {
        const job = node(jobKey(ref), 'job', jobBody(ref));
        link(secret, job);
        if (ref.environment) link(job, node(placeKey(ref), 'environment', el('span', { class: 'node-name' }, foreign(ref.environment))));
      }
    }
  }

  // From a secret on to its jobs and environments, from an environment back to both.
  function reach(start, forward) {
    const found = new Set([start]);
    const lines = new Set();
    const queue = [start];
    while (queue.length > 0) {
      const at = queue.shift();
      for (const one of at.links) {
        if (one[forward ? 'from' : 'to'] !== at) continue;
        const next = one[forward ? 'to' : 'from'];
        lines.add(one);
        if (!found.has(next)) { found.add(next); queue.push(next); }
      }
    }
    return { found, lines };
  }

  function mark() {
    const ahead = chosen && reach(chosen, true);
    const back = chosen && reach(chosen, false);
    const isOn = (thing, part) => !chosen || ahead[part].has(thing) || back[part].has(thing);
    for (const one of nodes.values()) {
      one.button.classList.toggle('faded', !isOn(one, 'found'));
      one.button.setAttribute('aria-pressed', one === chosen);
    }
    for (const one of links) {
      one.path.setAttribute('class', `link ${!isOn(one, 'lines') ? 'faded' : chosen ? 'on' : ''}`);
    }
    byId('map-note').textContent = chosen ? words(ahead, back) : '';
  }

  const namesOf = (set, kind) => [...set].filter((one) => one.kind === kind && one !== chosen)
    .map((one) => one.button.querySelector('.node-name').textContent);

  function words(ahead, back) {
    const parts = [['secrets', namesOf(back.found, 'secret')], ['jobs', [...namesOf(ahead.found, 'job'), ...namesOf(back.found, 'job')]],
      ['environments', namesOf(ahead.found, 'environment')]];
    const name = chosen.button.querySelector('.node-name').textContent;
    const told = parts.filter(([, names]) => names.length > 0).map(([kind, names]) => `${kind} ${names.join(', ')}`);
    return `${name} is connected with ${told.length > 0 ? told.join('; ') : 'nothing else'}.`;
  }

  function choose(one) {
    chosen = chosen === one ? null : one;
    mark();
  }

  function drawLinks() {
    const map = byId('map');
    const frame = map.getBoundingClientRect();
    const picture = byId('map-links');
    picture.setAttribute('width', frame.width);
    picture.setAttribute('height', frame.height);
    for (const one of links) {
      const a = one.from.button.getBoundingClientRect();
      const b = one.to.button.getBoundingClientRect();
      const x1 = a.right - frame.left;
      const x2 = b.left - frame.left;
      const y1 = a.top + a.height / 2 - frame.top;
      const y2 = b.top + b.height / 2 - frame.top;
      const bend = (x2 - x1) / 2;
      one.path.setAttribute('d', `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`);
    }
  }

  function column(id, kind, none) {
    const buttons = [...nodes.values()].filter((one) => one.kind === kind).map((one) => el('li', {}, one.button));
    byId(id).replaceChildren(...(buttons.length > 0 ? buttons : [el('li', { class: 'dim' }, none)]));
  }

  function asTable(references) {
    const rows = references.slice(0, kMostRows).map((ref) => [foreign(ref.name), registry(ref), foreign(ref.job || '\u2013'),
      foreign(ref.environment || '\u2013'), foreign(ref.place, 'path-text'), foreign(ref.triggers || '')]);
    const left = references.length - rows.length;
    return el('details', { id: 'map-table' }, el('summary', {}, `All ${counted(references.length, 'reference', 'references')} as a table`),
      khDom.table('References of pipelines to stored secrets',
        [['Secret'], ['Registry'], ['Job'], ['Environment'], ['Place'], ['Triggers']], rows),
      left > 0 && el('p', { class: 'dim' }, `and ${number(left)} more in the JSON report`));
  }

  // Arrow keys move within a list, and between the lists.
  function onKey(event) {
    const button = event.target.closest('button.node');
    if (!button || !event.key.startsWith('Arrow')) return;
    const list = [...button.closest('ul').querySelectorAll('button.node')];
    const at = list.indexOf(button);
    let next = null;
    if (event.key === 'ArrowDown') next = list[at + 1];
    if (event.key === 'ArrowUp') next = list[at - 1];
    const one = [...nodes.values()].find((each) => each.button === button);
    if (event.key === 'ArrowRight') next = one.links.find((each) => each.from === one)?.to.button;
    if (event.key === 'ArrowLeft') next = one.links.find((each) => each.to === one)?.from.button;
    event.preventDefault();
    if (next) next.focus();
  }

  function summary(groups) {
    const missing = groups.filter((refs) => urgency(refs) === 0).length;
    const judged = groups.some((refs) => refs.some((ref) => ref.registered !== undefined));
    const left = groups.length - kMostSecrets;
    return `${counted(groups.length, 'stored secret', 'stored secrets')} in use.` +
      (judged ? ` ${missing === 0 ? 'Each that was judged' : number(missing)} ${missing === 0 ? 'is in the registry' : missing === 1 ? 'is not in the registry' : 'are not in the registry'}.` : '') +
      (left > 0 ? ` The ${kMostSecrets} that matter most are drawn; the table has all.` : '');
  }

  function start() {
    const { references } = khState.data;
    if (!references || references.length === 0) {
      byId('map').hidden = true;
      byId('map-note').hidden = true;
      byId('map-summary').textContent = references ? 'No pipeline definition refers to a stored secret.' : 'Pipeline definitions were not read in this run.';
      return;
    }
    const groups = bySecret(references);
    build(groups);
    byId('map-summary').textContent = summary(groups);
    column('map-secrets', 'secret', 'none');
    column('map-jobs', 'job', 'none');
    column('map-environments', 'environment', 'No job names one');
    byId('map-links').append(...links.map((one) => one.path));
    byId('map').addEventListener('keydown', onKey);
    byId('pipelines').append(asTable(references));
    new ResizeObserver(drawLinks).observe(byId('map'));
    drawLinks();
  }

  return { start };
})();
