// Findings of the engine, which count lines and columns from 1, as marks in the text.
import type { Diagnostic } from '@codemirror/lint';
import type { Text } from '@codemirror/state';
import type { TextFinding } from '#shared/api-editor.ts';

/** A finding marks the word at its place, or the character. Places that the text no longer has are moved to its end. */
export function diagnosticsOf(text: Text, findings: readonly TextFinding[]): Diagnostic[] {
  return findings.map((finding) => {
    const line = text.line(Math.max(1, Math.min(finding.line, text.lines)));
    const from = Math.max(line.from, Math.min(line.from + finding.column - 1, line.to));
    const word = /^["']?[\w$.-]+["']?|^./u.exec(text.sliceString(from, line.to))?.[0] ?? '';
    return {
      from,
      to: from + word.length,
      severity: finding.severity,
      message: finding.hint ? `${finding.message}\n${finding.hint}` : finding.message,
    };
  });
}
