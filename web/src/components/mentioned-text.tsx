import { Fragment } from 'react';

import { classes } from './classes';
import styles from './mentioned-text.module.css';
import { type Mentioned, splitMentions } from './mentions';

interface MentionedTextProps {
  readonly text: string;
  /** Whom it mentions. */
  readonly mentioned: readonly Mentioned[];
  /** Of what is between. */
  readonly shown?: (text: string) => string;
}

/** What a person wrote, with whom it mentions by the names that others see. */
export function MentionedText({ text, mentioned, shown = (part) => part }: MentionedTextProps) {
  const byUsername = new Map(mentioned.map((each) => [each.username, each]));
  return splitMentions(text, byUsername.keys()).map(({ text: part, username = '' }, index) => {
    const person = byUsername.get(username);
    if (!person) return <Fragment key={index}>{shown(part)}</Fragment>;
    return (
      <span
        key={index}
        className={classes(styles.mention, person.isReader && styles.reader)}
        title={part}
        data-mention
      >
        @<bdi>{person.name}</bdi>
      </span>
    );
  });
}
