/** Capitalises the first letter. */
export const toSentence = (text: string) =>
  text.charAt(0).toUpperCase() + text.slice(1);
