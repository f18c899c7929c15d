import type { MessageRow } from './rows';

/** Whether two rows show the same: they are made anew from every state of the conversation. */
export function isSameRow(before: MessageRow, after: MessageRow): boolean {
  const { at, reacting, ...rest } = before;
  return (
    at.getTime() === after.at.getTime() &&
    areSame(reacting, after.reacting) &&
    (Object.keys(rest) as (keyof typeof rest)[]).every((name) => rest[name] === after[name])
  );
}

export function areSame<Each>(before: readonly Each[], after: readonly Each[]): boolean {
  return before.length === after.length && before.every((each, index) => each === after[index]);
}
