import { RiDeleteBinLine, RiEqualizerLine } from '@remixicon/react';
import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import { ActionLink } from './ActionLink';
import {
  useActionLabels,
  useEnvironmentActions,
} from './useEnvironmentActions';

/**
 * Links to the forms that change and destroy an environment, or correct and remove a failed creation; disabled, with the reason, if
 * the user may not do that.
 */
export function EnvironmentLinks(props: {
  environment: EnvironmentRef;
  /** Entity reference in the catalog. */
  entityRef: string;
  creationFailed?: boolean;
}) {
  const { environment, entityRef, creationFailed = false } = props;
  const labels = useActionLabels(creationFailed);
  const actions = useEnvironmentActions(environment, { ref: entityRef });
  if (!actions) return null;
  return (
    <>
      <ActionLink
        action={actions.change}
        label={labels.change}
        icon={<RiEqualizerLine aria-hidden />}
      />
      <ActionLink
        action={actions.destroy}
        label={labels.destroy}
        icon={<RiDeleteBinLine aria-hidden />}
      />
    </>
  );
}
