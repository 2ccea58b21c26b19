import type { Service } from '../protocols/Service';
import data from './apiModels.json';

/** A shape of an API model, with what AWS checks of it. Member names are those on the wire. */
export interface Shape {
  readonly type:
    | 'structure'
    | 'list'
    | 'map'
    | 'string'
    | 'integer'
    | 'float'
    | 'boolean'
    | 'timestamp'
    | 'blob';
  /** Names of shapes by member of a structure. */
  readonly members?: Readonly<Record<string, string>>;
  readonly required?: readonly string[];
  /** Name of the shape of a list's items or a map's values. */
  readonly item?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  /** Of a number its value, of anything else its length. */
  readonly min?: number;
  readonly max?: number;
  /** Whether messages must not contain the value. */
  readonly sensitive?: true;
}

/** The model of one service: names of the shapes of each operation, and the shapes. */
export interface ApiModel {
  readonly source: string;
  readonly operations: Readonly<
    Record<string, { readonly input?: string; readonly output?: string }>
  >;
  readonly shapes: Readonly<Record<string, Shape>>;
}

const models = Object.entries(
  data.models as unknown as Record<string, ApiModel>,
);

const found = new WeakMap<object, ApiModel | undefined>();

/** The model that has all operations of a service. API Gateway's two versions share a signing name. */
export function modelOf({
  name,
  operations,
}: Pick<Service, 'name' | 'operations'>): ApiModel | undefined {
  if (!found.has(operations)) {
    const model = models.find(
      ([key, { operations: known }]) =>
        key.split(' ')[0] === name &&
        Object.keys(operations).every(each => each in known),
    );
    found.set(operations, model?.[1]);
  }
  return found.get(operations);
}
