import {
  blueprints,
  isValues,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useMemo } from 'react';
import type { AwsTarget } from '../api';
import { asForm, blueprintOf, type Basis } from './Basis';
import { targetOf } from './targetOf';
import { useEnvironmentStack } from './useEnvironmentStack';

/** The environment a form is to change or to destroy: its entity's reference; undefined in the form of a new one. */
export function environmentOf(formData: unknown): string | undefined {
  const environment = isValues(formData) ? formData.environment : undefined;
  return typeof environment === 'string' && environment
    ? environment
    : undefined;
}

export interface BasisReading {
  /** Undefined before a blueprint or an environment is chosen, and while what runs could not be read. */
  basis?: Basis;
  /** Where the environment is, or will be. */
  target?: AwsTarget;
  /** An environment is being changed. */
  isChange: boolean;
}

/** What the form begins with, and where. @param formData - of the whole form */
export function useBasis(formData: unknown): BasisReading {
  const environment = environmentOf(formData);
  const { stack } = useEnvironmentStack(environment);
  return useMemo(() => {
    if (!environment) {
      const form = asForm(formData);
      const blueprint = blueprintOf(form);
      return {
        basis: blueprint && { blueprint },
        target: targetOf(form),
        isChange: false,
      };
    }
    const running = stack?.spec.ok ? stack.spec.value : undefined;
    return {
      basis: running && {
        blueprint: blueprints[running.blueprint],
        running,
      },
      target: stack?.ref,
      isChange: true,
    };
  }, [environment, formData, stack]);
}
