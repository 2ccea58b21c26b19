import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SignalsService } from '@backstage/plugin-signals-node';
import {
  environmentsChannel,
  type EnvironmentRef,
  type EnvironmentsSignal,
} from '@streamflix/backstage-plugin-streamflix-common';

/** Signals to all browsers that environments have changed. Without it, they notice when they next poll. */
export const signalChanges =
  (signals: SignalsService, logger: LoggerService) =>
  (refs: EnvironmentRef[]): void => {
    signals
      .publish<EnvironmentsSignal>({
        recipients: { type: 'broadcast' },
        channel: environmentsChannel,
        message: {
          refs: refs.map(({ account, region, suffix }) => ({
            account,
            region,
            suffix,
          })),
        },
      })
      .catch(error =>
        logger.debug(`A signal could not be published: ${error}`),
      );
  };
