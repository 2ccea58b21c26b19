import type { ProtocolName } from '../protocols/Protocol';
import { isFields } from '../world/values';
import type { ApiModel, Shape } from './ApiModels';

/** One thing wrong with a request. */
export interface RequestProblem {
  readonly kind: 'type' | 'missing' | 'enum' | 'pattern' | 'size';
  /** For example `tags`, `1`, `key`: lists are counted from 1. */
  readonly path: readonly string[];
  readonly value: unknown;
  readonly shape: Shape;
  /** The constraint in AWS's words, for example `Member must not be null`. */
  readonly constraint: string;
}

const TYPE_NAMES: Readonly<Record<Shape['type'], string>> = {
  blob: 'ByteBuffer',
  boolean: 'Boolean',
  float: 'Float',
  integer: 'Integer',
  list: 'List',
  map: 'Map',
  string: 'String',
  structure: 'Structure',
  timestamp: 'Date',
};

/** What AWS's parser says about a value of JSON that has another type. */
function typeConstraint(value: unknown, { type }: Shape): string {
  if (Array.isArray(value)) return 'Start of list found where not expected';
  if (isFields(value)) {
    return 'Start of structure or map found where not expected.';
  }
  if (['list', 'map', 'structure'].includes(type)) {
    return 'Unexpected field type';
  }
  const token =
    typeof value === 'boolean'
      ? `${value}`.toUpperCase()
      : `${typeof value}`.toUpperCase();
  return `${token}_VALUE cannot be converted to ${TYPE_NAMES[type]}`;
}

/** Whether a text of a form, address or header can be read as a type. */
const texts: Partial<Record<Shape['type'], (text: string) => boolean>> = {
  boolean: text => /^(true|false)$/i.test(text),
  float: text => text.trim() !== '' && Number.isFinite(Number(text)),
  integer: text => /^[+-]?\d+$/.test(text),
  timestamp: text => !Number.isNaN(Date.parse(text)),
};

const jsonTypes: Readonly<Record<string, (value: unknown) => boolean>> = {
  blob: value => typeof value === 'string',
  boolean: value => typeof value === 'boolean',
  float: value => typeof value === 'number',
  integer: value => typeof value === 'number' && Number.isInteger(value),
  string: value => typeof value === 'string',
  timestamp: value => typeof value === 'number' || typeof value === 'string',
};

const patterns = new Map<string, RegExp>();

function matches(pattern: string, text: string): boolean {
  let expression = patterns.get(pattern);
  if (!expression) {
    expression = new RegExp(`^(?:${pattern})$`, 'u');
    patterns.set(pattern, expression);
  }
  return expression.test(text);
}

function sizeOf(value: unknown, { type }: Shape): number {
  if (type === 'integer' || type === 'float') return Number(value);
  if (Array.isArray(value)) return value.length;
  if (isFields(value)) return Object.keys(value).length;
  return type === 'blob'
    ? Buffer.from(String(value), 'base64').length
    : String(value).length;
}

/**
 * What AWS would find wrong with a request, by the model of its service: types, required members, enumerations, patterns, lengths
 * and ranges. Unknown members are ignored, as by AWS.
 */
export class RequestProblems {
  private readonly found: RequestProblem[] = [];

  private constructor(
    private readonly shapes: ApiModel['shapes'],
    private readonly protocol: ProtocolName,
  ) {}

  static of(
    model: ApiModel,
    operation: string,
    input: unknown,
    protocol: ProtocolName,
  ): readonly RequestProblem[] {
    const name = model.operations[operation]?.input;
    if (name === undefined) return [];
    const problems = new RequestProblems(model.shapes, protocol);
    problems.check(input, name, []);
    return problems.found;
  }

  private check(value: unknown, name: string, path: readonly string[]): void {
    const shape = this.shapes[name];
    switch (shape.type) {
      case 'structure':
        this.checkStructure(value, shape, path);
        break;
      case 'list':
        this.checkList(value, shape, path);
        break;
      case 'map':
        this.checkMap(value, shape, path);
        break;
      default:
        this.checkScalar(value, shape, path);
    }
  }

  private checkStructure(
    value: unknown,
    shape: Shape,
    path: readonly string[],
  ): void {
    if (!isFields(value)) {
      this.add('type', value, shape, path, typeConstraint(value, shape));
      return;
    }
    for (const [member, name] of Object.entries(shape.members ?? {})) {
      const own = Object.hasOwn(value, member) ? value[member] : undefined;
      if (own !== undefined && own !== null) {
        this.check(own, name, [...path, member]);
      } else if (shape.required?.includes(member)) {
        const required = this.shapes[name];
        const at = [...path, member];
        this.add('missing', undefined, required, at, 'Member must not be null');
      }
    }
  }

  private checkList(
    value: unknown,
    shape: Shape,
    path: readonly string[],
  ): void {
    // A form has an empty list as an empty text, and the address has each item of a list by itself.
    const items = value === '' && !this.isJson ? [] : value;
    if (typeof items === 'string' && this.protocol.startsWith('rest')) return;
    if (!Array.isArray(items)) {
      this.add('type', value, shape, path, typeConstraint(value, shape));
      return;
    }
    this.checkSize(items, shape, path);
    items.forEach((item, index) =>
      this.check(item, shape.item!, [...path, String(index + 1), 'member']),
    );
  }

  private checkMap(
    value: unknown,
    shape: Shape,
    path: readonly string[],
  ): void {
    if (!isFields(value)) {
      this.add('type', value, shape, path, typeConstraint(value, shape));
      return;
    }
    this.checkSize(value, shape, path);
    for (const [key, each] of Object.entries(value)) {
      this.check(each, shape.item!, [...path, key, 'member']);
    }
  }

  private checkScalar(
    value: unknown,
    shape: Shape,
    path: readonly string[],
  ): void {
    const { type, pattern } = shape;
    const isBytes = value instanceof Uint8Array;
    const isRead =
      isBytes ||
      (this.isJson || typeof value !== 'string'
        ? jsonTypes[type](value)
        : texts[type]?.(value) ?? true);
    if (!isRead) {
      this.add('type', value, shape, path, typeConstraint(value, shape));
      return;
    }
    if (isBytes) return;
    if (shape.enum && !shape.enum.includes(String(value))) {
      const set = `Member must satisfy enum value set: [${shape.enum.join(
        ', ',
      )}]`;
      this.add('enum', value, shape, path, set);
    }
    if (pattern !== undefined && !matches(pattern, String(value))) {
      const constraint = `Member must satisfy regular expression pattern: ${pattern}`;
      this.add('pattern', value, shape, path, constraint);
    }
    this.checkSize(value, shape, path);
  }

  private checkSize(
    value: unknown,
    shape: Shape,
    path: readonly string[],
  ): void {
    const { min = -Infinity, max = Infinity, type } = shape;
    const size = sizeOf(value, shape);
    if (size >= min && size <= max) return;
    const isNumber = type === 'integer' || type === 'float';
    const [bound, than] = size < min ? [min, 'greater'] : [max, 'less'];
    const what = isNumber ? 'value' : 'length';
    const constraint = `Member must have ${what} ${than} than or equal to ${bound}`;
    this.add('size', value, shape, path, constraint);
  }

  /** Only the body of JSON has types; the rest of a REST request is text. */
  private get isJson(): boolean {
    return this.protocol === 'aws-json';
  }

  private add(
    kind: RequestProblem['kind'],
    value: unknown,
    shape: Shape,
    path: readonly string[],
    constraint: string,
  ): void {
    this.found.push({ kind, path, value, shape, constraint });
  }
}
