import type { TransferPlan, TransferRequest } from 'daily-transfer';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { offerTransfer } from '../../demo/actions/transfer.js';
import { Page } from '../../demo/page.js';
import type { Desk } from '../../demo/room/desk.js';
import { TransferError } from '../../src/domain/transfer/errors.js';
import { plan, session } from '../support/facts.js';
import { recordOf } from '../support/records.js';

let page: Page;
let sent: string[];

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = '<div id="page"></div>';
  sent = [];
  page = new Page(document.querySelector('#page') as HTMLElement, {
    mode: 'simulated',
    notice: '',
    directory: [],
  });
  offerTransfer(page);
});
afterEach(() => {
  page.use(undefined, '');
  vi.useRealTimers();
});

/** A desk whose controller plans as the package does, and only writes down what is sent. */
function openDesk(
  title: string,
  { transfers = [], joins, error }: { transfers?: unknown[]; joins?: string; error?: Error } = {},
): Desk {
  const { sessionId, name } = session();
  const transferees = [{ sessionId, name, type: 'sip-dial-in' }];
  const controller = {
    transfers,
    plan: (request: TransferRequest): TransferPlan => ({
      ...plan(request),
      ...(joins && { joins }),
    }),
    transfer: async ({ toEndPoint }: TransferRequest) => {
      sent.push(`${title} ${toEndPoint}`);
      if (error) throw error;
    },
    snapshot: () => ({ transferees, transfers }),
    subscribe: () => () => {},
    on: () => {},
  };
  return { title, controller, options: {} } as unknown as Desk;
}

/** Asks for the transfer of the caller, and confirms it. */
async function confirm(toEndPoint: string): Promise<void> {
  page.change({ chosen: 'caller', fields: { ...page.state.fields, target: toEndPoint } });
  await vi.advanceTimersByTimeAsync(20);
  page.root.querySelector<HTMLFormElement>('form#transfer')?.requestSubmit();
  await vi.advanceTimersByTimeAsync(20);
  page.root.querySelector<HTMLButtonElement>('[data-do=confirm]')?.click();
  await vi.advanceTimersByTimeAsync(20);
}

/** Would the browser ask before the page is left? */
function isHeld(): boolean {
  const event = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(event);
  return event.defaultPrevented;
}

describe('offerTransfer', () => {
  it('sends when the undo window is over, and not before', async () => {
    page.use(openDesk('first'), '');
    await confirm('sip:a@pbx.example.com');
    expect([page.state.pending !== undefined, isHeld()]).toEqual([true, true]);
    await vi.advanceTimersByTimeAsync(2_900);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(100);
    expect(sent).toEqual(['first sip:a@pbx.example.com']);
  });

  it('gives a transfer its whole undo window after another desk was left in the middle of one', async () => {
    page.use(openDesk('first'), '');
    await confirm('sip:a@pbx.example.com');
    await vi.advanceTimersByTimeAsync(2_000);
    page.use(openDesk('second'), '');
    await confirm('sip:b@pbx.example.com');
    await vi.advanceTimersByTimeAsync(2_900);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(100);
    expect(sent).toEqual(['second sip:b@pbx.example.com']);
  });

  it('asks nobody about a transfer that is under way', async () => {
    page.use(openDesk('first', { joins: 'running' }), '');
    await confirm('sip:a@pbx.example.com');
    expect(page.state).toMatchObject({ refusal: 'This is under way.', pending: undefined });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(sent).toEqual([]);
  });

  it('lets stand what is said of the next transfer when one ends without a word of Daily', async () => {
    page.use(
      openDesk('first', { error: new TransferError('never-left', { status: 'unconfirmed' }) }),
      '',
    );
    await confirm('sip:a@pbx.example.com');
    page.change({ refusal: 'of the next' });
    await vi.advanceTimersByTimeAsync(3_000);
    expect(sent).toHaveLength(1);
    expect(page.state.refusal).toBe('of the next');
  });

  it('holds the page while a transfer runs, also where nothing has been drawn since', () => {
    const transfers = [recordOf([])];
    page.use(openDesk('first', { transfers }), '');
    expect(isHeld()).toBe(true);
    transfers[0] = recordOf(['daily-said-no']);
    expect(isHeld()).toBe(false);
  });
});
