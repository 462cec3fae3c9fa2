import type { DomainState, Change } from './domain.js';
import { drawId } from './ids.js';
import { tellLocally } from './messages.js';
import { freshPage, type PageState } from './page-state.js';

/** The page of a call object; a call object that has not spoken yet has a fresh one. */
export function pageOf(domain: DomainState, clientId: string): PageState {
  return (Object.hasOwn(domain.pages, clientId) ? domain.pages[clientId] : undefined) ?? freshPage;
}

/** The page of a call object changes. */
export function changePage(clientId: string, fields: Partial<PageState>): Change {
  return (domain) => [withPage(domain, clientId, fields), []];
}

/**
 * The call machine of a page is set up, if it is not: `call-machine-initialized`. From now on the page has
 * a session id, and `preAuth()`, `startCamera()` and `join()` go on with what is here.
 */
export function initialize(
  clientId: string,
  properties: Readonly<Record<string, unknown>>,
): Change {
  return (domain) => {
    if (pageOf(domain, clientId).isInitialized) return [domain, []];
    const [sessionId, drawn] = drawId(domain);
    const audio = properties['startAudioOff'] !== true;
    const video = properties['startVideoOff'] !== true;
    const page = { isInitialized: true, sessionId, audio, video };
    const told = tellLocally({ clientId }, { action: 'call-machine-initialized' });
    return [withPage(drawn, clientId, page), [told]];
  };
}

/** daily-js has loaded the call machine of the page again, which is as new. */
export function resetPage(clientId: string): Change {
  return (domain) => [{ ...domain, pages: { ...domain.pages, [clientId]: freshPage } }, []];
}

function withPage(domain: DomainState, clientId: string, fields: Partial<PageState>): DomainState {
  const page = { ...pageOf(domain, clientId), ...fields };
  return { ...domain, pages: { ...domain.pages, [clientId]: page } };
}
