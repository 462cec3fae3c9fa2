/** Where a simulated Daily API and the app's webhook server are served, if they are: beside the page. */
const SERVED_AT = new URL('../simulated-daily/', document.baseURI);

/** What a desk needs of the servers that stand behind it. */
export interface WebhookServers {
  /** Verifies what the app's relay tells. */
  readonly publicKey: string;
  /** Where the simulated Daily of the window is linked to its API. */
  readonly link: string;
}

/** Are there servers beside the page? There are none where it is only files. */
export async function findWebhookServers(): Promise<boolean> {
  const answer = await fetch(SERVED_AT).catch(() => undefined);
  return answer?.status === 204;
}

/**
 * Has servers made for one desk: those of another window have other rooms behind them.
 *
 * @throws Error if there are none
 */
export async function openWebhookServers(): Promise<WebhookServers> {
  const own = new URL(`${crypto.randomUUID()}/`, SERVED_AT);
  const answer = await fetch(new URL('keys', own));
  if (!answer.ok) throw new Error('the servers beside the page do not answer');
  const { publicKey } = (await answer.json()) as { readonly publicKey: string };
  return { publicKey, link: new URL('simulation/link', own).href };
}
