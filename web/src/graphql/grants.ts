/** What each role may do in a group. Written by `make generate`. */
export const GRANTS = {
  MENTION_EVERYONE: ['OWNER'],
  DELETE_MESSAGES_OF_OTHERS: ['OWNER'],
  ADD_MEMBERS: ['OWNER'],
  REMOVE_MEMBERS: ['OWNER'],
  UPDATE_CONVERSATION: ['OWNER'],
} as const;

export type Permission = keyof typeof GRANTS;

/** What both people of a direct conversation may. */
export const BETWEEN_TWO: readonly Permission[] = ['MENTION_EVERYONE'];
