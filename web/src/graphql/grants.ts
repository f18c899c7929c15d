/** What each role may do in a group, from the highest down. Written by `make generate`. */
export const GRANTS = {
  REACT: ['OWNER', 'ADMIN', 'MODERATOR', 'MEMBER', 'READER'],
  SEND_MESSAGES: ['OWNER', 'ADMIN', 'MODERATOR', 'MEMBER'],
  PIN_MESSAGES: ['OWNER', 'ADMIN', 'MODERATOR', 'MEMBER'],
  MENTION_EVERYONE: ['OWNER', 'ADMIN', 'MODERATOR'],
  DELETE_MESSAGES_OF_OTHERS: ['OWNER', 'ADMIN', 'MODERATOR'],
  MUTE_MEMBERS: ['OWNER', 'ADMIN', 'MODERATOR'],
  REMOVE_MEMBERS: ['OWNER', 'ADMIN', 'MODERATOR'],
  ADD_MEMBERS: ['OWNER', 'ADMIN'],
  CHANGE_ROLES: ['OWNER', 'ADMIN'],
  UPDATE_CONVERSATION: ['OWNER', 'ADMIN'],
  TRANSFER_OWNERSHIP: ['OWNER'],
} as const;

export type Permission = keyof typeof GRANTS;

/** From the highest down: each may more than those after it. */
export const ROLES = ['OWNER', 'ADMIN', 'MODERATOR', 'MEMBER', 'READER'] as const;

/** What both people of a direct conversation may. */
export const BETWEEN_TWO: readonly Permission[] = [
  'REACT',
  'SEND_MESSAGES',
  'PIN_MESSAGES',
  'MENTION_EVERYONE',
];

/** What nobody may who is muted. */
export const NOT_WHILE_MUTED: readonly Permission[] = [
  'REACT',
  'SEND_MESSAGES',
  'PIN_MESSAGES',
  'MENTION_EVERYONE',
];
