import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';

/** The package's own `args` are not used: `--single-process` crashes and they switch web security off. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Otherwise `navigator.webdriver` is true and the tag, rightly, counts nothing.
  '--disable-blink-features=AutomationControlled',
  // A headless one names itself so, and the Worker, rightly, does not count it.
  '--user-agent=Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36',
];

/** Starts a headless Chromium with the given extra options; the caller closes it. */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const folder = await unpackedChromium();
  return chromium.launch({
    headless: true,
    executablePath: join(folder, 'chromium'),
    env: { ...process.env, FONTCONFIG_FILE: join(folder, 'fonts.conf') },
    ...options,
    args: [...flags, ...(options.args ?? [])],
  });
}

let unpacked: Promise<string> | undefined;

/**
 * The folder with the unpacked binary, kept beside the installed packages and shared by all test processes. Each process
 * unpacks into a folder of its own and renames it into place, so that nobody ever starts a half-written file.
 */
function unpackedChromium(): Promise<string> {
  unpacked ??= unpackChromium();
  return unpacked;
}

async function unpackChromium(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const packageFolder = entry.slice(0, entry.lastIndexOf('build'));
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  const cache = join(dirname(dirname(dirname(packageFolder))), 'node_modules', '.cache');
  const target = join(cache, `chromium-${version}`);
  if (existsSync(join(target, 'chromium'))) return target;

  await mkdir(cache, { recursive: true });
  const staging = await mkdtemp(join(cache, 'unpacking-'));
  try {
    // A child of its own, because the package unpacks into the temporary folder of its process.
    const script = `import(${JSON.stringify(entry)}).then((chromium) => chromium.default.executablePath())`;
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, TMPDIR: staging },
    });
    await writeFile(join(staging, 'fonts.conf'), fontsConfiguration(join(target, 'fonts')));
    await rename(staging, target);
  } catch (error) {
    // Somebody else was faster: a folder that holds files is not replaced.
    if (!existsSync(join(target, 'chromium'))) throw error;
    await rm(staging, { recursive: true, force: true });
  }
  return target;
}

/** The packaged font and those of the system; the package's own file points at folders of another platform. */
function fontsConfiguration(folder: string): string {
  const folders = [folder, '/usr/share/fonts', '/usr/local/share/fonts'];
  const lines = folders.map((path) => `  <dir>${path}</dir>`);
  return [
    '<?xml version="1.0"?>',
    '<fontconfig>',
    ...lines,
    '  <cachedir prefix="xdg">fontconfig</cachedir>',
    '</fontconfig>',
    '',
  ].join('\n');
}
