import { useId } from 'react';
import { useView } from '../shell/hooks.js';
import { COMPOSER } from '../texts.js';
import type { Draft } from './request.js';

interface OptionsProps {
  readonly draft: Draft;
  readonly isLocked: boolean;
  readonly isPhone: boolean;
  readonly onEdit: (patch: Partial<Draft>) => void;
}

/** What most transfers never need. How a caller is moved is for developers to try, not for agents to choose. */
export function Options({ draft, isLocked, isPhone, onEdit }: OptionsProps) {
  const isDeveloper = useView() === 'developer';
  const text = (label: string, key: 'callerId' | 'extension' | 'deadline' | 'knownAddress') => (
    <TextOption
      label={label}
      value={draft[key]}
      type={key === 'deadline' ? 'number' : 'text'}
      onEdit={(value) => onEdit({ [key]: value })}
    />
  );
  if (!isDeveloper && !isPhone) return null;
  return (
    <details
      className="more-options"
      onToggle={({ currentTarget }) => currentTarget.scrollIntoView({ block: 'nearest' })}
    >
      <summary>{COMPOSER.options}</summary>
      <fieldset className="grid" disabled={isLocked}>
        {isDeveloper && (
          <>
            <Choice
              label={COMPOSER.method}
              value={draft.method}
              choices={METHODS}
              onChoose={(method) => onEdit({ method })}
            />
            <Choice
              label={COMPOSER.prefer}
              value={draft.prefer}
              choices={{ direct: COMPOSER.direct, anchored: COMPOSER.anchored }}
              onChoose={(prefer) => onEdit({ prefer })}
            />
            {text(COMPOSER.deadline, 'deadline')}
            {text(COMPOSER.knownAddress, 'knownAddress')}
          </>
        )}
        {isPhone && text(COMPOSER.callerId, 'callerId')}
        {isPhone && text(COMPOSER.extension, 'extension')}
      </fieldset>
    </details>
  );
}

const METHODS = {
  auto: COMPOSER.byRule,
  sipCallTransfer: 'sipCallTransfer',
  sipRefer: 'sipRefer',
} as const;

interface TextOptionProps {
  readonly label: string;
  readonly value: string;
  readonly type: 'text' | 'number';
  readonly onEdit: (value: string) => void;
}

function TextOption({ label, value, type, onEdit }: TextOptionProps) {
  const id = useId();
  return (
    <label htmlFor={id}>
      {label}
      <input
        id={id}
        className="field"
        type={type}
        min={5}
        max={180}
        value={value}
        onChange={(event) => onEdit(event.currentTarget.value)}
      />
    </label>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: Readonly<Record<Value, string>>;
  readonly onChoose: (value: Value) => void;
}

/** A select of a few values, each with its text. */
export function Choice<Value extends string>({
  label,
  value,
  choices,
  onChoose,
}: ChoiceProps<Value>) {
  const id = useId();
  const values = Object.keys(choices) as Value[];
  return (
    <div className="choice">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="field"
        value={value}
        onChange={(event) => {
          const chosen = values.find((one) => one === event.currentTarget.value);
          if (chosen !== undefined) onChoose(chosen);
        }}
      >
        {values.map((one) => (
          <option key={one} value={one}>
            {choices[one]}
          </option>
        ))}
      </select>
    </div>
  );
}
