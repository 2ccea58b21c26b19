import { CopyTextButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  ButtonLink,
  NumberField,
  Select,
  Skeleton,
  Text,
} from '@backstage/ui';
import type {
  AccountFinding,
  AccountReport,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useState } from 'react';
import { messageOf } from '../api/messageOf';
import { useCached } from '../api/useCached';
import { useInstallation } from '../api/useInstallation';
import { LocalAwsBanner } from '../components/LocalAws';
import { rootRouteRef } from '../routes';
import { regionLabel } from '../components/regionLabel';
import { streamflixTranslationRef } from '../translation';
import styles from './AccountsContent.module.css';
import { FindingBadge } from './FindingBadge';

function Finding({ title, state, message, fix }: AccountFinding) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  return (
    <li className={styles.finding}>
      <FindingBadge state={state} />
      <div className={styles.text}>
        <Text as="h3" variant="body-medium" weight="bold">
          {title}
        </Text>
        <Text as="p">{message}</Text>
        {fix && (
          <div className={styles.command}>
            <pre role="group" aria-label={t('accounts.command', { title })}>
              {fix}
            </pre>
            <CopyTextButton text={fix} aria-label={t('accounts.copy')} />
          </div>
        )}
      </div>
    </li>
  );
}

function Findings({ report }: { report: AccountReport }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { findings } = report;
  const failed = findings.filter(({ state }) => state === 'failed').length;
  const open = findings.filter(({ state }) => state !== 'ok').length;
  const status = failed > 0 ? 'danger' : 'warning';
  return (
    <>
      <Alert
        role="status"
        status={open === 0 ? 'success' : status}
        icon
        title={
          open === 0
            ? t('accounts.ready')
            : t('accounts.open', {
                failed: String(failed),
                warnings: String(open - failed),
              })
        }
        description={open === 0 ? undefined : t('accounts.administrator')}
      />
      <ul className={styles.findings}>
        {findings.map(finding => (
          <Finding key={`${finding.id} ${finding.message}`} {...finding} />
        ))}
      </ul>
    </>
  );
}

/** What each AWS account and region needs before its next environments, for administrators. */
export function AccountsContent() {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const root = useRouteRef(rootRouteRef);
  const { installation, error: unreadable } = useInstallation();
  const [selected, select] = useState<{ account?: string; region?: string }>(
    {},
  );
  const [environments, setEnvironments] = useState(1);
  const account = selected.account ?? installation?.accounts[0]?.id;
  const region = selected.region ?? installation?.regions[0];
  const { data, error, isValidating, mutate } = useCached(
    account && region
      ? ['account', account, region, String(environments)]
      : null,
    api =>
      api.checkAccount(
        { account: account ?? '', region: region ?? '' },
        environments,
      ),
    { revalidateOnFocus: false },
  );
  const failure = unreadable ?? error;
  return (
    <div className={styles.page}>
      {data?.localAws && <LocalAwsBanner />}
      <div>
        <ButtonLink variant="tertiary" href={root()}>
          {t('accounts.back')}
        </ButtonLink>
      </div>
      <Text as="h2" variant="title-small">
        {t('accounts.title')}
      </Text>
      <Text as="p" color="secondary">
        {t('accounts.description')}
      </Text>
      <div className={styles.selection}>
        <Select
          label={t('accounts.account')}
          isDisabled={!installation}
          options={(installation?.accounts ?? []).map(({ id, name }) => ({
            value: id,
            label: name ? `${name} (${id})` : id,
          }))}
          value={account ?? null}
          onChange={key => select({ ...selected, account: String(key) })}
        />
        <Select
          label={t('accounts.region')}
          isDisabled={!installation}
          options={(installation?.regions ?? []).map(each => ({
            value: each,
            label: regionLabel(each),
          }))}
          value={region ?? null}
          onChange={key => select({ ...selected, region: String(key) })}
        />
        <NumberField
          label={t('accounts.environments')}
          minValue={1}
          maxValue={1000}
          step={1}
          value={environments}
          onChange={count =>
            setEnvironments(Number.isInteger(count) ? count : 1)
          }
        />
        <Button
          variant="secondary"
          isPending={isValidating}
          isDisabled={!installation}
          onPress={() => void mutate()}
        >
          {t('accounts.again')}
        </Button>
      </div>
      {failure && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('reading.failed', { what: t('accounts.what') })}
          description={messageOf(failure, t)}
        />
      )}
      {!data && !failure && (
        <div
          role="status"
          aria-label={t('reading.loading', { what: t('accounts.what') })}
        >
          <Skeleton width="100%" height={160} />
        </div>
      )}
      {data && !failure && <Findings report={data} />}
    </div>
  );
}
