import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import { useOperationHistory } from '../api/useOperationHistory';
import { formatFull } from '../components/formatTime';
import { RequesterName } from '../components/RequesterName';
import { streamflixTranslationRef } from '../translation';

/** Who created or changed the environment last, and when; nothing while that is not known. */
export function LastChange(props: { environment: EnvironmentRef }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { history } = useOperationHistory(props.environment);
  const last = history?.items.find(({ outcome }) =>
    ['created', 'updated'].includes(outcome),
  );
  if (!last) return null;
  const { requester, startedAt } = last;
  return (
    <Text as="p" variant="body-small" color="secondary">
      {t('operations.lastChange')} <RequesterName requester={requester} />{' '}
      {t(`operations.from.${requester.from}`)},{' '}
      <time dateTime={startedAt}>{formatFull(startedAt)}</time>
    </Text>
  );
}
