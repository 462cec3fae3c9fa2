import { execFile, spawnSync } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serve } from '../../src/cli/serve.js';
import { findSamples, readPage } from '../docs/pages.js';
import { API_KEY, ApiStage } from '../support/simulated-api.js';

const TOKEN = 'a-token-of-tests-0123456789-abcdef';
const [sample] = findSamples(readPage('docs/servers.md'), 'python');
const code = String(sample?.code);

let stage: ApiStage;
beforeEach(() => {
  stage = new ApiStage();
});
afterEach(() => stage.close());

/** Runs the sample against the command's server, and that against the simulated Daily. */
async function runSample(outcome: string): Promise<string> {
  await stage.open({ webhookUrl: undefined });
  await stage.link({ outcome });
  const server = await serve(
    {
      DAILY_API_KEY: API_KEY,
      DAILY_API_URL: `${stage.url}/v1`,
      DAILY_DOMAIN: 'acme',
      TRANSFER_TOKEN: TOKEN,
      PORT: '0',
    },
    () => {},
  );
  const { port } = server.address() as AddressInfo;
  const env = { ...process.env, TRANSFER_TOKEN: TOKEN, SESSION_ID: 's1', NO_PROXY: '*' };
  try {
    const here = code.replace(':8787', `:${port}`);
    return (await promisify(execFile)('python3', ['-c', here], { env })).stdout;
  } finally {
    server.close();
  }
}

describe('the sample in Python', () => {
  it('has ten lines of the standard library', () => {
    expect(code.split('\n').filter((line) => line !== '')).toHaveLength(10);
    expect(code.match(/^import .*$/gm)).toEqual(['import json, os, urllib.request as http']);
  });

  describe.runIf(spawnSync('python3', ['--version']).status === 0)('plans and transfers', () => {
    it.each([
      ['done', 'sipCallTransfer accepted\n'],
      ['no-session', 'unable to transfer; nobody who can be transferred has this session id\n'],
    ])('and says what came of it: %s', { timeout: 30_000 }, async (outcome, says) => {
      expect(await runSample(outcome)).toBe(says);
    });
  });
});
