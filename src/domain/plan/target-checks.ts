import type { Address, Endpoint, EndpointProblem } from '../endpoint/endpoint.js';
import { isSameSipPlace, roomAddress } from '../endpoint/room-address.js';
import { fail, pass, unknown, type Outcome } from './check.js';
import { isOnPhoneNetwork, isOwnAddress } from './choose-method.js';
import type { CheckFacts } from './facts.js';

/* What the target and the options of the transfer must be like. Each function is one check. */

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

export function targetValid({ target }: CheckFacts): Outcome {
  if (target.kind !== 'invalid') return pass('The target is a valid address.');
  const { fault, message, problem } = target;
  return fault === 'malformed'
    ? fail('The target is not a valid address.', message)
    : fail('Calls are not sent to addresses of this kind.', message, PROBLEM_FIXES[problem]);
}

/** Where an option of the app can allow what is refused. */
const PROBLEM_FIXES: Partial<Readonly<Record<EndpointProblem, string>>> = {
  port: 'Add the port to endpoints.ports.',
  'ip-host': 'Set endpoints.allowIp to allow IP addresses.',
  parameter: 'Add the parameter to endpoints.parameters if your SIP system needs it.',
};

export function targetElsewhere({ target, room, address }: CheckFacts): Outcome {
  const dialled = room.session.dial?.dialled;
  if (isSamePlace(target, dialled)) {
    return fail('The caller dialled this address and is here already.', 'Choose another target.');
  }
  if (isSamePlace(target, address)) {
    return fail("The target is the caller's own address.", 'Choose another target.');
  }
  return dialled || address
    ? pass('The target is neither this room nor the caller.')
    : unknown("Neither the caller's address nor the one they dialled is known.");
}

export function targetAllowed({ allowFix, target }: CheckFacts): Outcome {
  const place = target.kind === 'phone' ? 'number' : 'address';
  if (allowFix === undefined) return pass(`This ${place} may be called from here.`);
  const message = `This ${place} may not be called from here.`;
  const room = target.kind === 'sip' ? roomAddress(target) : undefined;
  return room === undefined
    ? fail(message, 'Choose another target, or ask who looks after this app.', allowFix)
    : fail(message, `To reach the room, write ${room}.`);
}

export function callerIdUsable({ request: { callerId }, target }: CheckFacts): Outcome {
  if (callerId === undefined) return pass('Daily chooses the number that is shown.');
  if (target.kind === 'sip') {
    return fail('Only a phone can show a caller id.', 'Leave the caller id out.');
  }
  if (callerId === '') return fail('The caller id is empty.', 'Leave it out, or choose one.');
  return UUID.test(callerId)
    ? pass('The caller id names a purchased number.')
    : unknown('Whether this caller id can be shown is for Daily to say.');
}

export function extensionUsable({ request, target }: CheckFacts): Outcome {
  const { extension, waitBeforeExtensionDialSec: wait } = request;
  const own = target.kind === 'phone' ? target.extension : undefined;
  if (extension === undefined && own === undefined && wait === undefined) {
    return pass('There is no extension to dial.');
  }
  if (target.kind === 'sip') {
    return fail('Only a phone can have an extension.', 'Leave the extension and the wait out.');
  }
  if (extension !== undefined && own !== undefined && extension !== own) {
    return fail('There are two different extensions.', 'Keep one of them.');
  }
  return isDialable(extension ?? own, wait);
}

function isDialable(extension: string | undefined, wait: number | undefined): Outcome {
  if (extension === undefined) {
    return fail('There is a wait, but no extension.', 'Enter an extension, or leave the wait out.');
  }
  if (!/^[\d*#]{1,20}$/.test(extension)) {
    return fail('This extension cannot be dialled.', 'Use 1 to 20 of the keys 0-9, * and #.');
  }
  return wait === undefined || (wait >= 0 && wait <= 60)
    ? pass('The extension can be dialled.')
    : fail('The wait is too short or too long.', 'Wait 0 to 60 seconds.');
}

const THROUGH_DAILY = 'Transfer through Daily instead.';
const NOT_BY_REFER = "Leave method out, or set it to 'sipCallTransfer'.";
const NO_REFER = pass('Daily stays in the call, so this does not matter.');

export function referTargetOutside({ method, target }: CheckFacts): Outcome {
  if (method !== 'sipRefer') return NO_REFER;
  if (target.kind === 'phone') {
    return fail('REFER cannot reach a phone number.', THROUGH_DAILY, NOT_BY_REFER);
  }
  return target.scope === 'external'
    ? pass("The target is outside Daily's network.")
    : fail(
        "The target is inside Daily's network, which REFER cannot reach.",
        THROUGH_DAILY,
        NOT_BY_REFER,
      );
}

export function referTransfereeOutside({ method, address }: CheckFacts): Outcome {
  if (method !== 'sipRefer') return NO_REFER;
  if (address?.scope === 'internal') {
    return fail(
      "The caller came from inside Daily's network, where REFER does not work.",
      THROUGH_DAILY,
      NOT_BY_REFER,
    );
  }
  return address?.kind === 'sip' && isOwnAddress(address)
    ? pass("The caller came from outside Daily's network.")
    : unknown("The caller's own address is not known.");
}

export function referTransfereeOnSip({ method, address, room }: CheckFacts): Outcome {
  if (method !== 'sipRefer') return NO_REFER;
  const type = room.session.participantType;
  if (isOnPhoneNetwork({ type, address })) {
    return fail(
      'The caller is on the phone network, which takes no REFER.',
      THROUGH_DAILY,
      NOT_BY_REFER,
    );
  }
  return type?.startsWith('sip-') || address
    ? pass('The caller came by SIP.')
    : unknown('How the caller came is not known.');
}

function isSamePlace(target: Endpoint, place: Address | undefined): boolean {
  if (target.kind === 'phone') return place?.kind === 'phone' && target.number === place.number;
  return target.kind === 'sip' && place?.kind === 'sip' && isSameSipPlace(target, place);
}
