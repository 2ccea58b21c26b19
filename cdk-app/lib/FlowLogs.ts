import { resourceName } from '@streamflix/backstage-plugin-streamflix-common/environment';
import { CfnFlowLog } from 'aws-cdk-lib/aws-ec2';
import { PolicyDocument, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { accountWideName } from './accountWideName';
import type { Logs } from './Logs';
import { permission, trust } from './permission';

export interface FlowLogsProps {
  readonly suffix: string;
  readonly region: string;
  readonly vpcId: string;
  readonly logs: Logs;
}

/** VPC flow logs: without them a refused connection leaves no trace. */
export class FlowLogs extends Construct {
  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const { suffix, region, vpcId, logs } = props;

    const group = logs.group(
      'FlowLogGroup',
      `/vpc/${resourceName('flow-logs', suffix)}`,
    );
    const role = new Role(this, 'FlowLogRole', {
      roleName: accountWideName('flow-log-role', region, suffix),
      assumedBy: trust(
        'vpc-flow-logs.amazonaws.com',
        'VPC flow logs write with this role.',
      ),
      inlinePolicies: {
        write: new PolicyDocument({
          statements: [
            permission({
              why: 'The flow log of the VPC writes to its own log group.',
              actions: [
                'logs:CreateLogStream',
                'logs:DescribeLogStreams',
                'logs:PutLogEvents',
              ],
              resources: [group.attrArn],
            }),
          ],
        }),
      },
    });
    new CfnFlowLog(this, 'FlowLog', {
      resourceId: vpcId,
      resourceType: 'VPC',
      trafficType: 'ALL',
      logDestinationType: 'cloud-watch-logs',
      logGroupName: group.ref,
      deliverLogsPermissionArn: role.roleArn,
      tags: [{ key: 'Name', value: resourceName('flow-log', suffix) }],
    });
  }
}
