/** The key belongs to a field, an editor or an open dialog, so it is no shortcut of the page. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  if (event.defaultPrevented || event.isComposing) return true;
  if (document.querySelector('[role="dialog"][aria-modal="true"]')) return true;
  return target?.closest('input, textarea, select, [contenteditable="true"], [role="menu"]') != null;
}
