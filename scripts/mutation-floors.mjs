// What each floor of src/ has to reach (design §11: the domain 95 %, all of src/ 90 %), and which tests stand for
// which file. Random and complete runs, and those that measure time, are no part of it: what they alone would find
// is better held by a test that says what it is.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './set-up.mjs';

export const floors = {
  domain: { atLeast: 95 },
  daily: { atLeast: 90 },
  controller: { atLeast: 90 },
  relay: { atLeast: 90 },
  server: { atLeast: 90 },
  simulator: { atLeast: 90 },
};

/** Also what needs the genuine daily-js, which takes most of the time, or a page of its own. */
const leftOut = new Set([
  'test/domain/endpoint-properties.test.ts',
  'test/domain/lifecycle-orders.test.ts',
  'test/domain/masking-speed.test.ts',
  'test/controller/daily-accepts.test.ts',
  'test/controller/emitter.test.ts',
  'test/controller/genuine.test.ts',
  'test/controller/interleavings.test.ts',
  'test/controller/shared-scenarios.test.ts',
  'test/controller/relay/genuine.test.ts',
  'test/controller/relay/hostile.test.ts',
  'test/server/exports.test.ts',
  'test/server/relay-http.test.ts',
  'test/server/sample.test.ts',
  'test/server/transfer-client-random.test.ts',
]);

/** Tests that need a page; for the others it would only take time. */
const NEEDS_PAGE =
  /^test\/(?:simulator\/|daily\/call-machine-guard|controller\/(?:attempt\.|session-store|wake))/;

/** Where Vitest runs the tests. */
export function chooseEnvironment(tests) {
  return tests.some((test) => NEEDS_PAGE.test(test)) ? 'happy-dom' : 'node';
}

/** Tests of a file that has none of its own name, or that need more than that one. */
const standIns = {
  'domain/check': ['domain/checks', 'domain/plan'],
  'domain/checks': ['domain/checks', 'domain/plan'],
  'domain/endpoint-examples': ['domain/endpoint'],
  'domain/endpoint-policy': ['domain/endpoint'],
  'domain/endpoint-problems': ['domain/endpoint'],
  'domain/percent-escapes': ['domain/endpoint'],
  'domain/phone-number': ['domain/endpoint'],
  'domain/plan': ['domain/plan', 'domain/quota'],
  'domain/room-checks': ['domain/checks'],
  'domain/sip-uri': ['domain/endpoint'],
  'domain/target-checks': ['domain/checks'],
  'domain/uri-host': ['domain/endpoint', 'domain/daily-network'],
  'domain/uri-parts': ['domain/endpoint'],
  'controller/ambient': ['controller/ambient', 'controller/emitter', 'controller/session-store'],
  'controller/attempt': ['controller/attempt', 'controller/settlement', 'controller/transfer'],
  'controller/attempt-clock': ['controller/attempt-clock', 'controller/attempt'],
  'controller/chronicle': ['controller/session-store', 'controller/emitter'],
  'controller/claim': ['controller/authorization', 'controller/transfer'],
  'controller/history': ['controller/transfer-controller', 'controller/transfer'],
  'controller/journal': ['controller/session-store'],
  'controller/leftover': ['controller/session-store'],
  'controller/refusal': ['controller/policy', 'controller/plan', 'controller/transfer'],
  'controller/registry': ['controller/transfer-controller'],
  'controller/room': ['controller/plan', 'controller/transfer-controller'],
  'controller/roster': ['controller/transfer-controller'],
  'controller/send-ledger': ['controller/quota'],
  'controller/transfer-controller': ['controller/transfer-controller', 'controller/transfer'],
  'controller/transfers': [
    'controller/transfer',
    'controller/authorization',
    'controller/fallback',
  ],
  'server/answer': ['server/transfer-client-answers', 'server/transfer-client'],
  'server/daily-api': ['server/transfer-client', 'server/transfer-client-answers'],
  'server/daily-api-error': ['server/transfer-client-answers', 'server/transfer-client'],
  'server/deadline': ['server/transfer-client', 'server/transfer-client-answers'],
  'server/send-queue': ['server/relay-queue', 'server/relay'],
  'server/server-plan': ['server/transfer-client'],
  'server/transfer-client': ['server/transfer-client', 'server/transfer-client-answers'],
  'server/transfer-failure': ['server/transfer-client', 'server/transfer-client-answers'],
  'server/webhook-body': ['server/webhook-handler'],
  'server/webhook-error': ['server/webhook-handler', 'server/relay'],
  'simulator/link': ['simulator/link'],
  'simulator/model/api-requests': ['simulator/link'],
  'simulator/model/news': ['simulator/link'],
  'simulator/model/transfer-news': ['simulator/link'],
  'simulator/room-options': ['simulator/simulated-room'],
  'simulator/model/ids': ['simulator/model/domain'],
  'simulator/model/legs': ['simulator/model/domain', 'simulator/simulated-room'],
  'simulator/model/meeting': ['simulator/model/domain', 'simulator/simulated-room'],
  'simulator/model/network': ['simulator/model/domain'],
  'simulator/model/record': ['simulator/model/domain'],
};

/** The floors with effects hold each other. */
const foldersOfTests = { daily: ['daily', 'controller'], controller: ['controller', 'daily'] };

/** @param {string} file such as `src/domain/allow.ts` */
export function testsOfFile(file) {
  const name = file.slice('src/'.length, -'.ts'.length);
  const own = (standIns[name] ?? [name]).map((test) => `test/${test}.test.ts`);
  const there = own.filter((test) => existsSync(join(root, test)));
  return there.length > 0 ? there : testsOfFloor(name.split('/')[0]);
}

/** All tests of a floor, but those that are left out. */
export function testsOfFloor(floor) {
  const folders = foldersOfTests[floor] ?? [floor];
  const tests = folders.flatMap((folder) => listFiles(`test/${folder}`));
  return tests.filter((test) => test.endsWith('.test.ts') && !leftOut.has(test));
}

/** All files under a folder of the project, in order. */
export function listFiles(folder) {
  const names = readdirSync(join(root, folder), { recursive: true });
  return names
    .map((name) => `${folder}/${name}`)
    .filter((name) => name.endsWith('.ts'))
    .sort();
}
