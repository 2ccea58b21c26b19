/** Tags of a request as a record; the last of duplicate keys wins. */
export const tagRecord = (
  tags: readonly { readonly Key: string; readonly Value: string }[],
): Record<string, string> =>
  Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));

export const tagList = (
  tags: Readonly<Record<string, string>>,
): { Key: string; Value: string }[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
