import {
  blueprints,
  isValues,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useMemo } from 'react';
import type { AwsTarget } from '../api';
import { asForm, blueprintOf, type FormDefaults } from './FormDefaults';
import { targetOf } from './targetOf';
import { useEnvironmentStack } from './useEnvironmentStack';

/** Entity reference of the environment a form changes or destroys; undefined in the form of a new one. */
export function environmentOf(formData: unknown): string | undefined {
  const environment = isValues(formData) ? formData.environment : undefined;
  return typeof environment === 'string' && environment
    ? environment
    : undefined;
}

export interface FormDefaultsReading {
  /** Undefined until a blueprint or an environment is chosen, and unless the running environment could be read. */
  defaults?: FormDefaults;
  /** Target of the environment. */
  target?: AwsTarget;
  /** Whether an environment is being changed. */
  isChange: boolean;
}

/** Defaults and target of a form. @param formData - of the whole form */
export function useFormDefaults(formData: unknown): FormDefaultsReading {
  const environment = environmentOf(formData);
  const { stack } = useEnvironmentStack(environment);
  return useMemo(() => {
    if (!environment) {
      const form = asForm(formData);
      const blueprint = blueprintOf(form);
      return {
        defaults: blueprint && { blueprint },
        target: targetOf(form),
        isChange: false,
      };
    }
    const running = stack?.spec.ok ? stack.spec.value : undefined;
    return {
      defaults: running && {
        blueprint: blueprints[running.blueprint],
        running,
      },
      target: stack?.ref,
      isChange: true,
    };
  }, [environment, formData, stack]);
}
