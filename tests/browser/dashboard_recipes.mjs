// SPDX-License-Identifier: Apache-2.0
// Dashboards for the tests: of stores that tests/bench/bulk/make_store.py makes, written by the program.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const kMaker = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../bench/bulk/make_store.py');
export const kNow = '2026-11-30T09:00:00Z';
export const kPages = ['index', 'findings', 'repositories', 'owners', 'policies', 'credentials', 'exceptions', 'coverage', 'trends', 'repository'];

// `pages` is the folder of the dashboard, `told` what the program said.
function dashboard(keyhound, directory, name, words, options = []) {
  const store = `${directory}/${name}.db`;
  const pages = `${directory}/${name}`;
  execFileSync('python3', [kMaker, '--sqlite', store, ...words]);
  fs.rmSync(pages, { recursive: true, force: true });
  const told = execFileSync(keyhound, ['dashboard', '--store', store, '--now', kNow, '--output', pages, ...options], { encoding: 'utf8' });
  return { store, pages, told };
}

export const small = (keyhound, directory) => dashboard(keyhound, directory, 'small', ['--repositories', '60', '--findings', '400']);
export const crowd = (keyhound, directory) => dashboard(keyhound, directory, 'crowd', ['--repositories', '2000', '--findings', '20000']);
export const hostile = (keyhound, directory) => dashboard(keyhound, directory, 'hostile', ['--repositories', '60', '--findings', '400', '--hostile'], ['--title', '</title><script>alert(9)</script>']);
export const empty = (keyhound, directory) => dashboard(keyhound, directory, 'empty', ['--repositories', '0', '--findings', '0', '--runs', '0']);

// One value that SQL asks of the store.
export const ask = (made, sql) => Number(execFileSync('python3', ['-c', 'import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchone()[0])', made.store, sql], { encoding: 'utf8' }));
