import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiDeleteBinLine, RiEqualizerLine } from '@remixicon/react';
import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import { streamflixTranslationRef } from '../translation';
import { ActionLink } from './ActionLink';
import { useEnvironmentActions } from './useEnvironmentActions';

/** Links to the forms that change and destroy an environment; disabled, with the reason, if the user may not do that. */
export function EnvironmentLinks(props: {
  environment: EnvironmentRef;
  /** Entity reference in the catalog. */
  entityRef: string;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { environment, entityRef } = props;
  const actions = useEnvironmentActions(environment, { ref: entityRef });
  if (!actions) return null;
  return (
    <>
      <ActionLink
        action={actions.change}
        label={t('actions.change')}
        icon={<RiEqualizerLine aria-hidden />}
      />
      <ActionLink
        action={actions.destroy}
        label={t('actions.destroy')}
        icon={<RiDeleteBinLine aria-hidden />}
      />
    </>
  );
}
