// Ids of stored rules: readable at the front, unique by their end, stable for ever because the store's rows carry them.
import { randomBytes } from 'node:crypto';

const DRAFT = /^new-([0-9a-f]{8})$/;

/** For a rule that is not kept yet. */
export function draftId(): string {
  return `new-${randomBytes(4).toString('hex')}`;
}

/**
 * For the first time that it is kept. The end of a draft's id stays, so that one draft that is saved twice (a double
 * click) becomes one rule: `known` finds it again.
 */
export function keptId(name: string, givenId: string): string {
  const slug = name
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replaceAll(/^-+|-+$/g, '');
  return `${slug === '' ? 'rule' : slug}-${DRAFT.exec(givenId)?.[1] ?? randomBytes(4).toString('hex')}`;
}

/** True where `id` is what a draft of that id has become. */
export function isFromDraft(id: string, givenId: string): boolean {
  const end = DRAFT.exec(givenId)?.[1];
  return end !== undefined && id.endsWith(`-${end}`);
}
