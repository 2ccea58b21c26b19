import {
  DescribeAlarmsCommand,
  type MetricAlarm,
} from '@aws-sdk/client-cloudwatch';
import {
  alarmIds,
  printable,
  resourceName,
  type AlarmStatus,
  type EnvironmentRef,
  type Reading,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import { resourceConsoleUrl } from '../cloudformation/consoleUrl';
import { read } from './reading';

const states: Record<string, AlarmStatus['state']> = {
  OK: 'ok',
  ALARM: 'alarm',
};

/**
 * The alarms of an environment with their states, in one call: those that it does not have are missing. Never throws.
 *
 * @public
 */
export async function readAlarms(
  access: AwsAccess,
  ref: EnvironmentRef,
  stackArn: string,
): Promise<Reading<AlarmStatus[]>> {
  const names = new Map(
    alarmIds.map(id => [resourceName(id, ref.suffix), id] as const),
  );
  const toStatus = (alarm: MetricAlarm, localAws: boolean): AlarmStatus[] => {
    const { AlarmName: name = '', StateReason: reason } = alarm;
    const id = names.get(name);
    if (!id) return [];
    return [
      {
        id,
        state: states[alarm.StateValue ?? ''] ?? 'insufficient-data',
        reason: reason && printable(reason),
        since: alarm.StateUpdatedTimestamp?.toISOString(),
        // Local AWS has no console.
        consoleUrl: localAws
          ? undefined
          : resourceConsoleUrl(ref, stackArn, {
              type: 'AWS::CloudWatch::Alarm',
              physicalId: name,
            }),
      },
    ];
  };
  return read(async () => {
    const { cloudWatch } = await access.clients(ref);
    const localAws = await access.isLocalAws().catch(() => false);
    const { MetricAlarms = [] } = await cloudWatch.send(
      new DescribeAlarmsCommand({
        AlarmNames: [...names.keys()],
        AlarmTypes: ['MetricAlarm'],
      }),
    );
    return MetricAlarms.flatMap(alarm => toStatus(alarm, localAws)).sort(
      (a, b) => alarmIds.indexOf(a.id) - alarmIds.indexOf(b.id),
    );
  });
}
