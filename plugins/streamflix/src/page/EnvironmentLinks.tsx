import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { RiDeleteBinLine, RiEqualizerLine } from '@remixicon/react';
import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import { streamflixTranslationRef } from '../translation';
import { useEnvironmentActions } from './useEnvironmentActions';

/** The ways to change and to destroy an environment, for those who may. */
export function EnvironmentLinks({
  environment,
}: {
  environment: EnvironmentRef;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { change, destroy } = useEnvironmentActions(environment);
  return (
    <>
      {change && (
        <ButtonLink
          size="small"
          variant="secondary"
          iconStart={<RiEqualizerLine aria-hidden />}
          href={change}
        >
          {t('actions.change')}
        </ButtonLink>
      )}
      {destroy && (
        <ButtonLink
          size="small"
          variant="secondary"
          iconStart={<RiDeleteBinLine aria-hidden />}
          href={destroy}
        >
          {t('actions.destroy')}
        </ButtonLink>
      )}
    </>
  );
}
