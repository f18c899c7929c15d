import { useLocation, useSearchParams } from 'wouter';

export type DialogName = 'mentions' | 'new' | 'profile' | 'shortcuts' | 'threads';

/** Dialogs are part of the address: Back closes them, and what is below them stays. */
export function useDialog(): {
  readonly name: string | null;
  readonly open: (name: DialogName) => void;
  readonly close: () => void;
} {
  const [location, navigate] = useLocation();
  const [search] = useSearchParams();
  const name = search.get('dialog');
  return {
    name,
    open: (next) => {
      // Not from the location, which is the one before until a redirect has been rendered.
      navigate(`?dialog=${next}`, { replace: name !== null });
    },
    close: () => {
      navigate(location, { replace: true });
    },
  };
}
