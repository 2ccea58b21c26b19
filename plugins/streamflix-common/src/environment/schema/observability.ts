import { z } from 'zod/v4';
import { emailAddress } from '../formats';
import { flag, oneOf } from './fields';

/** Retentions CloudWatch Logs accepts, in days. */
const logRetentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653,
] as const;

export const observability = z.strictObject({
  logRetentionDays: z.literal(logRetentionDays).meta({
    title: 'Log retention',
    description: 'Days logs are kept.',
  }),
  containerInsights: oneOf(
    'Container Insights',
    ['disabled', 'enabled', 'enhanced'],
    'Metrics of the cluster in CloudWatch.',
  ),
  alarms: flag('Alarms', 'CloudWatch alarms on every component.'),
  alarmEmail: emailAddress.optional().meta({
    title: 'Alarm e-mail',
    description: 'Address that receives the alarms, once it has confirmed.',
  }),
});
