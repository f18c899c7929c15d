import { PlugZap } from 'lucide-react';

import { Button } from '../components/button';
import { Notice } from '../components/notice';

/** An error that nothing can be shown after; read by whoever runs the app as much as by its users. */
export function FatalError({ message }: { readonly message: string }) {
  return (
    <main style={{ height: '100%' }}>
      <Notice
        icon={PlugZap}
        title="Something went wrong"
        action={
          <Button
            variant="primary"
            onClick={() => {
              window.location.reload();
            }}
          >
            Reload
          </Button>
        }
      >
        {message}
      </Notice>
    </main>
  );
}
