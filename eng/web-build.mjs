// Installs the console's packages where package-lock.json changed, and builds the console. One at a time: several builds may begin at once.
// Ends with 0 (built), 1 (the console does not build) or 3 (the packages cannot be had).
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const web = fileURLToPath(new URL('../web/', import.meta.url));
const lock = join(web, '.building');
const installed = join(web, 'node_modules', '.installed');
const built = join(web, 'dist', '.built');
const STALE_AFTER = 20_000;
const began = Date.now();

function stop(code, text) {
  if (text) console.log(text);
  process.exit(code);
}

const changed = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

function npm(...words) {
  const windows = process.platform === 'win32';
  const child = spawn(windows ? 'npm.cmd' : 'npm', words, { cwd: web, shell: windows, env: { ...process.env, NO_COLOR: '1', CI: '1' } });
  let said = '';
  child.stdout.on('data', (some) => (said += some));
  child.stderr.on('data', (some) => (said += some));
  return new Promise((resolve) => {
    child.on('error', (problem) => resolve({ good: false, said: problem.message }));
    child.on('close', (code) => resolve({ good: code === 0, said: said.trim().split('\n').slice(-25).join('\n') }));
  });
}

/** Waits for whoever builds already. Whoever holds the lock touches it, so that one left by a build that was killed is known by its age. */
async function takeLock() {
  for (;;) {
    try {
      closeSync(openSync(lock, 'wx'));
      break;
    } catch (problem) {
      if (problem.code !== 'EEXIST') throw problem;
      if (Date.now() - (changed(lock) || Date.now()) > STALE_AFTER) rmSync(lock, { force: true });
      else await pause(200);
    }
  }
  process.on('exit', () => rmSync(lock, { force: true }));
  setInterval(() => utimesSync(lock, new Date(), new Date()), 2000).unref();
}

if (Number(process.versions.node.split('.')[0]) < 20) stop(3, `Node ${process.versions.node} is too old; it should be 20 or newer.`);
await takeLock();
if (changed(built) > began) stop(0);

const wanted = createHash('sha256').update(readFileSync(join(web, 'package-lock.json'))).digest('hex');
if (!existsSync(installed) || readFileSync(installed, 'utf8') !== wanted) {
  const { good, said } = await npm('ci', '--no-audit', '--no-fund', '--prefer-offline', '--fetch-retries=1', '--loglevel=error');
  if (!good) stop(3, `its packages cannot be installed (npm ci in web/):\n${said}`);
  writeFileSync(installed, wanted);
}

const { good, said } = await npm('run', '--silent', 'build');
if (!good) stop(1, said);
writeFileSync(built, '');
