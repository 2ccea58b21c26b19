import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import {
  groupUnread,
  type EnvironmentStatus,
} from '@streamflix/backstage-plugin-streamflix-common';
import { streamflixTranslationRef } from '../translation';

/** What could not be read of an environment, once for each reason: the cards of the parts only refer to it. */
export function UnreadNotice({ status }: { status: EnvironmentStatus }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { unread = [], alarms } = status;
  const all =
    alarms?.ok === false
      ? [...unread, { what: t('unread.alarms'), reason: alarms.reason }]
      : unread;
  return groupUnread(all).map(({ what, reason }) => (
    <Alert
      key={reason}
      role="status"
      status="warning"
      icon
      title={t('reading.failed', { what })}
      description={reason}
    />
  ));
}
