import type { Permission } from '../graphql/grants';
import { may, type Standing } from './grants';
import { useNow } from './use-now';

/** What the person may do now; asked again when the time for which they are muted is over. */
export function useMay(standing: Standing | null): (permission: Permission) => boolean {
  const now = useNow([standing?.mutedUntil ?? null]);
  return (permission) => may(permission, standing, now);
}
