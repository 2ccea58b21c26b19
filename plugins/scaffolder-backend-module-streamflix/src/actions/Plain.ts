/**
 * The same data with an implicit index signature: the scaffolder accepts only JSON, to which TypeScript cannot assign an
 * interface.
 */
export type Plain<T> = T extends (infer Item)[]
  ? Plain<Item>[]
  : T extends object
  ? { [K in keyof T]: Plain<T[K]> }
  : T;
