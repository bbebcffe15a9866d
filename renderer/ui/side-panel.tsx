import { Drawer } from '@mantine/core';
import { useRef, type ReactNode } from 'react';
import css from './side-panel.module.css';
import { useFocusBack } from './use-focus-back.ts';

export interface SidePanelProps {
  isOpen: boolean;
  onClose: () => void;
  title: ReactNode;
  /** Under the title: state, path. */
  subtitle?: ReactNode;
  /** Stay at the foot while the rest scrolls. */
  actions?: ReactNode;
  /** Pixels; never wider than the window. */
  width?: number;
  children: ReactNode;
}

/** What belongs to one row, beside the list; Escape closes it and the focus goes back. */
export function SidePanel({ isOpen, onClose, title, subtitle, actions, width = 560, children }: SidePanelProps) {
  const content = useRef<HTMLDivElement>(null);
  useFocusBack(isOpen, content);
  return (
    <Drawer.Root
      opened={isOpen}
      onClose={onClose}
      position="right"
      size={width}
      lockScroll={false}
      returnFocus={false}
      transitionProps={{ duration: 140 }}
      classNames={{ content: css.panel ?? '' }}
    >
      <Drawer.Overlay backgroundOpacity={0.25} />
      <Drawer.Content>
        <div ref={content} className={css.column}>
          <div className={css.header}>
            <div className={css.words}>
              <Drawer.Title className={css.title}>{title}</Drawer.Title>
              {subtitle && <div className={css.subtitle}>{subtitle}</div>}
            </div>
            <Drawer.CloseButton aria-label="Close" />
          </div>
          <div className={css.body}>{children}</div>
          {actions && <div className={css.actions}>{actions}</div>}
        </div>
      </Drawer.Content>
    </Drawer.Root>
  );
}
