import {
  findRoomOf,
  findPage,
  inOrder,
  nothing,
  type Change,
  type Message,
  type Occupant,
  type PageRequest,
  type RoomState,
} from './domain.js';
import { answerLocally, tellLocally } from './messages.js';
import { update } from './occupants.js';
import { changePage } from './pages.js';
import type { PageState } from './page-state.js';
import { asRecord } from './record.js';
import { describeRoom } from './room-info.js';
import { maySend } from './rights.js';
import { describeCpuLoad, describeNetworkStats } from './statistics.js';

/** What a page's own call machine does about a request, before the join as well as after it. */
export type PageAnswer = (request: PageRequest, page: PageState) => Change;

/**
 * The devices that were chosen, by `getInputDevices()` and its like. Before the call machine is set up,
 * daily-js keeps them itself.
 */
export function describeDevices({ isInitialized, devices }: PageState) {
  return {
    camera: describeDevice('videoinput', devices.camera),
    mic: describeDevice('audioinput', devices.mic),
    speaker: describeDevice('audiooutput', devices.speaker),
    ...(!isInitialized && { returnPreloadCache: true }),
  };
}

export const pageAnswers: Readonly<Record<string, PageAnswer>> = {
  'set-user-name': (request) => {
    const userName = String(request.body['name']);
    const changed = changeSelf(request.clientId, { userName }, () => ({ name: userName }));
    return inOrder(changed, answerLocally(request, { userName }));
  },
  'set-user-data': (request) => {
    const { userData } = request.body;
    const changed = changeSelf(request.clientId, { userData }, () => ({ userData }));
    return inOrder(changed, answerLocally(request, { userData }));
  },
  'local-audio': (request) => turn(request.clientId, 'audio', request.body['state'] === true),
  'local-video': (request) => turn(request.clientId, 'video', request.body['state'] === true),
  'get-input-devices': (request, page) => answerLocally(request, describeDevices(page)),
  'set-input-devices': (request, page) => {
    const { audioDeviceId: mic, videoDeviceId: camera } = request.body;
    return choose(request, page, { ...named('mic', mic), ...named('camera', camera) });
  },
  'set-output-device': (request, page) =>
    choose(request, page, named('speaker', request.body['outputDeviceId'])),
  'cycle-camera': (request) => answerLocally(request, { device: null }),
  'cycle-mic': (request) => answerLocally(request, { device: null }),
  'update-input-settings': (request, page) => {
    if (!page.isInitialized) return answerLocally(request, { returnPreloadCache: true });
    const inputSettings = { ...page.inputSettings, ...asRecord(request.body['inputSettings']) };
    return settle(request, { inputSettings });
  },
  'update-send-settings': (request, page) => {
    const sendSettings = { ...page.sendSettings, ...asRecord(request.body['sendSettings']) };
    const told = tellLocally(request, { action: 'send-settings-updated', sendSettings });
    return inOrder((domain) => [domain, [told]], settle(request, { sendSettings }));
  },
  'get-single-participant-receive-settings': (request, { receiveSettings }) => {
    const own = receiveSettings[String(request.body['id'])];
    const inherited = request.body['showInheritedValues'] ? receiveSettings['base'] : undefined;
    return answerLocally(request, {
      receiveSettings: { ...asRecord(inherited), ...asRecord(own) },
    });
  },
  'start-local-audio-level-observer':
    (request, { audio }) =>
    (domain) => {
      const audioLevel = domain.hasMedia && audio ? toneLevel : 0;
      const told = tellSelf(request, { action: 'local-audio-level', audioLevel });
      return inOrder(answerLocally(request, {}), told)(domain);
    },
  'start-remote-participants-audio-level-observer': (request) => (domain) => {
    const participantsAudioLevel = describeLevels(findRoomOf(domain, request.clientId), request);
    const told = { action: 'remote-participants-audio-level', participantsAudioLevel };
    return inOrder(answerLocally(request, {}), tellSelf(request, told))(domain);
  },
  'get-daily-lang': (request, { langSetting }) => answerLocally(request, describeLang(langSetting)),
  'set-daily-lang': ({ clientId, body }) => {
    const langSetting = String(body['lang']);
    const told = { action: 'lang-updated', ...describeLang(langSetting) };
    return inOrder(changePage(clientId, { langSetting }), tellSelf({ clientId }, told));
  },
  'lib-room-info':
    (request, { room, token }) =>
    (domain) => {
      const withDefaults = request.body['includeRoomConfigDefaults'] !== false;
      const info = describeRoom(domain.name, room ?? '', token, { withDefaults });
      return answerLocally(request, { ...info })(domain);
    },
  'get-network-topology': (request) => (domain) => {
    const { topology = 'none' } = findRoomOf(domain, request.clientId) ?? {};
    return answerLocally(request, { topology })(domain);
  },
  'get-calc-stats': (request) => (domain) =>
    answerLocally(request, { stats: describeNetworkStats(domain.time) })(domain),
  'get-cpu-load-stats': (request) => (domain) =>
    answerLocally(request, { cpuStats: describeCpuLoad(domain.time) })(domain),
  'stop-custom-track': (request) => answerLocally(request, { mediaTag: request.body['mediaTag'] }),
  'set-active-speaker-mode': ({ clientId, body }) =>
    tellSelf({ clientId }, { action: 'active-speaker-mode-change', enabled: body['enabled'] }),
};

/** How loud the tone of fake media is. */
const toneLevel = 0.1;

function describeLevels(room: RoomState | undefined, { clientId }: PageRequest) {
  const loud = room?.occupants.filter((one) => one.clientId !== clientId && one.hasMedia) ?? [];
  return Object.fromEntries(loud.map(({ sessionId, audio }) => [sessionId, audio ? toneLevel : 0]));
}

/** What daily-js says and nobody answers: it has no effect where there is no media. */
const withoutEffect = new Set([
  'abort-test-network-connectivity',
  'abort-test-websocket-connectivity',
  'add-fake-participant',
  'daily-method-set-play-ding',
  'daily-method-subscribe-to-tracks-automatically',
  'local-screen-stop',
  'local-screen-update',
  'set-allow-local-audio',
  'set-allow-local-video',
  'set-bandwidth',
  'set-ice-config',
  'set-proxy-url',
  'stop-local-audio-level-observer',
  'stop-remote-participants-audio-level-observer',
  'stop-test-call-quality',
  'stop-test-p2p-call-quality',
]);

/** Is it a request without effect and without answer? */
export function isWithoutEffect({ action }: PageRequest): boolean {
  return withoutEffect.has(action);
}

/** The page changes, and so does the occupant that speaks for it, if it is in a room. */
function changeSelf(
  clientId: string,
  fields: Partial<PageState>,
  asOccupant: (self: Occupant) => Partial<Occupant>,
): Change {
  return inOrder(changePage(clientId, fields), (domain) => {
    const room = findRoomOf(domain, clientId);
    const self = room && findPage(room, clientId);
    const change = self ? update(room.name, self.sessionId, asOccupant(self)) : nothing;
    return change(domain);
  });
}

/** Without the permission to send it, the microphone or the camera stays off. */
function turn(clientId: string, kind: 'audio' | 'video', isOn: boolean): Change {
  return changeSelf(clientId, { [kind]: isOn }, (self) => ({
    [kind]: isOn && maySend(self, kind),
  }));
}

function settle(request: PageRequest, fields: Partial<PageState>): Change {
  return inOrder(changePage(request.clientId, fields), answerLocally(request, { ...fields }));
}

function choose(request: PageRequest, page: PageState, chosen: PageState['devices']): Change {
  const after = { ...page, devices: { ...page.devices, ...chosen } };
  const { returnPreloadCache, ...devices } = describeDevices(after);
  const told = { action: 'selected-devices-updated', devices };
  return inOrder(
    changePage(request.clientId, { devices: after.devices }),
    answerLocally(request, describeDevices(after)),
    returnPreloadCache ? nothing : tellSelf(request, told),
  );
}

function tellSelf(page: Pick<PageRequest, 'clientId'>, message: Message): Change {
  return (domain) => [domain, [tellLocally(page, message)]];
}

/** The setting `user` stands for the language of the browser, which is English here. */
function describeLang(langSetting: string) {
  return { lang: langSetting === 'user' ? 'en' : langSetting, langSetting };
}

function named(kind: keyof PageState['devices'], id: unknown): PageState['devices'] {
  return typeof id === 'string' ? { [kind]: id } : {};
}

function describeDevice(kind: MediaDeviceKind, deviceId: string | undefined) {
  return deviceId === undefined ? {} : { deviceId, kind, label: '', groupId: '' };
}
