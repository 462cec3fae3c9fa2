import type { Endpoint, TransferPlan } from 'daily-transfer';
import { useId, useState, type KeyboardEvent, type RefObject } from 'react';
import { useView } from '../shell/hooks.js';
import { Icon } from '../shell/icon.js';
import { COMPOSER } from '../texts.js';
import { findEntry, iconOf, isName, searchDirectory, type DirectoryEntry } from './directory.js';

interface TargetFieldProps {
  readonly value: string;
  readonly directory: readonly DirectoryEntry[];
  /** Addresses that callers were moved to, the newest first. */
  readonly recent: readonly string[];
  readonly plan: TransferPlan | undefined;
  readonly isLocked: boolean;
  readonly onChange: (target: string) => void;
  readonly fieldRef: RefObject<HTMLInputElement | null>;
}

/** Where the caller goes: a name of the directory, or an address, read while it is typed. */
export function TargetField(props: TargetFieldProps) {
  const { value, directory, recent, plan, isLocked, onChange, fieldRef } = props;
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [isTyping, setTyping] = useState(false);
  const id = useId();
  const entry = findEntry(directory, value);
  const found = searchDirectory(directory, entry ? '' : value, recent);
  const isListed = isOpen && !isLocked && found.length > 0;
  const take = (name: string): void => {
    onChange(name);
    setOpen(false);
  };
  const hearKey = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    // Letters of a name mean the first entry that has them; half an address or number means none.
    const meant = isName(value) && !entry ? found[0] : undefined;
    const chosen = isListed ? (found[active] ?? meant) : undefined;
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      const from = isListed ? active : -1;
      setActive(
        from < 0 && step < 0 ? found.length - 1 : (from + step + found.length) % found.length,
      );
      setOpen(true);
    } else if (event.key === 'Enter' && chosen && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      take(chosen.name);
    } else if (event.key === 'Escape' && isListed) {
      event.stopPropagation();
      setOpen(false);
    }
  };
  return (
    <div className="target">
      <div className="combo">
        <input
          ref={fieldRef}
          className="field large"
          role="combobox"
          aria-label={COMPOSER.target}
          aria-expanded={isListed}
          aria-controls={`${id}-list`}
          aria-activedescendant={isListed && active >= 0 ? `${id}-${active}` : undefined}
          aria-describedby={`${id}-reading`}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={COMPOSER.example}
          value={value}
          readOnly={isLocked}
          onChange={(event) => {
            onChange(event.currentTarget.value);
            setTyping(true);
            setOpen(true);
            setActive(-1);
          }}
          onFocus={() => {
            setOpen(true);
            setActive(-1);
          }}
          onClick={({ currentTarget }) => entry && currentTarget.select()} // to write over the name
          onBlur={() => {
            setOpen(false);
            setTyping(false);
          }}
          onKeyDown={hearKey}
        />
        <kbd>{COMPOSER.search}</kbd>
        <ul
          id={`${id}-list`}
          className="options"
          role="listbox"
          aria-label={COMPOSER.directory}
          hidden={!isListed}
          onMouseDown={(event) => event.preventDefault()} // or the field closes the list before the click
        >
          {found.map(({ name, target }, place) => (
            <li
              key={target}
              id={`${id}-${place}`}
              role="option"
              aria-selected={place === active}
              onClick={() => take(name)}
            >
              <Icon name={iconOf(target)} />
              <span>{name}</span>
              <bdi dir="ltr">{target}</bdi>
            </li>
          ))}
        </ul>
      </div>
      <p className="reading" id={`${id}-reading`}>
        {!(isListed && isName(value) && !entry) && (
          <Reading value={value} entry={entry} plan={plan} isTyping={isTyping} />
        )}
      </p>
      <Directory directory={directory} chosen={entry} isLocked={isLocked} onTake={take} />
    </div>
  );
}

interface DirectoryProps extends Pick<TargetFieldProps, 'directory' | 'isLocked'> {
  readonly chosen: DirectoryEntry | undefined;
  readonly onTake: (name: string) => void;
}

/** The directory in view: one press, and the target is said. */
function Directory({ directory, chosen, isLocked, onTake }: DirectoryProps) {
  if (directory.length === 0) return null;
  return (
    <div className="directory" role="group" aria-label={COMPOSER.directory}>
      {directory.map(({ name, target }) => (
        <button
          key={target}
          type="button"
          className="chip"
          aria-pressed={target === chosen?.target}
          disabled={isLocked}
          onClick={() => onTake(name)}
        >
          <Icon name={iconOf(target)} />
          {name}
        </button>
      ))}
    </div>
  );
}

interface ReadingProps extends Pick<TargetFieldProps, 'value' | 'plan'> {
  readonly entry: DirectoryEntry | undefined;
  readonly isTyping: boolean;
}

/** What the page takes the text for: the address with its host, or what is wrong with it. */
function Reading({ value, entry, plan, isTyping }: ReadingProps) {
  if (value.trim() === '' || !plan) return null;
  const { target } = plan;
  if (target.kind !== 'invalid') return <ReadTarget target={target} />;
  const says =
    isName(value) && !entry ? COMPOSER.noEntry(value.trim().slice(0, 60)) : COMPOSER.notYet;
  return <span className={isTyping ? 'unsure' : 'wrong'}>{says}</span>;
}

function ReadTarget({ target }: { readonly target: Exclude<Endpoint, { kind: 'invalid' }> }) {
  const where = target.scope === 'internal' ? COMPOSER.inside : COMPOSER.outside;
  const isDeveloper = useView() === 'developer';
  if (target.kind === 'phone') {
    return (
      <>
        <bdi dir="ltr">{target.address}</bdi> · {COMPOSER.phone}
      </>
    );
  }
  const at = target.address.indexOf(target.host, target.address.indexOf('@') + 1);
  return (
    <>
      <bdi dir="ltr">
        {target.address.slice(0, at)}
        <b>{target.host}</b>
        {target.address.slice(at + target.host.length)}
      </bdi>
      {isDeveloper && ` · ${where}`}
    </>
  );
}
