import { useState, type ReactNode } from 'react';
import { SHORTCUTS, TEXTS } from '../texts.js';
import { Dialog } from './dialog.js';
import { addressWith, isWriting, useAddress, useKeys, useView } from './hooks.js';
import { Icon } from './icon.js';
import { useTheme } from './use-theme.js';

interface HeaderProps {
  /** What kind of room is open, or what is under way. */
  readonly title: string;
  /** The name of the room. */
  readonly room: string | undefined;
  readonly isLive?: boolean;
  readonly children: ReactNode;
}

/** What this is, which room is open, and how the page is looked at. */
export function Header({ title, room, isLive = false, children }: HeaderProps) {
  const [theme, changeTheme] = useTheme();
  const [isHelping, setHelping] = useState(false);
  useKeys((event) => {
    if (event.key !== '?' || isWriting(event.target) || document.querySelector('dialog[open]'))
      return;
    setHelping(true);
  });
  return (
    <header>
      <h1>daily-transfer</h1>
      <span className="room" data-tone={isLive ? 'live' : 'none'}>
        <span>{title} </span>
        {room !== undefined && <bdi>“{room}”</bdi>}
      </span>
      <p className="about">
        {TEXTS.about[0]} <span>{TEXTS.about[1]}</span>
      </p>
      <ViewSwitch />
      {children}
      <button
        type="button"
        className="quiet round"
        aria-label={TEXTS.keyboard}
        onClick={() => setHelping(true)}
      >
        <Icon name="keyboard" />
      </button>
      <button
        type="button"
        className="quiet round"
        aria-label={TEXTS.theme(TEXTS.themes[theme])}
        onClick={changeTheme}
      >
        <Icon name="theme" />
      </button>
      {isHelping && <Help onClose={() => setHelping(false)} />}
    </header>
  );
}

function ViewSwitch() {
  const address = useAddress();
  const current = useView();
  return (
    <nav className="views" aria-label={TEXTS.view}>
      {(['agent', 'developer'] as const).map((view) => (
        <a
          key={view}
          href={addressWith(address, 'view', view)}
          aria-current={view === current ? 'page' : undefined}
        >
          {TEXTS.views[view]}
        </a>
      ))}
    </nav>
  );
}

function Help({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={TEXTS.keyboard} onClose={onClose}>
      <dl className="keys">
        {SHORTCUTS.map(([keys, what]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <div className="buttons">
        <button type="button" className="second" onClick={onClose}>
          {TEXTS.close}
        </button>
      </div>
    </Dialog>
  );
}
