import { Component, type ReactNode } from 'react';

import { FatalError } from './fatal-error';

/** Shows a message in place of a blank page. Unsent messages are safe in the outbox. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }> {
  override readonly state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <FatalError message="This page has run into a problem. Reload it to continue. Your unsent messages are saved." />
    );
  }
}
