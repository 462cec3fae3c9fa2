import { readdirSync, readFileSync } from 'node:fs';
import { test as base, type Page } from '@playwright/test';
import { expect, test } from './desk.js';

const PAGES = ['/desk/', '/desk/live/'] as const;

/** Notes from the first moment on what the browser's policy was asked to forbid. */
async function watchPolicy(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const reports: string[] = [];
    Object.assign(window, { reports });
    document.addEventListener('securitypolicyviolation', (report) => {
      const { effectiveDirective, blockedURI, sample, sourceFile } = report;
      reports.push([effectiveDirective, blockedURI, sample, sourceFile].join(' '));
    });
  });
}

function readReports(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => (window as unknown as { reports: readonly string[] }).reports);
}

test('where the browser does not copy, the text is handed out in a dialog, within the policy', async ({
  page,
  desk,
}) => {
  await watchPolicy(page);
  await page.addInitScript(() =>
    Object.defineProperty(navigator, 'clipboard', { value: undefined }),
  );
  await page.reload();
  await desk.isOpen();
  await desk.openTab('Code');
  await page.getByRole('button', { name: 'Copy code' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'This browser did not let the page copy' });
  await expect(dialog.getByRole('textbox')).toHaveValue(/await transfer\(\{/);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toHaveCount(0);
  expect(await readReports(page)).toEqual([]);
});

for (const path of PAGES) {
  base(`nothing becomes a script on ${path} that the page did not bring`, async ({ page }) => {
    await watchPolicy(page);
    await page.goto(path);
    await expect(page.getByRole('heading', { name: 'daily-transfer' })).toBeVisible();
    const outcomes = await page.evaluate(() => {
      const attempts: Readonly<Record<string, () => unknown>> = {
        'script.src': () => (document.createElement('script').src = 'https://evil.example/x.js'),
        'script of a data: address': () =>
          (document.createElement('script').src = 'data:text/javascript,1'),
        'script.text': () => (document.createElement('script').text = 'window.hacked = 1'),
        innerHTML: () => (document.body.innerHTML = '<b>x</b>'),
        outerHTML: () => (document.body.outerHTML = '<b>x</b>'),
        insertAdjacentHTML: () => document.body.insertAdjacentHTML('beforeend', '<b>x</b>'),
        'document.write': () => document.write('<b>x</b>'),
        DOMParser: () => new DOMParser().parseFromString('<b>x</b>', 'text/html'),
        srcdoc: () => (document.createElement('iframe').srcdoc = '<b>x</b>'),
        'an event handler': () =>
          document.createElement('b').setAttribute('onclick', 'window.hacked = 1'),
        'a policy of its own': () =>
          (
            window as unknown as {
              trustedTypes: { createPolicy(name: string, rules: object): unknown };
            }
          ).trustedTypes.createPolicy('mine', {}),
        'a second default policy': () =>
          (
            window as unknown as {
              trustedTypes: { createPolicy(name: string, rules: object): unknown };
            }
          ).trustedTypes.createPolicy('default', {}),
      };
      const outcome: Record<string, string> = {};
      for (const [name, attempt] of Object.entries(attempts)) {
        try {
          attempt();
          outcome[name] = 'went through';
        } catch (error) {
          outcome[name] = (error as Error).name;
        }
      }
      const inline = document.createElement('style');
      inline.textContent = 'body { display: none }';
      const frame = Object.assign(document.createElement('iframe'), {
        src: 'https://evil.example/',
      });
      document.head.append(inline);
      document.body.append(frame);
      return outcome;
    });
    expect(Object.entries(outcomes).filter(([, end]) => end !== 'TypeError')).toEqual([]);
    const readDirectives = async () =>
      new Set((await readReports(page)).map((report) => report.split(' ')[0]));
    await expect
      .poll(readDirectives)
      .toEqual(
        new Set(['require-trusted-types-for', 'trusted-types', 'style-src-elem', 'frame-src']),
      );
    const says = await page.evaluate(() => ({
      display: getComputedStyle(document.body).display,
      hacked: (window as { hacked?: unknown }).hacked,
    }));
    expect(says).toEqual({ display: 'block', hacked: undefined });
  });

  base(`${path} as it is served holds no script and no style of its own`, async ({ request }) => {
    const html = await (await request.get(path)).text();
    const [policy, ...others] = html.match(/<meta\s+http-equiv="Content-Security-Policy"/g) ?? [];
    expect(policy).toBeDefined();
    expect(others).toEqual([]);
    expect(html.indexOf(policy ?? '')).toBeLessThan(html.search(/<(script|link|style)\b/));
    expect(html.match(/<script(?![^>]*\ssrc=)[^>]*>/g)).toBeNull();
    expect(html.match(/<script[^>]*>[^<]+<\/script>/g)).toBeNull();
    expect(html.match(/<style|\sstyle=|\son\w+=|javascript:/gi)).toBeNull();
    expect(html).not.toContain('unsafe-');
  });
}

/** As daily-js writes them in its bundle, for the version that is installed. */
function findCallMachines(): readonly string[] {
  const folder = new URL('../node_modules/@daily-co/daily-js/', import.meta.url);
  const { version } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8')) as {
    version: string;
  };
  return ['daily.co', 'dailywebrtc.com', 'dailywebrtc.net'].map(
    (domain) =>
      `https://c.${domain}/call-machine/versioned/${version}/static/call-machine-object-bundle.js`,
  );
}

base('a real room lets in the call machine of Daily, and no other address', async ({ page }) => {
  await page.goto('/desk/live/');
  await expect(page.getByRole('heading', { name: 'daily-transfer' })).toBeVisible();
  const machines = findCallMachines();
  const [machine = ''] = machines;
  const bundle = 'static/call-machine-object-bundle.js';
  const others = [
    machine.replace('https:', 'http:'),
    machine.replace('c.daily.co', 'c.daily.co.evil.example'),
    machine.replace('c.daily.co', 'c.daily.co@evil.example'),
    machine.replace('c.daily.co', 'evil.example'),
    machine.replace('c.daily.co', 'c.daily.co:8443'),
    machine.replace('/versioned/', '/'),
    machine.replace(/\d+\.\d+\.\d+/, '0.1.0'),
    machine.replace(bundle, `../../evil/${bundle}`),
    machine.replace(bundle, `..%2f..%2fevil/${bundle}`),
    machine.replace(bundle, `x/${bundle}`),
    `${machine}?callback=evil`,
    `${machine}#x`,
    ` ${machine}`,
    `${machine}\n`,
    `https://c.daily.co/evil.js?${machine}`,
    `https://c.daily.co/call-machine/versioned/../${bundle}`,
    `data:text/javascript,${machine}`,
    'call-machine-object-bundle.js',
    '',
  ];
  const letIn = await page.evaluate(
    (urls) =>
      urls.filter((url) => {
        try {
          document.createElement('script').src = url;
          return true;
        } catch {
          return false;
        }
      }),
    [...machines, ...others],
  );
  expect(letIn).toEqual(machines);
});

base('no style attribute and no markup is written by the sources of the page', () => {
  const folder = new URL('../demo/', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.tsx?$/.test(file),
  );
  const guilty = files.filter((file) =>
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\bstyle: |'style'|\beval\(|new Function/.test(
      readFileSync(new URL(file, folder), 'utf8'),
    ),
  );
  expect(files.length).toBeGreaterThan(20);
  expect(guilty).toEqual([]);
});
