/** An engine without a network, to look at the screens and to scroll through long histories. */
import type {
  Conversation,
  ConversationState,
  Engine,
  InboxEntry,
  InboxState,
  Member,
  Message,
  OpenConversation,
  OpenTalk,
  ThreadsState,
  ThreadState,
  TimelineItem,
  User,
} from '../../src/engine';
import { Store } from '../../src/engine/store';
import { LINES, PEOPLE } from './sample-messages';

const ME = 'u-alice';
/** How the person stands in some of the groups; in the others they are the owner. */
const READER = { role: 'READER' } as const;
const MUTED = {
  role: 'MODERATOR',
  mutedUntil: new Date(Date.now() + 5 * 3_600_000).toISOString(),
} as const;
/** The others, in every group. */
const STANDINGS: Readonly<Record<string, Partial<Member>>> = {
  'u-bob': { role: 'ADMIN' },
  'u-carol': { role: 'MODERATOR' },
  'u-noor': { mutedUntil: MUTED.mutedUntil },
  'u-tomás': { role: 'READER', mutedUntil: '9999-12-31T23:59:59Z' },
};

const NO_THREADS = { status: 'ready', error: null, threads: [], older: 'none', unread: 0 } as const;

const userOf = (name: string): User => ({
  id: `u-${name.split(' ')[0]?.toLowerCase()}`,
  username: name.split(' ')[0]?.toLowerCase() ?? '',
  displayName: name,
  createdAt: '2026-01-05T08:00:00Z',
});

/** length: how many messages the long conversation has.  page: how many come at once. */
export function fakeEngine({ length, page }: { length: number; page: number }): Engine {
  const users = PEOPLE.map(userOf);
  const people = new Store<ReadonlyMap<string, User>>(new Map(users.map((u) => [u.id, u])));
  const all = history(length, users);
  const conversations = [
    conversationOf('team', 'GROUP', 'Launch crew', null, length),
    conversationOf('bob', 'DIRECT', null, 'u-bob', 4),
    conversationOf('carol', 'DIRECT', null, 'u-carol', 12),
    { ...conversationOf('climb', 'GROUP', 'Climbing on Thursdays', null, 88), ...READER },
    conversationOf('noor', 'DIRECT', null, 'u-noor', 31),
    { ...conversationOf('book', 'GROUP', 'Book club', null, 240), ...MUTED },
    conversationOf('émile', 'DIRECT', null, 'u-émile', 7),
  ];
  const unread: Record<string, number> = { climb: 3, noor: 1, book: 120 };
  const inbox = new Store<InboxState>({
    status: 'ready',
    error: null,
    older: 'none',
    unread: 124,
    mentionChanges: 0,
    entries: conversations.map((c, index) => entryOf(c, unread[c.id] ?? 0, index, users)),
  });
  const open = (conversationId: string) => {
    const conversation = conversations.find(({ id }) => id === conversationId) ?? null;
    return openConversation(
      conversationId,
      conversation,
      all,
      users,
      unread[conversationId] ?? 0,
      page,
    );
  };
  return {
    userId: ME,
    connection: new Store({ status: 'online' as const, since: Date.now() }),
    refusal: new Store(null),
    inbox: { ...readable(inbox), refresh: () => undefined, loadOlder: () => undefined },
    threads: {
      ...readable(new Store<ThreadsState>({ ...NO_THREADS })),
      refresh: () => undefined,
      loadOlder: () => undefined,
      follow: () => Promise.resolve(),
    },
    people: { ...readable(people), load: () => undefined, add: () => undefined },
    drafts: new Store([]),
    amendments: new Store([]),
    open,
    receive: () => undefined,
    receiveMember: () => undefined,
    markUnread: (conversationId, seq) => {
      const state = inbox.getSnapshot();
      const entries = state.entries.map((entry) =>
        entry.conversationId === conversationId
          ? { ...entry, readSeq: seq - 1, unread: entry.lastSeq - seq + 1 }
          : entry,
      );
      inbox.set({ ...state, entries });
      return conversationId === 'bob'
        ? Promise.reject(new Error('Can’t reach the server. Check your connection.'))
        : Promise.resolve();
    },
    wake: () => undefined,
    networkLost: () => undefined,
    outOfSight: () => undefined,
    stop: () => undefined,
  };
}

function readable<T>({ subscribe, getSnapshot }: Store<T>) {
  return { subscribe, getSnapshot };
}

function openConversation(
  conversationId: string,
  conversation: Conversation | null,
  all: readonly Message[],
  users: readonly User[],
  unread: number,
  page: number,
): OpenConversation {
  const ownHistory = conversationId === 'team' ? all : all.slice(-(conversation?.lastSeq ?? 0));
  const lastSeq = ownHistory.at(-1)?.seq ?? 0;
  const isGroup = conversation?.kind === 'GROUP';
  const others = isGroup
    ? users.filter(({ id }) => id !== ME)
    : users.filter(({ id }) => id === conversation?.peerId);
  const shownAs = isGroup
    ? ownHistory
    : ownHistory
        .filter(({ kind }) => kind === 'TEXT')
        .map((m) => (m.senderId === ME ? m : { ...m, senderId: conversation?.peerId ?? '' }));
  const itemsFrom = (first: number): TimelineItem[] =>
    shownAs.slice(Math.max(0, first)).map((message) => ({
      kind: 'message',
      key: message.clientMessageId,
      message,
      amendment: null,
      reacting: [],
      pinning: null,
      quotation: null,
    }));
  let first = shownAs.length - page;
  const store = new Store<ConversationState>({
    conversationId,
    rootSeq: null,
    status: conversation ? 'ready' : 'removed',
    error: null,
    conversation,
    items: itemsFrom(first),
    pins: [],
    answering: null,
    older: first > 0 ? 'more' : 'none',
    isCurrent: true,
    members: new Map(
      [userOf('Alice Moreau'), ...others].map((user) => [
        user.id,
        memberOf(user, lastSeq, isGroup ? conversation : null),
      ]),
    ),
    typing: conversationId === 'team' ? ['u-carol'] : [],
    readers: new Map(others.map(({ id }, index) => [id, lastSeq - index])),
    readSeq: lastSeq,
    openedAtReadSeq: lastSeq - unread,
    lastSeq,
  });
  const patch = (changes: Partial<ConversationState>) => {
    store.set({ ...store.getSnapshot(), ...changes });
  };
  return {
    conversationId,
    rootSeq: null,
    ...readable(store),
    send(body, mentions) {
      const draft = {
        clientMessageId: crypto.randomUUID(),
        conversationId,
        rootSeq: null,
        body,
        replyTo: null,
        mentions: mentions?.mentions ?? [],
        mentionsEveryone: mentions?.mentionsEveryone ?? false,
        createdAt: Date.now(),
        reason: { code: 'InvalidArguments', message: 'The message was refused.' },
        state: body.includes('fail') ? ('failed' as const) : ('sending' as const),
      };
      const item: TimelineItem = {
        kind: 'draft',
        key: draft.clientMessageId,
        draft,
        quotation: null,
      };
      patch({ items: [...store.getSnapshot().items, item] });
      return draft.clientMessageId;
    },
    answer: () => undefined,
    retryWithout: () => undefined,
    retry: () => undefined,
    discard: (id) => {
      patch({ items: store.getSnapshot().items.filter(({ key }) => key !== id) });
    },
    loadOlder() {
      patch({ older: 'loading' });
      setTimeout(() => {
        first -= page;
        patch({ items: itemsFrom(first), older: first > 0 ? 'more' : 'none' });
      }, 60);
    },
    edit: () => undefined,
    delete: () => undefined,
    react: () => undefined,
    pin: () => undefined,
    loadPins: () => Promise.resolve(),
    openThread: (rootSeq) => emptyThread(store.getSnapshot(), rootSeq),
    retryAmendment: () => undefined,
    dismissAmendment: () => undefined,
    seen: () => undefined,
    markUnread: () => Promise.resolve(),
    typed: () => undefined,
    stoppedTyping: () => undefined,
    close: () => undefined,
  };
}

/** Nobody has replied. */
function emptyThread(state: ConversationState, rootSeq: number): OpenTalk<ThreadState> {
  const root = state.items.find((item) => item.kind === 'message' && item.message.seq === rootSeq);
  const store = new Store<ThreadState>({
    ...state,
    rootSeq,
    items: [],
    older: 'none',
    typing: [],
    lastSeq: 0,
    isFollowed: false,
    root: root?.kind === 'message' ? root.message : 'unreadable',
  });
  return {
    conversationId: state.conversationId,
    rootSeq,
    ...readable(store),
    send: () => '',
    answer: () => undefined,
    retryWithout: () => undefined,
    retry: () => undefined,
    discard: () => undefined,
    loadOlder: () => undefined,
    edit: () => undefined,
    delete: () => undefined,
    react: () => undefined,
    retryAmendment: () => undefined,
    dismissAmendment: () => undefined,
    seen: () => undefined,
    markUnread: () => Promise.resolve(),
    typed: () => undefined,
    stoppedTyping: () => undefined,
    close: () => undefined,
  };
}

function history(length: number, users: readonly User[]): Message[] {
  const start = Date.now() - length * 240_000;
  return Array.from({ length }, (_, index) => {
    const seq = index + 1;
    const [who, body] = LINES[(index + LINES.length - (length % LINES.length)) % LINES.length] ?? [
      '',
      '',
    ];
    const isSystem = who === '+';
    const senderId = isSystem
      ? ME
      : (users.find(({ displayName }) => displayName.startsWith(who))?.id ?? ME);
    return {
      conversationId: 'team',
      channel: null,
      channelVersion: null,
      seq,
      revision: null,
      kind: isSystem ? 'SYSTEM' : 'TEXT',
      senderId,
      sender: null,
      body: isSystem ? null : body,
      event: isSystem ? 'MEMBERS_ADDED' : null,
      memberIds: isSystem ? ['u-noor'] : null,
      mentions: [],
      mentionsEveryone: false,
      clientMessageId: `m-${seq}`,
      createdAt: new Date(start + index * 240_000 + (index % 4) * 9_000).toISOString(),
      parts: [],
      changedBy: null,
      editedAt: null,
      deletedAt: null,
      deletedBy: null,
      pinnedAt: null,
      pinnedBy: null,
      replyTo: null,
      forwardedFrom: null,
      rootSeq: null,
      version: 0,
      reactions: [],
    };
  });
}

function conversationOf(
  id: string,
  kind: 'DIRECT' | 'GROUP',
  title: string | null,
  peerId: string | null,
  lastSeq: number,
): Conversation {
  return {
    id,
    kind,
    title,
    peerId,
    lastSeq,
    createdBy: ME,
    createdAt: '2026-03-01T09:00:00Z',
    memberCount: kind === 'GROUP' ? PEOPLE.length : 2,
    lastRevision: 1,
    channel: 'x',
    channelVersion: 1,
    role: 'OWNER',
    readSeq: lastSeq,
    unread: 0,
    fromSeq: 1,
    mutedUntil: null,
  };
}

function entryOf(
  conversation: Conversation,
  unread: number,
  index: number,
  users: readonly User[],
): InboxEntry {
  const ages = [0, 0.3, 2.5, 20, 30, 80, 900];
  const at = new Date(Date.now() - (ages[index] ?? 0) * 3_600_000).toISOString();
  const [who, body] = LINES[LINES.length - 1 - index * 2] ?? ['', ''];
  const sender = users.find(({ displayName }) => displayName.startsWith(who));
  const [firstMessage] = history(1, users);
  if (!firstMessage) throw new Error('A history of one has one message.');
  return {
    ...conversation,
    conversationId: conversation.id,
    peer: users.find(({ id }) => id === conversation.peerId) ?? null,
    unread,
    unreadMentions: 0,
    lastActivityAt: at,
    lastMessage: {
      ...firstMessage,
      kind: 'TEXT',
      event: null,
      sender: null,
      quoted: null,
      senderId: sender?.id ?? ME,
      body,
      createdAt: at,
    },
  };
}

/** group: null where it is a conversation of two. */
function memberOf(user: User, readSeq: number, group: Conversation | null): Member {
  const member: Member = {
    conversationId: group?.id ?? 'team',
    userId: user.id,
    user,
    role: 'MEMBER',
    status: 'ACTIVE',
    joinedAt: user.createdAt,
    readSeq,
    mutedUntil: null,
  };
  if (!group) return member;
  return { ...member, ...(user.id === ME ? standingOf(group) : STANDINGS[user.id]) };
}

function standingOf({ role, mutedUntil }: Conversation): Partial<Member> {
  return { role, mutedUntil };
}
