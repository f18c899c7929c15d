import { Fragment } from 'react';

import { EXTERNAL, splitLinks } from './links';

/** What a person wrote, as text; only web and e-mail addresses become links. */
export function LinkedText({ text }: { readonly text: string }) {
  return splitLinks(text).map(({ text: part, href }, index) =>
    href ? (
      <a key={index} href={href} {...EXTERNAL}>
        {part}
      </a>
    ) : (
      <Fragment key={index}>{part}</Fragment>
    ),
  );
}
