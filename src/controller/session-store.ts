/**
 * Where transfers under way are kept for the next page: masked plain data, a few hundred bytes each. Both
 * are called in the tick of the send and must answer at once; what they throw is reported, and the transfer goes on.
 */
export interface TransferStore {
  /** What was saved last; anything else counts as nothing. */
  load(): unknown;
  /** Keeps data that JSON can write; `undefined` when nothing has to be kept any more. */
  save(data: unknown): void;
}

/**
 * Keeps transfers under way in the tab's `sessionStorage`, so that a page that is reloaded meanwhile tells
 * of them. Where that is missing, forbidden, full or holds something else, nothing is kept, and nothing fails.
 *
 * @param key give each its own where several pages of one origin share a tab, as frames do
 * @example TransferController.attach(call, { domain: 'acme', store: sessionStore() });
 */
export function sessionStore(key = 'daily-transfer'): TransferStore {
  return {
    load() {
      try {
        return JSON.parse(sessionStorage.getItem(key) ?? 'null') as unknown;
      } catch {
        return undefined;
      }
    },
    save(data) {
      try {
        if (data === undefined) sessionStorage.removeItem(key);
        else sessionStorage.setItem(key, JSON.stringify(data));
      } catch {
        // Without it, only the telling after a reload is missing.
      }
    },
  };
}
