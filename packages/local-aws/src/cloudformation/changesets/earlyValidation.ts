import type { World } from '../../world/World';
import { DEFAULT_QUOTAS } from '../../world/defaultQuotas';
import type { Quotas } from '../../world/Quotas';
import { identifiersOf } from '../resources/attributesOf';
import { ValueGenerator } from '../resources/ValueGenerator';
import { describeNameConflict, nameConflict } from '../resources/nameConflict';
import { checkProperties, describeProblem } from '../schema/checkProperties';
import type { PlannedChange } from '../stacks/PlannedChange';
import type { ValidationFinding } from '../stacks/ValidationFinding';

/**
 * Types that AWS excludes from pre-deployment validation, among those an application like ours may use. Their errors appear only
 * at deployment.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/validate-stack-deployments.html
 */
const NOT_VALIDATED: ReadonlySet<string> = new Set([
  'AWS::ApiGatewayV2::Stage',
  'AWS::CDK::Metadata',
  'AWS::CertificateManager::Certificate',
  'AWS::CloudFormation::WaitConditionHandle',
  'AWS::ElastiCache::CacheCluster',
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::IAM::AccessKey',
  'AWS::Route53::RecordSet',
  'AWS::ServiceDiscovery::HttpNamespace',
  'AWS::ServiceDiscovery::PrivateDnsNamespace',
  'AWS::ServiceDiscovery::Service',
]);

function propertyFindings(change: PlannedChange): ValidationFinding[] {
  const { logicalId, type, schema, properties = {} } = change;
  return checkProperties(schema, properties).map(problem => ({
    logicalId,
    type,
    physicalId: '',
    validation: 'PROPERTY_VALIDATION',
    mode: 'FAIL',
    reason: describeProblem(problem),
    path: ['', 'Resources', logicalId, 'Properties', ...problem.path].join('/'),
  }));
}

/** Only a name set in the template can conflict; a generated name is always unique. */
function nameFindings(
  change: PlannedChange,
  { world, region, regions, stackName }: ValidationContext,
): ValidationFinding[] {
  const { logicalId, type, schema, properties = {} } = change;
  if (change.action !== 'Add') return [];
  const generator = new ValueGenerator({
    schema,
    world,
    region,
    stackName,
    logicalId,
    properties,
    seed: logicalId,
  });
  const conflict = nameConflict({
    world,
    schema,
    region,
    regions,
    properties,
    physicalId: identifiersOf(schema, generator).physicalId,
  });
  return conflict
    ? [
        {
          logicalId,
          type,
          physicalId: conflict.physicalId,
          validation: 'NAME_CONFLICT_VALIDATION',
          mode: 'FAIL',
          reason: describeNameConflict(type, conflict.physicalId),
          path: `/Resources/${logicalId}`,
        },
      ]
    : [];
}

export interface ValidationContext {
  readonly world: World;
  readonly region: string;
  /** Regions that may hold resources. */
  readonly regions: readonly string[];
  readonly stackName: string;
}

/** The findings of CloudFormation's pre-deployment validation for resources about to be created or changed. */
export const earlyValidation = (
  changes: readonly PlannedChange[],
  context: ValidationContext,
): ValidationFinding[] =>
  changes
    .filter(
      ({ action, type }) => action !== 'Remove' && !NOT_VALIDATED.has(type),
    )
    .flatMap(change => [
      ...propertyFindings(change),
      ...nameFindings(change, context),
    ]);

/**
 * The additions that exceed a quota: CloudFormation warns of them, for change sets only. The texts are assumed.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/validate-stack-deployments.html
 */
export function quotaWarnings(
  changes: readonly PlannedChange[],
  { world, region }: ValidationContext,
  quotas: Quotas,
): ValidationFinding[] {
  return Object.entries(DEFAULT_QUOTAS).flatMap(([type, { code }]) => {
    const value = quotas.ofType(region, type) ?? Infinity;
    const added = changes.filter(
      change => change.action === 'Add' && change.type === type,
    );
    const used = world.list(region, type).length;
    return added.slice(Math.max(0, value - used)).map(({ logicalId }) => ({
      logicalId,
      type,
      physicalId: '',
      validation: 'SERVICE_QUOTA_VALIDATION' as const,
      mode: 'WARN' as const,
      reason: `The deployment needs ${
        used + added.length
      } resources of type ${type} in this region, and the service quota${
        code ? ` ${code}` : ''
      } allows ${value}; ${used} are in use.`,
      path: `/Resources/${logicalId}`,
    }));
  });
}

const VALIDATIONS = {
  PROPERTY_VALIDATION: 'AWS::EarlyValidation::PropertyValidation',
  NAME_CONFLICT_VALIDATION: 'AWS::EarlyValidation::ResourceExistenceCheck',
  SERVICE_QUOTA_VALIDATION: 'AWS::EarlyValidation::ServiceQuotaCheck',
} as const;

/** The status reason of the change set; only `DescribeEvents` returns the findings themselves. */
export function describeFindings(
  findings: readonly ValidationFinding[],
): string {
  const names = new Set(
    findings.map(({ validation }) => VALIDATIONS[validation]),
  );
  return `The following hook(s)/validation failed: [${[...names].join(
    ', ',
  )}]. To troubleshoot Early Validation errors, use the DescribeEvents API for detailed failure information.`;
}
