// Names that a command's template may use. Pure.
import type { Json, JsonObject } from '#shared/json.ts';
import type { Suggestion } from '../../ui/code-editor.tsx';

const ALWAYS: readonly Suggestion[] = [
  { name: 'filePath', about: 'where the file is on this computer' },
  { name: 'fileName', about: 'its name' },
];

/** Those of every file, and the fields of a real record with their values. */
export function suggestionsOf(record: JsonObject | null): readonly Suggestion[] {
  const own = Object.entries(record ?? {})
    .filter(([name]) => /^[a-z_]\w*$/i.test(name) && ALWAYS.every((one) => one.name !== name))
    .map(([name, value]) => ({ name, about: shortened(value) }));
  return [...ALWAYS, ...own];
}

function shortened(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
