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
const QUERY_EDITOR_PREFIX = 'graphiql:';

export default function ProfileDialog({ onClose }: { readonly onClose: () => void }) {
  const { open } = useDialog();
  const engine = useEngine();
  const { userId, people } = engine;
  const profile = useReadable(people).get(userId);
  const [draft, setDraft] = useState<string | null>(null);
  const [unsent, setUnsent] = useState(0);
  const name = draft ?? profile?.displayName ?? '';
  const save = useMutation({
    mutationFn: updateProfile,
    onSuccess: (user) => {
      people.add([user]);
      setDraft(null);
    },
  });
  const changed = name.trim() !== '' && name.trim() !== profile?.displayName;

  if (unsent > 0) {
    return (
      <ConfirmDialog
        title="Sign out?"
        confirm="Sign out"
        busy={false}
        error={null}
        onConfirm={() => {
          signOutAndForget(engine);
        }}
        onClose={onClose}
      >
        {unsent === 1 ? '1 message has' : `${unsent} messages have`} not been sent yet. Signing out
        deletes unsent messages.
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
          <Avatar id={userId} name={profile?.displayName ?? ''} size="lg" />
          <div className={styles.fields}>
            <TextField
              label="Display name"
              value={name}
              maxLength={50}
              autoComplete="name"
              hint={profile && `You sign in as ${profile.username}.`}
              error={save.error?.message}
              onChange={(event) => {
                setDraft(event.target.value);
              }}
            />
            <div className={styles.save}>
              <Button type="submit" variant="primary" disabled={!changed} busy={save.isPending}>
                Save
              </Button>
              <span role="status">{save.isSuccess && !changed ? 'Saved.' : ''}</span>
            </div>
          </div>
        </form>
        <ThemeChoice />
        <div className={styles.actions}>
          <Button
            variant="quiet"
            onClick={() => {
              open('shortcuts');
            }}
          >
            <Keyboard size={18} aria-hidden /> Keyboard shortcuts
          </Button>
          <Button
            variant="danger"
            onClick={() => {
              const waiting =
                engine.drafts.getSnapshot().length + engine.amendments.getSnapshot().length;
              if (waiting > 0) setUnsent(waiting);
              else signOutAndForget(engine);
            }}
          >
            <LogOut size={18} aria-hidden /> Sign out
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** Nothing that the person wrote stays on this device. */
function signOutAndForget(engine: Engine): void {
  engine.stop({ forget: true });
  sessionStorage.clear();
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(QUERY_EDITOR_PREFIX)) localStorage.removeItem(key);
  }
  void signOut();
}
