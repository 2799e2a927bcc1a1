// SPDX-License-Identifier: Apache-2.0
// What the reports are made of: git repositories by recipes, with tokens that are made at run time
// so that none stands in a file of keyhound. Each recipe scans what it made with the program.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const kNow = '2026-11-23T09:00:00Z';
const kDay = 86400;
const kStart = Date.UTC(2025, 8, 1) / 1000;  // of the histories
const kLetters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

let seed = 20261123;
function random(below) {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 4294967296) * below);
}
const text = (length, letters = kLetters) => Array.from({ length }, () => letters[random(letters.length)]).join('');

const tokens = {
  gitlab: () => `glpat-${text(20)}`,
  stripe: () => `sk_live_${text(24)}`,
  slack: () => `xoxb-${text(12, '123456789')}-${text(13, '123456789')}-${text(24)}`,
  google: () => `AIza${text(35)}`,
  sendgrid: () => `SG.${text(22)}.${text(43)}`,
};

class Repository {
  constructor(directory) {
    this.directory = directory;
    fs.rmSync(directory, { recursive: true, force: true });
    fs.mkdirSync(directory, { recursive: true });
    this.git('init', '-q', '-b', 'main');
    this.git('config', 'gc.auto', '0');
  }

  git(...words) {
    const environment = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_NAME: this.author || 'Ana Example', GIT_AUTHOR_EMAIL: 'ana@acme.example',
      GIT_COMMITTER_NAME: 'Ana Example', GIT_COMMITTER_EMAIL: 'ana@acme.example',
      GIT_AUTHOR_DATE: `${this.time || kStart} +0000`, GIT_COMMITTER_DATE: `${this.time || kStart} +0000` };
    return execFileSync('git', words, { cwd: this.directory, env: environment, encoding: 'utf8' });
  }

  write(name, content) {
    const file = path.join(this.directory, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
  }

  // Commits everything, so many days after the start of the history.
  commit(day, message) {
    this.time = kStart + day * kDay;
    this.git('add', '-A');
    this.git('commit', '-q', '--no-gpg-sign', '-m', message);
  }
}

// Scans and writes the page and the JSON report of the same run.
function report(keyhound, directory, name, words) {
  const files = { html: `${directory}/${name}.html`, json: `${directory}/${name}.json` };
  const run = spawnSync(keyhound, ['scan', ...words, '--no-progress', '--now', kNow, '--output', `html=${files.html}`,
    '--output', `json=${files.json}`], { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'], env: { PATH: process.env.PATH, HOME: directory } });
  if (![0, 1, 3].includes(run.status)) throw new Error(`keyhound failed on ${name}: ${run.status} ${run.stderr}`);
  return { ...files, report: JSON.parse(fs.readFileSync(files.json, 'utf8')) };
}

const kWorkflow = `name: deploy
on:
  push: {branches: [main]}
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: make test
        env:
          SENTRY_DSN: \${{ secrets.SENTRY_DSN }}
  staging:
    runs-on: ubuntu-latest
    environment: staging
    steps:
      - run: ./deploy.sh
        env:
          AWS_DEPLOY_KEY: \${{ secrets.AWS_DEPLOY_KEY }}
          STRIPE_KEY: \${{ secrets.STRIPE_KEY }}
  production:
    runs-on: ubuntu-latest
    environment: production
    steps:
      - run: ./deploy.sh
        env:
          AWS_DEPLOY_KEY: \${{ secrets.AWS_DEPLOY_KEY }}
          STRIPE_KEY: \${{ secrets.STRIPE_KEY }}
          SLACK_TOKEN: \${{ secrets.SLACK_TOKEN }}
`;
const kReview = `name: review
on: [pull_request_target]
jobs:
  lint:
    runs-on: ubuntu-latest
    steps:
      - run: echo "\${{ secrets.NPM_TOKEN }}" | npm-login
      - run: make lint
        env:
          SENTRY_DSN: \${{ secrets.SENTRY_DSN }}
`;

const entry = (id, title, locator, owner, last, refs = '') => `  - id: ${id}
    title: ${title}
    kind: api-key
    identity:
      locators: [{path: "${locator}"}]
${refs && `      secret_refs: ["${refs}"]\n`}    owner: {accountable: "${owner}", accepted: 2025-10-01}
    lifecycle: {created: 2025-09-01${last && `, last_rotated: {at: ${last}, source: vault}`}, rotation: {period: P90D}}
    review: {period: P180D, last: 2026-08-01}
`;

const kRegistry = `apiVersion: keyhound.dev/v1
kind: CredentialRegistry
defaults: {environment: prod}
parties:
  - {id: "group:payments", type: team, contact: pay@acme.example}
  - {id: "group:platform", type: team, contact: platform@acme.example}
  - {id: "group:web", type: team, contact: web@acme.example}
  - {id: "user:ana", type: human}
  - {id: "user:ciso", type: human}
credentials:
${entry('pay-stripe-live', 'Charges cards', 'config/stripe.env', 'group:payments', '2026-01-11T08:00:00Z', 'github:acme/pay:STRIPE_KEY')}${
  entry('pay-database', 'The database of payments', 'config/database.yml', 'group:payments', '2026-10-02T08:00:00Z')}${
  entry('pay-aws-deploy', 'Deploys to production', 'deploy/prod.env', 'group:platform', '2026-06-01T08:00:00Z', 'github:acme/pay:AWS_DEPLOY_KEY')}${
  entry('pay-slack-alerts', 'Tells of failures', 'scripts/notify.sh', 'group:platform', '2026-11-01T08:00:00Z', 'github:acme/pay:SLACK_TOKEN')}${
  entry('pay-mirror', 'Mirrors the repository', 'scripts/mirror.sh', 'user:ana', '')}${
  entry('web-maps', 'Shows maps', 'src/map.js', 'group:web', '2026-09-30T08:00:00Z')}exceptions:
  - id: EXC-2026-014
    applies_to: {credential: pay-aws-deploy, policies: [ROT1001]}
    reason: vendor change freeze
    type: fix-deferred
    risk_owner: "group:platform"
    approver: "user:ciso"
    requested_by: "user:ana"
    ticket: SEC-140
    granted: 2026-11-10
    expires: 2026-12-10
`;

// A service with some years of habits, its pipelines and its registry.
export function organisation(keyhound, directory) {
  const repo = new Repository(`${directory}/organisation`);
  repo.write('src/charge.js', 'export function charge(card) { return card.pay(); }\n');
  repo.commit(0, 'Begin');
  repo.write('config/stripe.env', `STRIPE_KEY=${tokens.stripe()}\n`);
  repo.commit(12, 'Charge cards');
  repo.write('config/database.yml', `url: postgres://pay:${text(22)}@db.acme.internal/pay\n`);
  repo.write('config/mail.env', `SENDGRID=${tokens.sendgrid()}\n`);
  repo.commit(47, 'Keep payments and send receipts');
  repo.author = 'Ben Example';
  repo.write('deploy/prod.env', `GITLAB_TOKEN=${tokens.gitlab()}\n`);
  repo.commit(110, 'Deploy to production');
  repo.write('scripts/notify.sh', `SLACK_TOKEN=${tokens.slack()}\n`);
  repo.write('src/map.js', `const mapsKey = "${tokens.google()}";\n`);
  repo.commit(190, 'Tell of failures, show a map');
  fs.rmSync(path.join(repo.directory, 'config/mail.env'));
  repo.commit(221, 'Take the mail key out');
  repo.author = 'Chidi Example';
  for (let i = 0; i < 9; i += 1) repo.write(`services/s${i}/settings.env`, `TOKEN=${tokens[['gitlab', 'slack', 'stripe'][i % 3]]()}\n`);
  repo.commit(300, 'Split the monolith');
  for (let i = 0; i < 3; i += 1) fs.rmSync(path.join(repo.directory, `services/s${i}`), { recursive: true });
  repo.commit(362, 'Remove what nobody used');
  repo.write('scripts/mirror.sh', `GITLAB_TOKEN=${tokens.gitlab()}\n`);
  repo.write('.github/workflows/deploy.yml', kWorkflow);
  repo.write('.github/workflows/review.yml', kReview);
  repo.commit(440, 'Deploy by GitHub Actions');
  fs.writeFileSync(`${directory}/owners.yaml`, kRegistry);
  return report(keyhound, directory, 'organisation-report', [repo.directory, '--registry', `${directory}/owners.yaml`, '--repository', 'acme/pay']);
}

// 10,000 secrets in the files of a history of 100 commits.
export function crowd(keyhound, directory) {
  const repo = new Repository(`${directory}/crowd`);
  for (let commit = 0; commit < 100; commit += 1) {
    const lines = Array.from({ length: 100 }, () => `TOKEN=${tokens[['gitlab', 'stripe', 'gitlab', 'google'][random(4)]]()}`);
    repo.author = ['Ana', 'Ben', 'Chidi', 'Dora'][commit % 4];
    repo.write(`services/team-${commit % 7}/module-${commit}/settings.env`, `${lines.join('\n')}\n`);
    repo.commit(commit * 4, `Add module ${commit}`);
  }
  const credentials = [0, 1, 2, 3, 4].map((i) => entry(`team-${i}-tokens`, `Tokens of team ${i}`, `services/team-${i}/**`, `group:team-${i}`, `2026-0${i + 4}-01T08:00:00Z`));
  fs.writeFileSync(`${directory}/crowd-owners.yaml`, `apiVersion: keyhound.dev/v1\nkind: CredentialRegistry\ndefaults: {environment: prod}\nparties:\n${
    [0, 1, 2, 3, 4].map((i) => `  - {id: "group:team-${i}", type: team, contact: team@acme.example}\n`).join('')}credentials:\n${credentials.join('')}`);
  return report(keyhound, directory, 'crowd-report', [repo.directory, '--registry', `${directory}/crowd-owners.yaml`]);
}

// Names that attack the reader of a page.
export function hostile(keyhound, directory) {
  const repo = new Repository(`${directory}/hostile`);
  repo.author = 'Eve \u202e"\'&amp; onmouseover=alert(1)';
  for (const name of ['<img src=x onerror=alert(1)>.env', 'a<', '</script><script>alert(2)</script>/b.env', '<!--<script>.env', '"><svg onload=alert(3)>.env', 'c\u202egpj.env', 'd\u200b\ue000\x1b[2J.env']) {
    repo.write(name, `TOKEN=${tokens.gitlab()}\n`);
  }
  repo.commit(3, '</script><script>alert(4)</script>');
  return report(keyhound, directory, 'hostile-report', [repo.directory, '--repository', '<b>acme</b>/"pay"']);
}

export function clean(keyhound, directory) {
  const repo = new Repository(`${directory}/clean`);
  repo.write('src/main.c', 'int main(void) { return 0; }\n');
  repo.commit(1, 'Begin');
  return report(keyhound, directory, 'clean-report', [repo.directory, '--repository', 'acme/empty']);
}

// A repository that lost an object: what was in it is not known.
export function damaged(keyhound, directory) {
  const repo = new Repository(`${directory}/damaged`);
  repo.write('src/main.c', 'int main(void) { return 0; }\n');
  repo.write('config.env', 'NAME=value\n');
  repo.commit(1, 'Begin');
  const blob = repo.git('rev-parse', 'HEAD:config.env').trim();
  const file = path.join(repo.directory, '.git/objects', blob.slice(0, 2), blob.slice(2));
  fs.rmSync(file, { force: true });
  fs.rmSync(path.join(repo.directory, 'config.env'));
  return report(keyhound, directory, 'damaged-report', [repo.directory, '--repository', 'acme/damaged']);
}

// The page `from` with data that `change` changes: for states that need several runs. The data is
// not under the page's hashes.
export function changed(from, to, change) {
  const page = fs.readFileSync(from, 'utf8');
  const start = page.indexOf('id="data">') + 'id="data">'.length;
  const end = page.indexOf('</script>', start);
  const data = JSON.parse(page.slice(start, end));
  change(data);
  fs.writeFileSync(to, page.slice(0, start) + JSON.stringify(data).replace(/</g, '\\u003c') + page.slice(end));
  return data;
}
