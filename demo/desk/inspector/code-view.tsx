import type { TransferPlan, TransferRequest } from 'daily-transfer';
import type { Room } from '../room.js';
import { CopyButton } from '../shell/copy-button.js';
import { CODE } from '../texts.js';
import { tokenize, writeSetUp, writeTransfer } from './write-code.js';

interface CodeViewProps {
  readonly request: TransferRequest;
  readonly plan: TransferPlan | undefined;
  readonly room: Room | undefined;
}

/** The code that does what the fields say: what changes comes first, what is around it is folded. */
export function CodeView({ request, plan, room }: CodeViewProps) {
  const facts = { request, plan, options: room?.options ?? {} };
  return (
    <>
      <CodeBlock label={CODE.transfer} code={writeTransfer(facts)} />
      <details className="set-up">
        <summary>{CODE.setUp}</summary>
        <CodeBlock label={CODE.setUp} code={writeSetUp(facts)} />
      </details>
    </>
  );
}

interface CodeBlockProps {
  readonly label: string;
  readonly code: string;
}

function CodeBlock({ label, code }: CodeBlockProps) {
  return (
    <div className="code">
      <CopyButton label={CODE.copy} write={() => code} />
      <pre tabIndex={0} role="group" aria-label={label} dir="ltr">
        {tokenize(code).map(({ kind, text }, at) => (
          <span key={at} className={kind}>
            {text}
          </span>
        ))}
      </pre>
    </div>
  );
}
