import { parseEndpoint } from 'daily-transfer';
import { Desk } from './desk';

/** Drawn on the server, which imports the package too. */
export default function Page() {
  const target = 'sip:billing@acme.sip.daily.co';
  return (
    <main>
      <h1>{parseEndpoint(target).kind}</h1>
      <Desk target={target} />
    </main>
  );
}
