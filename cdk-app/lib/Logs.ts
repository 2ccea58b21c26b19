import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

export interface LogsProps {
  readonly retentionDays: number;
  /** Customer-managed key; without one, CloudWatch Logs encrypts with its own. */
  readonly keyArn?: string;
}

/**
 * Every log group of the environment.
 *
 * Services would create their groups themselves, but such groups are never deleted and never expire their data.
 */
export class Logs extends Construct {
  constructor(scope: Construct, id: string, private readonly props: LogsProps) {
    super(scope, id);
  }

  group(id: string, name: string): CfnLogGroup {
    return new CfnLogGroup(this, id, {
      logGroupName: name,
      retentionInDays: this.props.retentionDays,
      kmsKeyId: this.props.keyArn,
    });
  }
}
