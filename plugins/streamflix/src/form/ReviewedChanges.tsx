import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  changesByArea,
  countChanges,
  type ResourceChange,
} from '@streamflix/backstage-plugin-streamflix-common';
import { CollapsibleSection } from '../components/CollapsibleSection';
import { streamflixTranslationRef } from '../translation';
import styles from './Form.module.css';

/** More changes than that are collapsed by area. */
const maxShown = 15;

/** How many resources are added, changed, replaced and removed, as text. */
function useCounts() {
  const { t } = useTranslationRef(streamflixTranslationRef);
  return (changes: readonly ResourceChange[]) => {
    const counts = countChanges(changes);
    return (['add', 'change', 'replace', 'remove'] as const)
      .filter(action => counts[action] > 0)
      .map(action =>
        t(`review.counts.${action}`, { number: String(counts[action]) }),
      )
      .join(' · ');
  };
}

function Change({ change }: { change: ResourceChange }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { action, logicalId, type, values = [], properties } = change;
  const kind = change.replacement === 'possible' ? 'mayReplace' : action;
  const withoutValues = properties.filter(
    name => !values.some(({ path }) => path.split('.')[0] === name),
  );
  return (
    <li data-action={action}>
      <span className={styles.action}>{t(`review.actions.${kind}`)}</span>{' '}
      {logicalId}{' '}
      <span className={styles.hint}>{type.replace('AWS::', '')}</span>
      {values.length + withoutValues.length > 0 && (
        <ul className={styles.values}>
          {values.map(({ path, before, after }) => (
            <li key={path}>
              {path}: <del>{before ?? t('running.none')}</del>{' '}
              <span aria-hidden>→</span> <ins>{after ?? t('running.none')}</ins>
            </li>
          ))}
          {withoutValues.map(name => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** The resources of a change set by part of the platform, with each value before and after. */
export function ReviewedChanges({
  changes,
}: {
  changes: readonly ResourceChange[];
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const countsOf = useCounts();
  if (changes.length === 0) return null;
  return (
    <section className={styles.rows} aria-label={t('review.resources')}>
      <h4 className={styles.legend}>
        {t('review.resources')}: {countsOf(changes)}
      </h4>
      {changesByArea(changes).map(({ area, changes: own }) => {
        const title = area ?? t('destruction.other');
        const list = (
          <ul className={styles.list}>
            {own.map(change => (
              <Change key={change.logicalId} change={change} />
            ))}
          </ul>
        );
        return changes.length > maxShown ? (
          <CollapsibleSection
            key={title}
            className={styles.fold}
            title={title}
            subtitle={countsOf(own)}
          >
            {list}
          </CollapsibleSection>
        ) : (
          <section key={title} className={styles.area} aria-label={title}>
            <h5 className={styles.legend}>{title}</h5>
            {list}
          </section>
        );
      })}
    </section>
  );
}
