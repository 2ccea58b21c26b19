import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Fragment } from 'react';
import { streamflixTranslationRef } from '../translation';
import type { Detail } from './detailsOf';
import { ExternalLink } from './ExternalLink';
import { CollapsibleSection } from '../components/CollapsibleSection';
import styles from './Details.module.css';

/** Secondary facts, collapsed by default. */
export function Details(props: {
  details: readonly Detail[];
  localAws: boolean;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { details, localAws } = props;
  if (details.length === 0) return null;
  return (
    <CollapsibleSection title={t('details.title')}>
      <dl className={styles.details}>
        {details.map(({ label, value, isAddress }, index) => (
          <Fragment key={`${index} ${label}`}>
            <dt className={styles.label}>{label}</dt>
            <dd className={styles.value}>
              {isAddress ? (
                <ExternalLink address={value} localAws={localAws} />
              ) : (
                value
              )}
            </dd>
          </Fragment>
        ))}
      </dl>
    </CollapsibleSection>
  );
}
