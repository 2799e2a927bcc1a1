// SPDX-License-Identifier: Apache-2.0
// data.js: the rows that files of data hand over, and loading more of them when they are needed. A
// page that was opened from a file system may load scripts and nothing else; which ones, a policy
// decides that knows the folder of this dashboard only.
'use strict';

const khData = (() => {
  const kFile = /^files-[0-9a-f]{16}\/[a-z]+-\d+\.js$/;
  const folder = document.documentElement.dataset.files;
  const lists = new Map();    // list to its parts, each a list of rows
  const waiting = new Map();  // "details-3" to what is called when it is there
  let names = null;

  function checked(address) {
    if (!kFile.test(address)) throw new TypeError('this is no data of the dashboard');
    return address;
  }
  const addresses = window.trustedTypes
    ? window.trustedTypes.createPolicy('keyhound-data', { createScriptURL: checked }) : { createScriptURL: checked };

  // Called by files of data: each row is a list of values in the order of `columns`.
  function rows(list, part, columns, values) {
    const objects = values.map((row) => {
      const object = {};
      for (let i = 0; i < columns.length; i += 1) object[columns[i]] = row[i];
      return object;
    });
    if (!lists.has(list)) lists.set(list, []);
    lists.get(list)[part] = objects;
    for (const done of waiting.get(`${list}-${part}`) || []) done();
    waiting.delete(`${list}-${part}`);
  }

  const partOf = (list, part) => (lists.get(list) || [])[part];

  // Calls `done` once the part is there.
  function load(list, part, done) {
    const name = `${list}-${part}`;
    if (partOf(list, part)) return done();
    if (waiting.has(name)) return waiting.get(name).push(done);
    waiting.set(name, [done]);
    const script = document.createElement('script');
    script.src = addresses.createScriptURL(`${folder}/${name}.js`);
    document.head.append(script);
    return undefined;
  }

  // Rows from `first` on, of parts of `size` rows; `done` gets them once all are there.
  function range(list, size, first, count, done) {
    if (count === 0) return done([]);
    const from = Math.floor(first / size);
    const to = Math.floor((first + count - 1) / size);
    let left = to - from + 1;
    const one = () => {
      left -= 1;
      if (left > 0) return;
      const all = [];
      for (let part = from; part <= to; part += 1) all.push(...partOf(list, part));
      done(all.slice(first - from * size, first - from * size + count));
    };
    for (let part = from; part <= to; part += 1) load(list, part, one);
    return undefined;
  }

  // What numbers of all lists mean: rules, repositories, owners, policies.
  function setNames(given) {
    names = given;
  }

  return { rows, setNames, load, range, partOf, all: (list) => (lists.get(list) || []).flat(), names: () => names };
})();
