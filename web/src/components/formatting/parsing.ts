/**
 * From what a person typed to blocks and what is in them, by markdown-it: in lines as they were typed,
 * without HTML, pictures and headings.
 *
 * Others wrote it, so nothing is taken for granted: where marks are nested too deep, or anything but
 * marks would not be shown, the text is shown as it was typed.
 */
import MarkdownIt, { type ParserInline, type Token } from 'markdown-it';

import { type Address, findAddresses, hrefOf } from '../links';

type StateInline = InstanceType<ParserInline['State']>;

export type Inline =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  /** An address that was typed as such. */
  | { readonly kind: 'address'; readonly text: string; readonly href: string }
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly Inline[] }
  | { readonly kind: 'strong' | 'em' | 's'; readonly children: readonly Inline[] };

export type Block =
  /** One or more paragraphs, with the lines between them. */
  | { readonly kind: 'text'; readonly children: readonly Inline[] }
  | { readonly kind: 'quote'; readonly children: readonly Block[] }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | { readonly kind: 'list'; readonly isOrdered: boolean; readonly items: readonly ListItem[] };

export interface ListItem {
  /** As it was typed; of an ordered list. */
  readonly number: string;
  readonly children: readonly Block[];
}

/** What is longer was not sent by this chat. */
const LONGEST = 10_000;
/** Marks within marks. */
const DEEPEST = 16;
/** Texts in view are shown again and again. */
const REMEMBERED = 500;

const remembered = new Map<string, readonly Block[] | null>();

/** Null where the text is best shown as it was typed. */
export function parsed(text: string): readonly Block[] | null {
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const blocks = parse(text);
  remembered.set(text, blocks);
  const [oldest] = remembered.keys();
  if (remembered.size > REMEMBERED && oldest !== undefined) remembered.delete(oldest);
  return blocks;
}

const markdown = new MarkdownIt({
  html: false,
  breaks: true,
  linkify: false,
  maxNesting: 100,
}).disable([
  'autolink',
  'code',
  'entity',
  'heading',
  'hr',
  'html_block',
  'html_inline',
  'image',
  'lheading',
  'reference',
  'table',
]);
markdown.inline.ruler.at('text', textOrAddress);
markdown.inline.ruler.at('newline', lineEnd);
markdown.inline.ruler.at('link', link);

function parse(text: string): readonly Block[] | null {
  if (text.length > LONGEST) return null;
  try {
    const tokens = markdown.parse(text, {});
    if (!isShallow(tokens) || lost(text) !== lost(contentOf(tokens))) return null;
    return new Reader(tokens, text.split('\n')).blocks();
  } catch {
    // One message that no rule was made for must not take the others from the screen.
    return null;
  }
}

/** What ends a run of plain text: whatever a rule may begin with. */
const MARK = /[\n*_~`[\]\\]/gu;

/** Plain text up to the next mark, or an address with whatever marks are in it. */
function textOrAddress(state: StateInline, silent: boolean): boolean {
  const { pos, src } = state;
  const next = addressesOf(state).find(({ start }) => start >= pos);
  if (next?.start === pos && next.end <= state.posMax) {
    if (!silent) pushAddress(state, next);
    state.pos = next.end;
    return true;
  }
  MARK.lastIndex = pos;
  const mark = MARK.exec(src)?.index ?? src.length;
  const end = Math.min(mark, next?.start ?? src.length, state.posMax);
  if (end === pos) return false;
  if (!silent) state.pending += src.slice(pos, end);
  state.pos = end;
  return true;
}

/** Within the words of a link it is nothing but words: the link leads somewhere itself. */
function pushAddress(state: StateInline, { text, href }: Address): void {
  if (state.linkLevel > 0) {
    state.pending += text;
    return;
  }
  const token = state.push('address', '', 0);
  token.content = text;
  token.meta = { href };
}

const addresses = new WeakMap<StateInline, readonly Address[]>();

function addressesOf(state: StateInline): readonly Address[] {
  const found = addresses.get(state) ?? findAddresses(state.src);
  addresses.set(state, found);
  return found;
}

/** Spaces around the end of a line stay, and so does a backslash before it. */
function lineEnd(state: StateInline, silent: boolean): boolean {
  const at = state.src.charAt(state.pos);
  const isEscaped = at === '\\' && state.src.charAt(state.pos + 1) === '\n';
  if (at !== '\n' && !isEscaped) return false;
  if (!silent) state.pending += at;
  state.pos += 1;
  return true;
}

/** `[words](address)`, where the words are not another address: nobody is led elsewhere than they see. */
function link(state: StateInline, silent: boolean): boolean {
  const { pos: start, posMax, src, md } = state;
  if (src.charAt(start) !== '[') return false;
  const labelEnd = md.helpers.parseLinkLabel(state, start, true);
  if (labelEnd <= start + 1 || src.charAt(labelEnd + 1) !== '(') return false;
  const address = md.helpers.parseLinkDestination(src, labelEnd + 2, posMax);
  if (!address.ok || address.pos >= posMax || src.charAt(address.pos) !== ')') return false;
  const href = hrefOf(address.str);
  const words = src.slice(start + 1, labelEnd);
  if (href === null || words.trim() === '') return false;
  if (findAddresses(words).some((shown) => shown.href !== href)) return false;
  if (!silent) {
    state.pos = start + 1;
    state.posMax = labelEnd;
    state.push('link_open', 'a', 1).meta = { href };
    state.linkLevel += 1;
    md.inline.tokenize(state);
    state.linkLevel -= 1;
    state.push('link_close', 'a', -1).meta = { typed: address.str };
  }
  state.pos = address.pos + 1;
  state.posMax = posMax;
  return true;
}

function isShallow(tokens: readonly Token[]): boolean {
  return tokens.every(
    ({ level, children }) =>
      level <= DEEPEST && (children ?? []).every((inline) => inline.level <= DEEPEST),
  );
}

/** Everything but spaces and what marks are made of: none of it may be lost. */
function lost(text: string): string {
  return text.replace(/[\s*_~`<>[\]()+\-\\.]/gu, '');
}

/** All that is shown, and all that a mark holds: where links lead, numbers of a list. */
function contentOf(tokens: readonly Token[]): string {
  return tokens
    .map(({ type, content, info, children, meta }) => {
      if (type === 'inline') return contentOf(children ?? []);
      if (type === 'list_item_open') return info;
      if (type === 'link_close') return (meta as { typed: string }).typed;
      return type === 'fence' ? info + content : content;
    })
    .join('');
}

/** Goes through the tokens once. */
class Reader {
  readonly #tokens: readonly Token[];
  readonly #lines: readonly string[];
  #at = 0;

  constructor(tokens: readonly Token[], lines: readonly string[]) {
    this.#tokens = tokens;
    this.#lines = lines;
  }

  /** Up to the end of what encloses them. */
  blocks(): readonly Block[] {
    const blocks: Block[] = [];
    /** The line after the last paragraph, if nothing has come since. */
    let paragraphEnd: number | null = null;
    for (let token = this.#next(); token && token.nesting >= 0; token = this.#next()) {
      if (token.type !== 'paragraph_open') {
        paragraphEnd = null;
        blocks.push(this.#block(token));
        continue;
      }
      const [begin, end] = token.map ?? [0, 0];
      const words = readInlines(this.#next()?.children ?? []);
      this.#next();
      const indent = /^\s*/u.exec(token.level === 0 ? (this.#lines[begin] ?? '') : '')?.[0] ?? '';
      const before = paragraphEnd === null ? '' : '\n'.repeat(begin - paragraphEnd + 1);
      const opening = before + indent;
      const children =
        opening === '' ? words : [{ kind: 'text', text: opening } as const, ...words];
      const last = paragraphEnd === null ? undefined : blocks.pop();
      const earlier = last?.kind === 'text' ? last.children : [];
      blocks.push({ kind: 'text', children: [...earlier, ...children] });
      paragraphEnd = end;
    }
    return blocks;
  }

  #block({ type, content, info }: Token): Block {
    switch (type) {
      case 'fence':
        return { kind: 'code', language: info.trim(), text: content.replace(/\n$/u, '') };
      case 'blockquote_open':
        return { kind: 'quote', children: this.blocks() };
      case 'bullet_list_open':
      case 'ordered_list_open':
        return { kind: 'list', isOrdered: type === 'ordered_list_open', items: this.#items() };
      default:
        return { kind: 'text', children: [{ kind: 'text', text: content }] };
    }
  }

  #items(): readonly ListItem[] {
    const items: ListItem[] = [];
    for (let token = this.#next(); token && token.nesting > 0; token = this.#next()) {
      items.push({ number: token.info, children: this.blocks() });
    }
    return items;
  }

  #next(): Token | undefined {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    return token;
  }
}

const MARKS: Readonly<Record<string, 'strong' | 'em' | 's'>> = {
  strong_open: 'strong',
  em_open: 'em',
  s_open: 's',
};

function readInlines(tokens: readonly Token[]): readonly Inline[] {
  let at = 0;
  const upToEnd = (): readonly Inline[] => {
    const inlines: Inline[] = [];
    for (let token = tokens[at++]; token && token.nesting >= 0; token = tokens[at++]) {
      inlines.push(inlineOf(token));
    }
    return inlines;
  };
  const inlineOf = ({ type, content, meta }: Token): Inline => {
    const mark = MARKS[type];
    if (mark) return { kind: mark, children: upToEnd() };
    const { href = '' } = (meta ?? {}) as { href?: string };
    if (type === 'link_open') return { kind: 'link', href, children: upToEnd() };
    if (type === 'address') return { kind: 'address', text: content, href };
    return { kind: type === 'code_inline' ? 'code' : 'text', text: content };
  };
  return upToEnd();
}
