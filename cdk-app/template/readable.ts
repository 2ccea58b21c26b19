import { isValues } from '@streamflix/backstage-plugin-streamflix-common/environment';

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
