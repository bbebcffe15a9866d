import type { PageProps } from '../app/pages.tsx';
import { EditRule, NewRule } from './editor/rule-editor.tsx';
import { RulesList } from './list/rules-list.tsx';

/** `#/rules`, `#/rules/import`, `#/rules/new`, `#/rules/ID`. */
export function RulesPage({ route }: PageProps) {
  const [place] = route.segments;
  if (place === undefined || place === 'import') return <RulesList isImporting={place === 'import'} />;
  if (place === 'new') return <NewRule key={route.query['from'] ?? ''} from={route.query['from'] ?? null} />;
  return <EditRule key={place} ruleId={place} />;
}
