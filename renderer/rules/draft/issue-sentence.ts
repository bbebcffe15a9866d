/** The engine's `is missing` after the name of its field; a sentence of its own stays one. Ends with a full stop. */
export function issueSentence(title: string, message: string): string {
  const continues = /^(is|are|must|holds|names|has|cannot)\b/.test(message);
  const sentence = continues ? `${title} ${message}` : message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?…]$/.test(sentence) ? sentence : `${sentence}.`;
}
