// A page that breaks shows what broke, and leaves the others usable.
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { toCallError } from '../api/call-error.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { PageBody } from '../ui/page-body.tsx';

export class PageBoundary extends Component<{ children: ReactNode }, { thrown: unknown }> {
  override state: { thrown: unknown } = { thrown: null };

  static getDerivedStateFromError(thrown: unknown) {
    return { thrown };
  }

  override componentDidCatch(thrown: unknown, info: ErrorInfo): void {
    console.error(thrown, info.componentStack);
  }

  override render(): ReactNode {
    if (this.state.thrown === null) return this.props.children;
    return (
      <PageBody>
        <ErrorPanel
          title="This page has a defect"
          error={toCallError(this.state.thrown)}
          onRetry={() => this.setState({ thrown: null })}
        />
      </PageBody>
    );
  }
}
