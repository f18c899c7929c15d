/** Formatted texts as React elements: no HTML is ever made of what somebody wrote. */
import { Fragment, type ReactNode } from 'react';

import { classes } from '../classes';
import { EXTERNAL } from '../links';
import { MentionedText } from '../mentioned-text';
import type { Mentioned } from '../mentions';
import { CodeBlock } from './code-block';
import styles from './formatting.module.css';
import { SHORT_CODE } from './markup';
import { type Block, type Inline, parsed } from './parsing';

interface Emoji {
  readonly emojiByName: ReadonlyMap<string, string>;
}

interface Shown extends Emoji {
  /** Whom the text mentions. */
  readonly mentioned: readonly Mentioned[];
}

interface RenderOptions extends Shown {
  readonly onCopy: (code: string) => void;
}

/** Null where the text is best shown as it was typed. */
export function rendered(text: string, options: RenderOptions): ReactNode {
  const blocks = parsed(text);
  return blocks ? ofBlocks(blocks, options) : null;
}

/** The words, line by line. Null where they are what was typed. */
export function plain(text: string, emoji: Emoji): string | null {
  const blocks = parsed(text);
  return blocks ? plainBlocks(blocks, emoji) : null;
}

/** What is neither code nor an address, in pieces. Null where the text is best shown as it was typed. */
export function prose(text: string): readonly string[] | null {
  return parsed(text)?.flatMap(proseOfBlock) ?? null;
}

function proseOfBlock(block: Block): readonly string[] {
  switch (block.kind) {
    case 'text':
      return block.children.flatMap(proseOfInline);
    case 'quote':
      return block.children.flatMap(proseOfBlock);
    case 'code':
      return [];
    case 'list':
      return block.items.flatMap(({ children }) => children.flatMap(proseOfBlock));
  }
}

function proseOfInline(inline: Inline): readonly string[] {
  if ('children' in inline) return inline.children.flatMap(proseOfInline);
  return inline.kind === 'text' ? [inline.text] : [];
}

function ofBlock(block: Block, options: RenderOptions): ReactNode {
  switch (block.kind) {
    case 'text':
      return ofInlines(block.children, options);
    case 'quote':
      return <blockquote className={styles.quote}>{ofBlocks(block.children, options)}</blockquote>;
    case 'code':
      return <CodeBlock code={block.text} language={block.language} onCopy={options.onCopy} />;
    case 'list': {
      const List = block.isOrdered ? 'ol' : 'ul';
      const digits = Math.max(...block.items.map(({ number }) => number.length));
      return (
        <List
          className={classes(styles.list, block.isOrdered && styles.ordered)}
          style={{ '--digits': digits }}
        >
          {block.items.map(({ number, children }, index) => (
            <li key={index} value={block.isOrdered ? Number(number) : undefined}>
              {ofBlocks(children, options)}
            </li>
          ))}
        </List>
      );
    }
  }
}

function ofBlocks(blocks: readonly Block[], options: RenderOptions): ReactNode {
  return blocks.map((block, index) => <Fragment key={index}>{ofBlock(block, options)}</Fragment>);
}

function ofInlines(inlines: readonly Inline[], options: Shown): ReactNode {
  return inlines.map((inline, index) => (
    <Fragment key={index}>{ofInline(inline, options)}</Fragment>
  ));
}

function ofInline(inline: Inline, options: Shown): ReactNode {
  switch (inline.kind) {
    case 'text':
      return (
        <MentionedText
          text={inline.text}
          mentioned={options.mentioned}
          shown={(part) => withEmoji(part, options)}
        />
      );
    case 'code':
      return <code className={styles.code}>{inline.text}</code>;
    case 'link':
      return (
        <a href={inline.href} title={inline.href} {...EXTERNAL}>
          {ofInlines(inline.children, options)}
        </a>
      );
    case 'address':
      return (
        <a href={inline.href} {...EXTERNAL}>
          {inline.text}
        </a>
      );
    case 'strong':
    case 'em':
    case 's': {
      const Mark = inline.kind;
      return <Mark>{ofInlines(inline.children, options)}</Mark>;
    }
  }
}

function plainBlocks(blocks: readonly Block[], emoji: Emoji): string {
  return blocks.map((block) => plainBlock(block, emoji)).join('\n');
}

function plainBlock(block: Block, emoji: Emoji): string {
  switch (block.kind) {
    case 'text':
      return plainInlines(block.children, emoji);
    case 'quote':
      return plainBlocks(block.children, emoji);
    case 'code':
      return block.text;
    case 'list':
      return block.items
        .map(({ number, children }) => {
          const sign = block.isOrdered ? `${number}.` : '•';
          return `${sign} ${plainBlocks(children, emoji)}`;
        })
        .join('\n');
  }
}

function plainInlines(inlines: readonly Inline[], emoji: Emoji): string {
  return inlines
    .map((inline) => {
      if ('children' in inline) return plainInlines(inline.children, emoji);
      return inline.kind === 'text' ? withEmoji(inline.text, emoji) : inline.text;
    })
    .join('');
}

/** A name that no emoji has stays as it was typed. */
function withEmoji(text: string, { emojiByName }: Emoji): string {
  if (emojiByName.size === 0) return text;
  return text.replace(SHORT_CODE, (typed, name: string) => emojiByName.get(name) ?? typed);
}
