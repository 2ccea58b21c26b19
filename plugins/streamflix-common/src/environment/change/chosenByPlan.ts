const chosen: ReadonlySet<string> = new Set([
  'network.zoneIds',
  'databaseVersion',
]);

/** Whether the plan chooses the value at this path where a request has none, and keeps it in later changes. */
export const isChosenByPlan = (path: string): boolean => chosen.has(path);
