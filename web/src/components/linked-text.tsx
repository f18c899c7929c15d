import { EXTERNAL, splitLinks } from './links';
import { MentionedText } from './mentioned-text';
import type { Mentioned } from './mentions';

interface LinkedTextProps {
  readonly text: string;
  /** Whom it mentions. */
  readonly mentioned: readonly Mentioned[];
}

/** What a person wrote, as text; only web and e-mail addresses become links, and mentions names. */
export function LinkedText({ text, mentioned }: LinkedTextProps) {
  return splitLinks(text).map(({ text: part, href }, index) =>
    href ? (
      <a key={index} href={href} {...EXTERNAL}>
        {part}
      </a>
    ) : (
      <MentionedText key={index} text={part} mentioned={mentioned} />
    ),
  );
}
