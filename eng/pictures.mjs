// Makes the pictures of the ready workflows anew, as the designer draws them: docs/images/workflows, one of each file in workflows/.
//
//   node eng/pictures.mjs                     all of them
//   node eng/pictures.mjs approval interview  some
//
// Needs Chromium, ffmpeg, and the browser tests built (dotnet build tests/Host.Browser.Tests): the host and the driver of the browser are theirs.

import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const built = process.env.BUILT ?? join(root, 'tests/Host.Browser.Tests/bin/Debug/net10.0');
const pictures = join(root, 'docs/images/workflows');
const margin = 24;

// The widest workflow fits into it as large as the designer draws; lines are darker than there, because pages show pictures smaller.
const viewport = { width: 4400, height: 1500 };
const style = '.x6-graph svg { overflow: visible !important; } .x6-edge path:last-of-type { stroke: #8a8f98 !important; } .x6-graph-background, .x6-graph { background: #fff !important; }';

const data = mkdtempSync(join(tmpdir(), 'pictures-'));
const host = spawn('dotnet', [join(built, 'transcribe-workflows.dll'), '--data', data, '--urls', 'http://127.0.0.1:0', '--workflows', join(root, 'workflows')]);
try {
  const { address, password } = await started();
  const { chromium } = createRequire(import.meta.url)(join(built, '.playwright/package'));
  const browser = await chromium.launch({ executablePath: execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim(), args: ['--no-sandbox', '--disable-gpu'] });
  const page = await browser.newPage({ viewport, colorScheme: 'light' });
  page.setDefaultTimeout(120_000);
  await page.goto(`${address}sign-in`);
  await page.getByLabel('Name').fill('admin');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('.tiles').waitFor();

  mkdirSync(pictures, { recursive: true });
  const wanted = process.argv.slice(2);
  for (const file of readdirSync(join(root, 'workflows')).filter(name => wanted.length === 0 || wanted.includes(name.replace('.json', '')))) await take(page, address, file);
  await browser.close();
} finally {
  host.kill();
  rmSync(data, { recursive: true, force: true });
}

// The host says where it listens, and the password of its administrator.
function started() {
  return new Promise((resolve, reject) => {
    let said = '';
    host.stdout.on('data', text => {
      said += text;
      const [address, password] = [/listens on (\S+)/.exec(said)?.[1], /with the password (\S+)/.exec(said)?.[1]];
      if (address && password) resolve({ address: address.endsWith('/') ? address : `${address}/`, password });
    });
    host.on('exit', code => reject(new Error(`The host ended (${code}): ${said}`)));
  });
}

async function take(page, address, file) {
  const workflow = JSON.parse(readFileSync(join(root, 'workflows', file)));
  await page.goto(`${address}studio/workflows/definitions/${workflow.definitionId}/edit`);
  const drawn = ['.x6-node', '.x6-edge', '.x6-port-label'].map(part => page.locator('.x6-graph').first().locator(part));
  await page.waitForFunction(([nodes, edges]) => document.querySelectorAll('.x6-node').length >= nodes && document.querySelectorAll('.x6-edge').length >= edges,
    [workflow.root.activities.length, workflow.root.connections.length]);
  await page.addStyleTag({ content: style });

  // The designer's first button shows all activities; they move while it does.
  await page.locator('.mud-tooltip-root button.mud-icon-button:visible').first().click();
  await page.evaluate(alone);
  const clip = await settled(async () => around((await Promise.all(drawn.map(boxes))).flat()));

  const raw = join(data, file.replace('.json', '.png'));
  await page.screenshot({ path: raw, clip });
  const picture = join(pictures, file.replace('.json', '.png'));
  execFileSync('ffmpeg', ['-loglevel', 'error', '-y', '-i', raw, '-vf', 'split[a][b];[a]palettegen=max_colors=64[p];[b][p]paletteuse=dither=none', picture]);
  console.log(`${file}: ${Math.round(clip.width)} × ${Math.round(clip.height)}`);
}

// Leaves nothing on the page but the drawing, which may then reach over the edges of its place: the designer's button does not count the names of outcomes.
function alone() {
  for (let one = document.querySelector('.x6-graph'); one !== document.body; one = one.parentElement) {
    one.style.overflow = 'visible';
    for (const other of one.parentElement.children) if (other !== one) other.style.visibility = 'hidden';
  }
}

async function boxes(locator) {
  return (await Promise.all((await locator.all()).map(one => one.boundingBox()))).filter(Boolean);
}

function around(all) {
  const [left, top] = [Math.min(...all.map(box => box.x)), Math.min(...all.map(box => box.y))];
  const [right, bottom] = [Math.max(...all.map(box => box.x + box.width)), Math.max(...all.map(box => box.y + box.height))];
  return { x: left - margin, y: top - margin, width: right - left + 2 * margin, height: bottom - top + 2 * margin };
}

// What it measures, once it has measured the same three times.
async function settled(measure) {
  for (let [last, same] = ['', 0]; ;) {
    const value = await measure();
    same = JSON.stringify(value) === last ? same + 1 : 0;
    if (same === 3) return value;
    last = JSON.stringify(value);
    await new Promise(resolve => { setTimeout(resolve, 200); });
  }
}
