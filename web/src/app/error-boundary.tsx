import { Component, type ReactNode } from 'react';

import { CannotStart } from './cannot-start';

/** A mistake of ours must not leave a blank page. Drafts are safe: the outbox keeps them. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }> {
  override readonly state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return <CannotStart message="Something broke on this page. What you wrote is kept." />;
  }
}
