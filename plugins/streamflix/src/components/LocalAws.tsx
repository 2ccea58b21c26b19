import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiTestTubeLine } from '@remixicon/react';
import { streamflixTranslationRef } from '../translation';
import styles from './LocalAws.module.css';

/** Note on views of a local AWS emulator, not an account. */
export function LocalAwsBanner() {
  const { t } = useTranslationRef(streamflixTranslationRef);
  return (
    <p className={styles.banner}>
      <RiTestTubeLine aria-hidden size={16} />
      {t('localAws')}
    </p>
  );
}
