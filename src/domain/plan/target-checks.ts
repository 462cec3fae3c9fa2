import { fail, pass, unknown, type Outcome } from './check.js';

import { isOnPhoneNetwork, isOwnAddress } from './choose-method.js';
import type { Address, Endpoint } from '../endpoint/endpoint.js';
import type { CheckFacts } from './facts.js';

/* What the target and the options of the transfer must be like. Each function is one check. */

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

export function targetValid({ target }: CheckFacts): Outcome {
  if (target.kind !== 'invalid') return pass('The target is a valid address.');
  const fault =
    target.fault === 'malformed' ? 'is not a valid address' : 'is of a kind that is not sent';
  return fail(`The target ${fault}.`, target.message);
}

export function targetElsewhere({ target, room, address }: CheckFacts): Outcome {
  const dialled = room.session.dial?.dialled;
  if (isSamePlace(target, dialled)) {
    return fail(
      'The caller dialled this very address and is here already.',
      'Choose another target.',
    );
  }
  if (isSamePlace(target, address)) {
    return fail("The target is the caller's own address.", 'Choose another target.');
  }
  return dialled || address
    ? pass('The target is neither this room nor the caller.')
    : unknown("Neither the caller's address nor the dialled one is known.");
}

export function targetAllowed({ allowed, allowHint }: CheckFacts): Outcome {
  return allowed
    ? pass("The app's rules allow the target.")
    : fail("The app's rules do not allow the target.", allowHint);
}

export function callerIdUsable({ request: { callerId }, target }: CheckFacts): Outcome {
  if (callerId === undefined) return pass('No caller id is given; Daily chooses one.');
  if (target.kind === 'sip') {
    return fail('A caller id goes with a phone target only.', 'Leave the caller id out.');
  }
  if (callerId === '') return fail('The caller id is empty.', 'Leave it out, or give an id.');
  return UUID.test(callerId)
    ? pass('The caller id is the id of a purchased number.')
    : unknown('The caller id is not the id of a purchased number; Daily decides on it.');
}

export function extensionUsable({ request, target }: CheckFacts): Outcome {
  const { extension, waitBeforeExtensionDialSec: wait } = request;
  const own = target.kind === 'phone' ? target.extension : undefined;
  if (extension === undefined && own === undefined && wait === undefined) {
    return pass('No extension is given.');
  }
  if (target.kind === 'sip') {
    return fail('An extension goes with a phone target only.', 'Leave extension and wait out.');
  }
  if (extension !== undefined && own !== undefined && extension !== own) {
    return fail('The target and the request name different extensions.', 'Keep one of them.');
  }
  return dialsCleanly(extension ?? own, wait);
}

function dialsCleanly(extension: string | undefined, wait: number | undefined): Outcome {
  if (extension === undefined) {
    return fail('A wait goes with an extension only.', 'Give an extension, or leave the wait out.');
  }
  if (!/^[\d*#]{1,20}$/.test(extension)) {
    return fail('The extension has other characters or length.', 'Use 1 to 20 of 0-9, * and #.');
  }
  return wait === undefined || (wait >= 0 && wait <= 60)
    ? pass('The extension can be dialled.')
    : fail('The wait before the extension is out of range.', 'Use 0 to 60 seconds.');
}

export function referTargetOutside({ method, target }: CheckFacts): Outcome {
  if (method !== 'sipRefer') return NO_REFER;
  if (target.kind === 'phone') {
    return fail('REFER cannot reach a phone number.', 'Use sipCallTransfer, or a SIP address.');
  }
  return target.scope === 'external'
    ? pass("The target is outside Daily's SIP network.")
    : fail("The target is inside Daily's SIP network.", 'Use sipCallTransfer.');
}

export function referTransfereeOutside({ method, address }: CheckFacts): Outcome {
  if (method !== 'sipRefer') return NO_REFER;
  if (address?.scope === 'internal') {
    return fail("The caller's address is inside Daily's SIP network.", 'Use sipCallTransfer.');
  }
  return address?.kind === 'sip' && isOwnAddress(address)
    ? pass("The caller's address is outside Daily's SIP network.")
    : unknown("The caller's own address is not known.");
}

export function referTransfereeOnSip({ method, address, room }: CheckFacts): Outcome {
  if (method !== 'sipRefer') return NO_REFER;
  const type = room.session.participantType;
  if (isOnPhoneNetwork({ type, address })) {
    return fail(
      'The caller is on the phone network, and carriers do not take REFER.',
      'Use sipCallTransfer.',
    );
  }
  return type?.startsWith('sip-') || address
    ? pass('The caller is on SIP.')
    : unknown('How the caller came is not known.');
}

const NO_REFER = pass('The transfer is no REFER.');

/** The same user at the same host, or the same number. */
function isSamePlace(target: Endpoint, place: Address | undefined): boolean {
  if (target.kind === 'phone') return place?.kind === 'phone' && target.number === place.number;
  return (
    target.kind === 'sip' &&
    place?.kind === 'sip' &&
    target.host === place.host &&
    target.user === place.user
  );
}
