import { PlugZap } from 'lucide-react';

import { Button } from '../components/button';
import { Notice } from '../components/notice';

/** Something without which nothing works; for whoever runs the app as much as for who uses it. */
export function FatalError({ message }: { readonly message: string }) {
  return (
    <main style={{ height: '100%' }}>
      <Notice
        icon={PlugZap}
        title="The chat cannot start"
        action={
          <Button
            variant="primary"
            onClick={() => {
              window.location.reload();
            }}
          >
            Try again
          </Button>
        }
      >
        {message}
      </Notice>
    </main>
  );
}
