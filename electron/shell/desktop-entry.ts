/** An autostart file as freedesktop.org specifies it. @param command the program and its arguments */
export function desktopEntry(command: readonly string[]): string {
  const lines = [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Wherry',
    `Exec=${command.map(quoted).join(' ')}`,
    'X-GNOME-Autostart-enabled=true',
  ];
  return `${lines.join('\n')}\n`;
}

/**
 * In quotes, with `"`, backquote, `$` and backslash escaped and `%` doubled. Then once more each backslash: the value is
 * a string of the file before it is a command line.
 */
function quoted(argument: string): string {
  if (/^[\w./=-]+$/.test(argument)) return argument;
  const escaped = argument.replaceAll(/["`$\\]/g, String.raw`\$&`).replaceAll('%', '%%');
  return `"${escaped}"`.replaceAll('\\', String.raw`\\`);
}
