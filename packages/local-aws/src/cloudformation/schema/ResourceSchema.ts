import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type {
  PropertyType,
  Resource,
  ResourceProperties,
  SpecDatabase,
  TagInformation,
} from '@aws-cdk/service-spec-types';

/**
 * AWS's published description of one resource type.
 *
 * Source: `@aws-cdk/aws-service-spec`, which merges the CloudFormation registry schemas with the documentation.
 */
export interface ResourceSchema {
  readonly type: string;
  readonly properties: ResourceProperties;
  /** Attributes that `Fn::GetAtt` returns; nested names keep their dot. */
  readonly attributes: ReadonlyMap<string, PropertyType>;
  /** Property or attribute names whose values, joined by `|`, are what `Ref` returns. */
  readonly ref: readonly string[];
  /** The same for the primary identifier, unique among the resources of a type in a region. */
  readonly identifier: readonly string[];
  /** `arn:${Partition}:…` with placeholders, if AWS publishes one. */
  readonly arnTemplate?: string;
  /** Holds data that is lost when it is deleted. */
  readonly isStateful: boolean;
  readonly tags?: TagInformation;
}

let database: SpecDatabase | undefined;

/** Loading takes a quarter of a second and 170 MB, so it is deferred until the first template. */
const specification = (): SpecDatabase => {
  database ??= loadAwsServiceSpecSync();
  return database;
};

const known = new Map<string, ResourceSchema | undefined>();

const describe = (resource: Resource): ResourceSchema => ({
  type: resource.cloudFormationType,
  properties: resource.properties,
  attributes: new Map(
    Object.entries(resource.attributes).map(([name, { type }]) => [name, type]),
  ),
  ref: resource.cfnRefIdentifier ?? resource.primaryIdentifier ?? [],
  identifier: resource.primaryIdentifier ?? resource.cfnRefIdentifier ?? [],
  arnTemplate: resource.arnTemplate,
  isStateful: resource.isStateful ?? false,
  tags: resource.tagInformation,
});

/** CDK writes this into templates; CloudFormation accepts it and creates nothing. */
const CDK_METADATA: ResourceSchema = {
  type: 'AWS::CDK::Metadata',
  properties: { Analytics: { type: { type: 'string' } } },
  attributes: new Map(),
  ref: [],
  identifier: [],
  isStateful: false,
};

/** The schema of a type, or undefined when AWS has no such type. */
export function resourceSchema(type: string): ResourceSchema | undefined {
  if (type === CDK_METADATA.type) return CDK_METADATA;
  if (!known.has(type)) {
    const [resource] = specification().lookup(
      'resource',
      'cloudFormationType',
      'equals',
      type,
    );
    known.set(type, resource && describe(resource));
  }
  return known.get(type);
}

/** The schema of a type that was looked up before. */
export function schemaOf(type: string): ResourceSchema {
  const schema = resourceSchema(type);
  // A template with an unknown type is refused much earlier.
  if (!schema) throw new Error(`No schema for ${type}.`);
  return schema;
}

/** The members of a structured property type, or undefined for any other type. */
export const membersOf = (type: PropertyType): ResourceProperties | undefined =>
  type.type === 'ref'
    ? specification().get('typeDefinition', type.reference.$ref).properties
    : undefined;
