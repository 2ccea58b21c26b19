import type { EnvironmentSpec } from '@streamflix/backstage-plugin-streamflix-common/environment';
import type { LoadBalancer } from './LoadBalancer';
import type { Logs } from './Logs';

export interface ContentApiProps {
  readonly suffix: string;
  readonly kind: 'rest' | 'http';
  readonly api: EnvironmentSpec['api'];
  readonly stage: string;
  readonly loadBalancer: LoadBalancer;
  readonly logs: Logs;
}

/** Props of both kinds of API. */
export interface GatewayProps extends ContentApiProps {
  readonly name: string;
  readonly accessLogArn: string;
}
