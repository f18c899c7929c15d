import type { Role } from '../../chat/grants';

/** What roles are called, and what each may do, in a line. */
export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  OWNER: 'Owner',
  ADMIN: 'Admin',
  MODERATOR: 'Moderator',
  MEMBER: 'Member',
  READER: 'Reader',
};

export const ROLE_HINTS: Readonly<Record<Role, string>> = {
  OWNER: 'Can do everything. There is only one owner.',
  ADMIN: 'Can also add people, change roles, and rename the conversation.',
  MODERATOR: 'Can also mute and remove people, delete their messages, and mention everyone.',
  MEMBER: 'Can write messages, react to them, and pin them.',
  READER: 'Can read messages and react to them.',
};
