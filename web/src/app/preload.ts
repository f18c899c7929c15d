/** After the conversations, which come first. */
const DELAY_MS = 3_000;

/**
 * Fetches what is loaded late, before it is wanted: a tab outlives networks and deployments, and a
 * part that cannot be loaded any more would take the whole page with it.
 */
export function preload(): () => void {
  const timer = setTimeout(() => {
    void Promise.allSettled([
      import('../features/conversation-details/details-pane'),
      import('../features/conversation/emoji/emoji-picker'),
      import('../features/conversation/thread/thread-pane'),
      import('../features/mentions/mentions-dialog'),
      import('../features/profile/profile-dialog'),
      import('../features/shortcuts/shortcuts-dialog'),
      import('../features/threads/threads-dialog'),
      import('../features/new-conversation/new-conversation-dialog'),
    ]);
  }, DELAY_MS);
  return () => {
    clearTimeout(timer);
  };
}
