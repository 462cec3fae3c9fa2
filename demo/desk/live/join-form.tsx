import type { SubmitEvent } from 'react';
import { JOIN } from '../texts.js';
import { readLiveRoom, type LiveRoom } from './live-room.js';

interface JoinFormProps {
  readonly isBusy: boolean;
  readonly problem: string;
  readonly onJoin: (room: LiveRoom) => void;
  readonly onProblem: (problem: string) => void;
}

/** Asks for a real room. The token is out of its field as soon as it is read. */
export function JoinForm({ isBusy, problem, onJoin, onProblem }: JoinFormProps) {
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    if (isBusy) return;
    const room = readLiveRoom(form);
    if (typeof room === 'string') return onProblem(room);
    const token = form.elements.namedItem('token');
    if (token instanceof HTMLInputElement) token.value = '';
    onJoin(room);
  };
  return (
    <main className="join">
      <section aria-labelledby="join-title">
        <h2 id="join-title">{JOIN.title}</h2>
        <p>{JOIN.about}</p>
        <form onSubmit={submit}>
          <label>
            {JOIN.url}
            <input className="field" name="url" type="url" placeholder={JOIN.urlExample} required />
          </label>
          <label>
            {JOIN.token}
            <input className="field" name="token" type="password" autoComplete="off" />
          </label>
          <label>
            {JOIN.allow}
            <input className="field" name="allow" placeholder={JOIN.allowExample} />
          </label>
          <p className="problem" role="alert">
            {problem}
          </p>
          <button type="submit" className="main" disabled={isBusy}>
            {JOIN.join}
          </button>
        </form>
      </section>
    </main>
  );
}
