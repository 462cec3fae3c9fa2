// @vitest-environment node
import { describe, expect, it } from 'vitest';
import {
  createDomain,
  findRoom,
  inOrder,
  type Change,
  type DomainState,
} from '../../../src/simulator/model/domain.js';
import { drawId } from '../../../src/simulator/model/ids.js';
import { connect, createLeg, hangUp } from '../../../src/simulator/model/legs.js';
import { vanish } from '../../../src/simulator/model/meeting.js';
import { admit, route } from '../../../src/simulator/model/network.js';
import { asRecord } from '../../../src/simulator/model/record.js';

const enterCaller: Change = (domain) => {
  const [occupant, drawn] = createLeg(domain, { type: 'sip-dial-in' });
  return connect('support', occupant)(drawn);
};

/** A domain with a page and a caller in the room `support`. */
function createMeeting(): DomainState {
  const body = { properties: { url: 'https://acme.daily.co/support' } };
  const joined = admit({ clientId: 'page', action: 'join-meeting', body });
  return inOrder(joined, enterCaller)(createDomain('acme', 1))[0];
}

describe('a change', () => {
  it('leaves the domain of before as it was, and gives the same for the same', () => {
    const before = createMeeting();
    const copy = structuredClone(before);
    const [after, effects] = enterCaller(before);
    expect(before).toEqual(copy);
    expect(enterCaller(before)).toEqual([after, effects]);
    expect(findRoom(after, 'support').occupants).toHaveLength(3);
  });

  it('keeps the very same domain where nobody is meant', () => {
    const before = createMeeting();
    expect(hangUp('support', 'nobody')(before)[0]).toBe(before);
  });

  it('is heard by the pages of the room only, and by the webhooks of the domain', () => {
    const [, effects] = enterCaller(createMeeting());
    expect(
      effects.map((effect) => (effect.kind === 'message' ? effect.clientId : effect.kind)),
    ).toEqual(['page', 'page', 'page', 'news']);
  });
});

describe('findRoom', () => {
  it('takes a name that the prototype has for an empty room', () => {
    expect(findRoom(createDomain('acme', 1), '__proto__').occupants).toEqual([]);
  });
});

describe('route', () => {
  it('brings a message to a page that is in no room', () => {
    const outgoing = { kind: 'message', clientId: 'new', message: { action: 'x' } } as const;
    expect(route(outgoing)(createMeeting())[1]).toEqual([outgoing]);
  });
});

describe('vanish', () => {
  it('takes the page out of its room, and nobody from where it was in none', () => {
    const before = createMeeting();
    const [after, effects] = vanish('page')(before);
    expect(findRoom(after, 'support').occupants.map(({ clientId }) => clientId)).toEqual([
      undefined,
    ]);
    expect(effects).toEqual([]);
    expect(vanish('nobody')(before)).toEqual([before, []]);
  });
});

describe('admit', () => {
  it('lets a page leave that is in no room', () => {
    const [, effects] = admit({ clientId: 'new', action: 'leave-meeting', body: {} })(
      createMeeting(),
    );
    const message = { action: 'left-meeting' };
    expect(effects).toEqual([{ kind: 'message', clientId: 'new', message, local: true }]);
  });

  it.each(['sip-call-transfer', 'dialout-start', 'app-msg'])(
    'loses %s of a page that is in no room, and says so',
    (action) => {
      const request = { clientId: 'new', action, callbackStamp: '1', body: { action } };
      const [, effects] = admit(request)(createMeeting());
      expect(effects).toMatchObject([
        { kind: 'note', action: `refused ${action}`, about: { reason: 'the page is in no room' } },
      ]);
    },
  );

  it.each(['toString', 'a-method-of-tomorrow'])('notes %s, which it does not know', (action) => {
    const body = { action, what: 'ever' };
    const request = { clientId: 'page', action, callbackStamp: '1', body };
    const about = { clientId: 'page', callbackStamp: '1', request: body };
    const note = { kind: 'note', action: `unknown ${action}`, room: 'support', about };
    expect(admit(request)(createMeeting())[1]).toEqual([note]);
  });

  it('never answers a request without a stamp', () => {
    const request = { clientId: 'page', action: 'get-network-topology', body: {} };
    expect(admit(request)(createMeeting())[1]).toEqual([]);
  });
});

describe('drawId', () => {
  it('looks like a UUID and never comes twice', () => {
    let domain = createDomain('acme', 42);
    const ids = Array.from({ length: 1_000 }, () => {
      const [id, drawn] = drawId(domain);
      domain = drawn;
      return id;
    });
    expect(new Set(ids).size).toBe(1_000);
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe('asRecord', () => {
  it.each([undefined, null, 1, 'text'])('finds no fields in %s', (value) => {
    expect(asRecord(value)).toEqual({});
  });
});
