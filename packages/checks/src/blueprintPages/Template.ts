import {
  isValues,
  type Values,
} from '@streamflix/backstage-plugin-streamflix-common/environment';

/** A resource in a template. */
export interface Resource {
  Type: string;
  Properties?: Values;
  DependsOn?: string[];
  DeletionPolicy?: string;
}

/** A template as it is sent to CloudFormation. */
export interface Template {
  Resources: Record<string, Resource>;
  Outputs: Record<string, { Value: unknown }>;
}

/** A resource with its logical id and its properties, possibly none. */
export interface Entry {
  id: string;
  type: string;
  properties: Values;
}

/** The resources of some types (without `AWS::`), in the template's order. */
export function resourcesOf(template: Template, ...types: string[]): Entry[] {
  return Object.entries(template.Resources)
    .filter(([, { Type }]) => types.includes(Type.replace('AWS::', '')))
    .map(([id, { Type, Properties = {} }]) => ({
      id,
      type: Type,
      properties: Properties,
    }));
}

/** Logical ids that a value refers to by `Ref`, `Fn::GetAtt` or within `Fn::Sub`, in order, without duplicates. */
export function referencesIn(value: unknown): string[] {
  const found = new Set<string>();
  const visit = (inner: unknown): void => {
    if (Array.isArray(inner)) inner.forEach(visit);
    else if (isValues(inner)) {
      for (const [key, argument] of Object.entries(inner)) {
        if (key === 'Ref') found.add(String(argument));
        else if (key === 'Fn::GetAtt') found.add(String([argument].flat()[0]));
        else if (key === 'Fn::Sub') {
          const [text] = [argument].flat();
          for (const [, id] of String(text).matchAll(/\$\{(\w+)/g)) {
            found.add(id);
          }
        } else visit(argument);
      }
    }
  };
  visit(value);
  return [...found];
}

/** A value for display: each reference is replaced by the name of its target. */
export function readable(value: unknown): string {
  if (Array.isArray(value)) return value.map(readable).join(', ');
  if (!isValues(value)) return String(value);
  const [key, argument] = Object.entries(value)[0] ?? ['', ''];
  const list = [argument].flat();
  if (key === 'Ref') return String(argument).replace(/^AWS::(\w+)$/, '<$1>');
  if (key === 'Fn::GetAtt') return list.map(String).join('.');
  if (key === 'Fn::Join') {
    const [separator, parts] = list;
    return [parts].flat().map(readable).join(String(separator));
  }
  if (key === 'Fn::Sub') {
    return String(list[0]).replace(/\$\{(?:AWS::)?(\w+)\}/g, '<$1>');
  }
  return JSON.stringify(value);
}
