import { stringOf } from '../../world/values';
import type { Resource, World } from '../../world/World';
import { type AlarmState, evaluateAlarm } from './evaluateAlarm';
import type { MetricCatalog } from './MetricCatalog';

const ALARM = 'AWS::CloudWatch::Alarm';
/** Real milliseconds between two evaluations, as on AWS, and from the creation of an alarm to the first. */
const PERIOD = 60_000;
const FIRST = 1_000;

const unknown: AlarmState = {
  value: 'INSUFFICIENT_DATA',
  reason: 'Unchecked: Initial alarm creation',
};

/**
 * Reports the alarms whose state has changed, in regions with a rule.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export class AlarmEvents {
  private readonly states = new WeakMap<Resource, AlarmState>();
  private readonly timers = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly world: World,
    private readonly catalog: (region: string) => MetricCatalog,
  ) {
    world.onChange(({ type, region, phase }) => {
      if (type === ALARM && phase === 'available') this.schedule(region, FIRST);
    });
  }

  close(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
  }

  private schedule(region: string, delay: number): void {
    clearTimeout(this.timers.get(region));
    const timer = setTimeout(() => this.evaluate(region), delay).unref();
    this.timers.set(region, timer);
  }

  private evaluate(region: string): void {
    const { world } = this;
    this.schedule(region, PERIOD);
    if (world.list(region, 'AWS::Events::Rule').length === 0) return;
    const catalog = this.catalog(region);
    for (const alarm of world.list(region, ALARM)) {
      if (alarm.phase !== 'available') continue;
      const before = this.states.get(alarm) ?? unknown;
      const state = evaluateAlarm(alarm, catalog, world.now());
      this.states.set(alarm, state);
      if (state.value !== before.value) this.report(alarm, state, before);
    }
  }

  private report(
    { region, physicalId, properties }: Resource,
    state: AlarmState,
    previousState: AlarmState,
  ): void {
    const { world } = this;
    const timestamp = world.now().toISOString().replace('Z', '+0000');
    world.report({
      region,
      source: 'aws.cloudwatch',
      detailType: 'CloudWatch Alarm State Change',
      resources: [
        `arn:aws:cloudwatch:${region}:${world.accountId}:alarm:${physicalId}`,
      ],
      detail: {
        alarmName: physicalId,
        state: { ...state, timestamp },
        previousState: { ...previousState, timestamp },
        configuration: { description: stringOf(properties.AlarmDescription) },
      },
    });
  }
}
