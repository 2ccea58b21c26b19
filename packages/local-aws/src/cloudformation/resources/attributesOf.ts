import type { ResourceSchema } from '../schema/ResourceSchema';
import type { AttributeTable } from './attributes/AttributeTable';
import { computeAttributes } from './attributes/compute';
import { dataAttributes } from './attributes/data';
import { networkAttributes } from './attributes/network';
import type { Identity } from './Identity';

const TABLE: AttributeTable = {
  ...computeAttributes,
  ...dataAttributes,
  ...networkAttributes,
};

/** Where the documentation of `Ref` and the identifier in the schema disagree, the documentation is right. */
const REF: Readonly<Record<string, readonly string[]>> = {
  'AWS::ApplicationAutoScaling::ScalingPolicy': ['Arn'],
  'AWS::Events::Rule': ['RuleName'],
  'AWS::IAM::RolePolicy': ['PolicyName'],
  'AWS::EC2::VPCGatewayAttachment': ['AttachmentType', 'VpcId'],
};

/** Longest made-up name and its case, where neither 255 nor "as is" fits. */
const NAMES: Readonly<Record<string, [number, 'as-is' | 'lower']>> = {
  'AWS::DynamoDB::Table': [255, 'as-is'],
  'AWS::ElastiCache::CacheCluster': [50, 'lower'],
  'AWS::ElastiCache::ParameterGroup': [255, 'lower'],
  'AWS::ElastiCache::ServerlessCache': [40, 'lower'],
  'AWS::ElastiCache::SubnetGroup': [255, 'lower'],
  'AWS::ElastiCache::User': [40, 'lower'],
  'AWS::ElastiCache::UserGroup': [40, 'lower'],
  'AWS::IAM::InstanceProfile': [128, 'as-is'],
  'AWS::IAM::ManagedPolicy': [128, 'as-is'],
  'AWS::IAM::Role': [64, 'as-is'],
  'AWS::Kinesis::Stream': [128, 'as-is'],
  'AWS::Lambda::Function': [64, 'as-is'],
  'AWS::RDS::DBClusterParameterGroup': [255, 'lower'],
  'AWS::RDS::DBParameterGroup': [255, 'lower'],
  'AWS::RDS::DBProxy': [63, 'lower'],
  'AWS::RDS::DBSubnetGroup': [255, 'lower'],
};

const madeUpName = ({ type }: ResourceSchema, self: Identity) =>
  self.name(...(NAMES[type] ?? [255, 'as-is']));

/** AWS folds the case of some names whoever chose them. */
const inItsCase = ({ type }: ResourceSchema, name: unknown) =>
  NAMES[type]?.[1] === 'lower' ? String(name).toLowerCase() : name;

const service = (type: string) => type.split('::')[1].toLowerCase();
const kind = (type: string) => (type.split('::')[2] ?? '').toLowerCase();

const fillArn = (template: string, self: Identity, physicalId: string) =>
  template
    .replace('${Partition}', 'aws')
    .replace('${Region}', self.region)
    .replace('${Account}', self.accountId)
    .replace(/\$\{[^}]+\}/, physicalId.replace(/^(alias)?\//, ''))
    .replace(/\$\{[^}]+\}/g, self.code(10));

/** A value for what no table row covers: plausible, stable, and of the right shape. */
function plausible(
  schema: ResourceSchema,
  name: string,
  self: Identity,
  physicalId: string,
): unknown {
  if (/arn$/i.test(name)) {
    return schema.arnTemplate
      ? fillArn(schema.arnTemplate, self, physicalId)
      : self.arn(service(schema.type), `${kind(schema.type)}/${physicalId}`);
  }
  if (/Id$/.test(name)) return self.code(10, name);
  if (/(Time|Timestamp|Date|At)$/.test(name)) {
    return self.options.world.now().toISOString();
  }
  return undefined;
}

function joined(
  schema: ResourceSchema,
  self: Identity,
  parts: readonly string[],
): string {
  const values = parts.map(part => {
    const rule = TABLE[schema.type]?.[part];
    if (rule) return rule(self);
    const given = self.property(part);
    if (given !== undefined) return inItsCase(schema, given);
    return part in schema.properties
      ? madeUpName(schema, self)
      : plausible(schema, part, self, self.name(128)) ?? self.name(128);
  });
  return values.length > 0 ? values.join('|') : self.name(128);
}

export interface Identifiers {
  /** What `Ref` gives. */
  readonly ref: string;
  /** Under which the resource is found: no other of its type in the region has the same. */
  readonly physicalId: string;
}

/** Both are made of the parts of an identifier, joined by `|`. */
export function identifiersOf(
  schema: ResourceSchema,
  self: Identity,
): Identifiers {
  const parts = REF[schema.type] ?? schema.ref;
  const ref = joined(schema, self, parts);
  // Names that people choose, such as a stage's, are unique only within what they belong to. Ids that AWS makes up are.
  const isNamed = parts.every(part => part in schema.properties);
  return {
    ref,
    physicalId: isNamed ? joined(schema, self, schema.identifier) : ref,
  };
}

/** Every attribute of the schema that this resource has. */
export function attributesOf(
  schema: ResourceSchema,
  self: Identity,
  physicalId: string,
): Record<string, unknown> {
  const identifier = REF[schema.type] ?? schema.ref;
  const names = [...schema.attributes.keys()];
  const flat = names.map(name => {
    const rule = TABLE[schema.type]?.[name];
    // The identifier is not made twice: a task definition's next revision is another one.
    if (identifier.length === 1 && identifier[0] === name) {
      return [name, physicalId] as const;
    }
    if (rule) return [name, rule(self)] as const;
    return [
      name,
      self.property(name) ?? plausible(schema, name, self, physicalId),
    ] as const;
  });
  const present = flat.filter(([, value]) => value !== undefined);
  // `Endpoint` is an attribute too: the object of `Endpoint.Address` and `Endpoint.Port`.
  const nested = names.flatMap(name => {
    const members = present.filter(([key]) => key.startsWith(`${name}.`));
    return members.length > 0
      ? [
          [
            name,
            Object.fromEntries(
              members.map(([key, value]) => [
                key.slice(name.length + 1),
                value,
              ]),
            ),
          ] as const,
        ]
      : [];
  });
  return Object.fromEntries([...nested, ...present]);
}

/**
 * A stand-in for an attribute that exists in the schema but that no rule knows how to make.
 *
 * @returns undefined when the resource truly lacks the attribute, such as the secret of a database that manages none
 */
export function standInAttribute(
  schema: ResourceSchema,
  name: string,
  physicalId: string,
): unknown {
  const type = schema.attributes.get(name)?.type;
  if (TABLE[schema.type]?.[name] || type === undefined || type === 'ref') {
    return undefined;
  }
  if (type === 'array') return [];
  if (type === 'boolean') return false;
  if (type === 'integer' || type === 'number') return 0;
  return `${physicalId}/${name}`;
}
