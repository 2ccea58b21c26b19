/**
 * The same data with an implicit index signature: the scaffolder takes JSON alone, and TypeScript sees none in an
 * interface.
 */
export type Plain<T> = T extends (infer Item)[]
  ? Plain<Item>[]
  : T extends object
  ? { [K in keyof T]: Plain<T[K]> }
  : T;
