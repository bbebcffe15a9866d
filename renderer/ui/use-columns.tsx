// Which columns a person wants to see, kept for the next time.
import { Button, Menu } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconColumns3 } from '@tabler/icons-react';
import { useMemo, type ReactNode } from 'react';
import type { Column } from './row-source.ts';

export interface ChosenColumns<Row> {
  columns: readonly Column<Row>[];
  /** The button with the list, for the filter bar. */
  menu: ReactNode;
}

/** `table` is the name under which the choice is kept: `files`. `all` must stay the same array. */
export function useColumns<Row>(table: string, all: readonly Column<Row>[]): ChosenColumns<Row> {
  const [hidden, setHidden] = useLocalStorage<readonly string[]>({
    key: `wherry-hidden-columns-${table}`,
    defaultValue: all.filter((column) => column.isHiddenAtFirst).map((column) => column.id),
    getInitialValueInEffect: false,
  });
  const columns = useMemo(() => all.filter((column) => column.isFixed || !hidden.includes(column.id)), [all, hidden]);
  function toggle(id: string): void {
    setHidden((known) => (known.includes(id) ? known.filter((other) => other !== id) : [...known, id]));
  }
  const menu = (
    <Menu closeOnItemClick={false}>
      <Menu.Target>
        <Button variant="subtle" color="gray" leftSection={<IconColumns3 size={16} aria-hidden />}>
          Columns
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {all
          .filter((column) => !column.isFixed)
          .map((column) => (
            <Menu.CheckboxItem key={column.id} checked={!hidden.includes(column.id)} onChange={() => toggle(column.id)}>
              {column.title}
            </Menu.CheckboxItem>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
  return { columns, menu };
}
