/** After the conversations, which come first. */
const CALM_MS = 3_000;

/**
 * Fetches what is loaded late, before it is wanted: a tab outlives networks and deployments, and a
 * part that cannot be loaded any more would take the whole page with it.
 */
export function preload(): () => void {
  const timer = setTimeout(() => {
    void Promise.allSettled([
      import('../features/about/about-pane'),
      import('../features/conversation/emoji-picker'),
      import('../features/profile/profile-dialog'),
      import('../features/shortcuts/shortcuts-dialog'),
      import('../features/start/start-dialog'),
    ]);
  }, CALM_MS);
  return () => {
    clearTimeout(timer);
  };
}
