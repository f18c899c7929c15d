import { Fragment } from 'react';

import { splitLinks } from './links';

/** What a person wrote, as text; only http and https addresses become links. */
export function LinkedText({ text }: { readonly text: string }) {
  return splitLinks(text).map(({ kind, value }, index) =>
    kind === 'link' ? (
      <a key={index} href={value} target="_blank" rel="noopener noreferrer nofollow ugc">
        {value}
      </a>
    ) : (
      <Fragment key={index}>{value}</Fragment>
    ),
  );
}
