import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Text } from '@backstage/ui';
import { RiRefreshLine, RiStackLine } from '@remixicon/react';
import {
  groupByReason,
  type ListingFailure,
} from '@streamflix/backstage-plugin-streamflix-common';
import { formatClock } from '../components/formatTime';
import { LocalAwsBanner } from '../components/LocalAws';
import { ReadingState } from '../components/ReadingState';
import { regionLabel } from '../components/regionLabel';
import { streamflixTranslationRef } from '../translation';
import { AccountsLink } from './AccountsLink';
import { CreateLink } from './CreateLink';
import styles from './EnvironmentsPage.module.css';
import { EnvironmentsTable } from './EnvironmentsTable';
import { useEnvironments } from './useEnvironments';

function NoEnvironments() {
  const { t } = useTranslationRef(streamflixTranslationRef);
  return (
    <div className={styles.empty}>
      <RiStackLine aria-hidden className={styles.emptyIcon} />
      <Text as="h2" variant="title-small">
        {t('page.emptyTitle')}
      </Text>
      <Text as="p" color="secondary" className={styles.emptyText}>
        {t('page.emptyText')}
      </Text>
      <CreateLink />
      <AccountsLink />
    </div>
  );
}

/** One for each account and reason, with all regions. */
const byAccount = (failures: readonly ListingFailure[]) =>
  [...new Set(failures.map(({ account }) => account))].flatMap(account =>
    groupByReason(failures.filter(each => each.account === account)).map(
      ({ reason, items }) => ({
        account,
        regions: items.map(({ region }) => regionLabel(region)).join(', '),
        reason,
      }),
    ),
  );

function Failures({ failures }: { failures: ListingFailure[] }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  return (
    <Alert
      role="alert"
      status="warning"
      icon
      title={t('page.partialTitle')}
      description={
        <ul className={styles.failures}>
          {byAccount(failures).map(({ account, regions, reason }) => (
            <li key={`${account} ${reason}`}>
              {t('page.partialTarget', { account, regions, reason })}
            </li>
          ))}
        </ul>
      }
    />
  );
}

/** The page's content without header and frame, which the two frontend systems render differently. */
export function EnvironmentsContent() {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { list, error, isReading, retry, isRefreshing, refresh } =
    useEnvironments();
  const isEmpty = list?.items.length === 0 && list.failures.length === 0;
  return (
    <div className={styles.page}>
      {list?.localAws && <LocalAwsBanner />}
      {error && (
        <ReadingState
          what={t('page.what')}
          hasData={list !== undefined}
          error={error}
          isReading={isReading}
          retry={retry}
        />
      )}
      {list && list.failures.length > 0 && (
        <Failures failures={list.failures} />
      )}
      {isEmpty && <NoEnvironments />}
      {!isEmpty && (list || !error) && (
        <>
          <div className={styles.actions}>
            {list && (
              <Text as="p" variant="body-small" className={styles.asOf}>
                {t('reading.at', { time: formatClock(list.readAt) })}
              </Text>
            )}
            <Button
              size="small"
              variant="tertiary"
              iconStart={<RiRefreshLine aria-hidden />}
              isPending={isRefreshing}
              onPress={refresh}
            >
              {t('reading.refresh')}
            </Button>
            <AccountsLink />
            <CreateLink />
          </div>
          <EnvironmentsTable items={list?.items} />
        </>
      )}
    </div>
  );
}
