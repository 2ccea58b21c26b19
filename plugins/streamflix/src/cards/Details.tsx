import { Link } from '@backstage/ui';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Fragment } from 'react';
import { streamflixTranslationRef } from '../translation';
import type { Detail } from './detailsOf';
import { Fold } from './Fold';
import styles from './Details.module.css';

/** Facts that matter to some and at times; folded away until then. */
export function Details({ details }: { details: readonly Detail[] }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  if (details.length === 0) return null;
  return (
    <Fold title={t('details.title')}>
      <dl className={styles.details}>
        {details.map(({ label, value, href }, index) => (
          <Fragment key={`${index} ${label}`}>
            <dt className={styles.label}>{label}</dt>
            <dd className={styles.value}>
              {href ? (
                <Link href={href} target="_blank" rel="noopener">
                  {value}
                </Link>
              ) : (
                value
              )}
            </dd>
          </Fragment>
        ))}
      </dl>
    </Fold>
  );
}
