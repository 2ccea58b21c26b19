type Values = Record<string, unknown>;

/** A resource in a template. */
export interface Resource {
  Type: string;
  Properties?: Values;
  DependsOn?: string | string[];
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
}

/** A template of this platform: without parameters, conditions and transforms. */
export interface Template {
  Metadata?: Values;
  Resources: Record<string, Resource>;
  Outputs: Record<string, { Value: unknown }>;
}

/** A resource with its logical id and its properties, possibly none. */
export interface Entry {
  id: string;
  type: string;
  properties: Values;
}

/** Every resource, in the template's order. */
export const entriesOf = ({ Resources }: Template): Entry[] =>
  Object.entries(Resources).map(([id, { Type, Properties = {} }]) => ({
    id,
    type: Type,
    properties: Properties,
  }));

/** The resources of some types (without `AWS::`), in the template's order. */
export const resourcesOf = (template: Template, ...types: string[]): Entry[] =>
  entriesOf(template).filter(({ type }) =>
    types.includes(type.replace('AWS::', '')),
  );
