/** Splits a sentence of the View at its **marks**: odd parts are ConnectWise's own labels. */
export function split(text: string): Array<{ text: string; label: boolean }> {
  return text
    .split('**')
    .map((part, index, all) => ({
      // A mark without its partner is not a mark.
      text: index % 2 === 1 && index === all.length - 1 ? `**${part}` : part,
      label: index % 2 === 1 && index < all.length - 1,
    }))
    .filter((part) => part.text !== '')
}

/** The same sentence without marks, for names and titles. */
export function plain(text: string): string {
  return split(text)
    .map((part) => part.text)
    .join('')
}
