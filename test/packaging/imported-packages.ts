// Packages that a built file imports or requires; Node's and Electron's own are left out, and what a comment names.
import { isBuiltin } from 'node:module';

export interface ImportedPackage {
  name: string;
  /** By `import()`: missed only when that line is reached. */
  isDynamic: boolean;
}

export function importedPackages(code: string): ImportedPackage[] {
  const imports = code
    .replaceAll(/^\s*(?:\*|\/\/).*$/gm, '')
    .matchAll(/^\s*(?:import|export)\s[^'";]*?['"]([^'"]+)['"]|\b(import|(?:__)?require)\(['"]([^'"]+)['"]\)/gm);
  return [...imports]
    .map(([, from, kind, called]) => ({ specifier: from ?? called ?? '', isDynamic: kind === 'import' }))
    .filter(({ specifier }) => !/^[.#/]/.test(specifier) && !isBuiltin(specifier) && !/^electron($|\/)/.test(specifier))
    .map(({ specifier, isDynamic }) => ({
      name: specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/'),
      isDynamic,
    }));
}
