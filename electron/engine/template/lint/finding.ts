// What lint finds: where, what, and what to write instead.

export interface LintFinding {
  /** `error`: the command would fail or be refused. */
  severity: 'error' | 'warning';
  message: string;
  hint: string;
  /** Both count from 1. */
  line: number;
  column: number;
}

/** A finding before its offset is turned into line and column. */
export interface Found extends Omit<LintFinding, 'line' | 'column'> {
  position: number;
}
