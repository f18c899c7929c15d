import { useId } from 'react';

import styles from './radio-list.module.css';

export interface RadioOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** What choosing it means. */
  readonly hint?: string;
}

interface RadioListProps<Value extends string> {
  /** What is chosen, for a screen reader. */
  readonly label: string;
  readonly options: readonly RadioOption<Value>[];
  readonly chosen: Value | null;
  readonly onChoose: (value: Value) => void;
}

/** One of several, each on a line of its own. */
export function RadioList<Value extends string>({
  label,
  options,
  chosen,
  onChoose,
}: RadioListProps<Value>) {
  const id = useId();
  return (
    <fieldset className={styles.list}>
      <legend className="visually-hidden">{label}</legend>
      {options.map(({ value, label: text, hint }) => (
        <label key={value} className={styles.option}>
          <input
            type="radio"
            name={id}
            value={value}
            checked={value === chosen}
            aria-labelledby={`${id}-${value}`}
            aria-describedby={hint === undefined ? undefined : `${id}-${value}-hint`}
            data-autofocus={value === chosen || undefined}
            onChange={() => {
              onChoose(value);
            }}
          />
          <span className={styles.words}>
            <span id={`${id}-${value}`} className={styles.label}>
              {text}
            </span>
            {hint !== undefined && (
              <span id={`${id}-${value}-hint`} className={styles.hint}>
                {hint}
              </span>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
