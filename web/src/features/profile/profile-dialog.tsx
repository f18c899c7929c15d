import { useMutation } from '@tanstack/react-query';
import { Keyboard, LogOut } from 'lucide-react';
import { useState } from 'react';

import { signOut } from '../../auth/session';
import { updateProfile } from '../../chat/api';
import { useEngine, useReadable } from '../../chat/chat-context';
import { Avatar } from '../../components/avatar';
import { Button } from '../../components/button';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { Dialog } from '../../components/dialog';
import { TextField } from '../../components/text-field';
import { useDialog } from '../../components/use-dialog';
import type { Engine } from '../../engine';
import styles from './profile-dialog.module.css';
import { ThemeChoice } from './theme-choice';

/** What GraphiQL keeps: queries with what was said in them. */
const QUERY_EDITOR = 'graphiql:';

export default function ProfileDialog({ onClose }: { readonly onClose: () => void }) {
  const { open } = useDialog();
  const engine = useEngine();
  const { userId, people } = engine;
  const own = useReadable(people).get(userId);
  const [draft, setDraft] = useState<string | null>(null);
  const [unsent, setUnsent] = useState(0);
  const name = draft ?? own?.displayName ?? '';
  const save = useMutation({
    mutationFn: updateProfile,
    onSuccess: (user) => {
      people.learn([user]);
      setDraft(null);
    },
  });
  const changed = name.trim() !== '' && name.trim() !== own?.displayName;

  if (unsent > 0) {
    return (
      <ConfirmDialog
        title="Sign out?"
        confirm="Sign out"
        busy={false}
        error={null}
        onConfirm={() => {
          leave(engine);
        }}
        onClose={onClose}
      >
        {unsent === 1 ? '1 message has' : `${unsent} messages have`} not been sent yet. Signing out
        throws away what is not sent.
      </ConfirmDialog>
    );
  }

  return (
    <Dialog title="Profile and settings" onClose={onClose}>
      <div className={styles.content}>
        <form
          className={styles.identity}
          onSubmit={(event) => {
            event.preventDefault();
            if (changed && !save.isPending) save.mutate(name.trim());
          }}
        >
          <Avatar id={userId} name={own?.displayName ?? ''} size="lg" />
          <div className={styles.fields}>
            <TextField
              label="Display name"
              value={name}
              maxLength={50}
              autoComplete="name"
              hint={own && `You sign in as ${own.username}.`}
              error={save.error?.message}
              onChange={(event) => {
                setDraft(event.target.value);
              }}
            />
            <div className={styles.save}>
              <Button type="submit" look="primary" disabled={!changed} busy={save.isPending}>
                Save
              </Button>
              <span role="status">{save.isSuccess && !changed ? 'Saved.' : ''}</span>
            </div>
          </div>
        </form>
        <ThemeChoice />
        <div className={styles.actions}>
          <Button
            look="quiet"
            onClick={() => {
              open('shortcuts');
            }}
          >
            <Keyboard size={18} aria-hidden /> Keyboard shortcuts
          </Button>
          <Button
            look="danger"
            onClick={() => {
              const waiting = engine.drafts.getSnapshot().length;
              if (waiting > 0) setUnsent(waiting);
              else leave(engine);
            }}
          >
            <LogOut size={18} aria-hidden /> Sign out
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** Nothing that the person wrote stays behind on this machine. */
function leave(engine: Engine): void {
  engine.stop({ forget: true });
  sessionStorage.clear();
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(QUERY_EDITOR)) localStorage.removeItem(key);
  }
  void signOut();
}
