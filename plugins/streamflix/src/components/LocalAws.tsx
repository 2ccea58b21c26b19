import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Badge } from '@backstage/ui';
import { RiTestTubeLine } from '@remixicon/react';
import { streamflixTranslationRef } from '../translation';
import styles from './LocalAws.module.css';

/** Note on views of a local AWS emulator, not an account. */
export function LocalAwsBanner() {
  const { t } = useTranslationRef(streamflixTranslationRef);
  return (
    <p className={styles.banner}>
      <RiTestTubeLine aria-hidden size={16} />
      {t('localAws.message')}
    </p>
  );
}

/** The same as a badge for cards, where the message would not fit; the message is in its tooltip. */
export function LocalAwsBadge() {
  const { t } = useTranslationRef(streamflixTranslationRef);
  return (
    <Badge icon={<RiTestTubeLine aria-hidden />} title={t('localAws.message')}>
      {t('localAws.badge')}
    </Badge>
  );
}
