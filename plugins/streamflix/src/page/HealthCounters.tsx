import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { healthLooks } from '../components/HealthBadge';
import { streamflixTranslationRef } from '../translation';
import styles from './EnvironmentsPage.module.css';
import { countByHealth, type EnvironmentRow } from './environmentRows';

const all = 'all';

/** How many environments have each health, worst first; pressing one shows only those. */
export function HealthCounters(props: {
  rows: readonly EnvironmentRow[];
  /** The selected health; empty for all. */
  selected: string;
  onSelect(health: string): void;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { rows, selected, onSelect } = props;
  return (
    <ToggleButtonGroup
      className={styles.counters}
      aria-label={t('page.health')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[selected || all]}
      onSelectionChange={keys => {
        const [key] = [...keys].map(String);
        onSelect(key === all ? '' : key);
      }}
    >
      <ToggleButton id={all} className={styles.counter}>
        {t('page.all', { count: rows.length })}
      </ToggleButton>
      {countByHealth(rows, selected).map(({ health, count }) => (
        <ToggleButton
          key={health}
          id={health}
          className={styles.counter}
          iconStart={
            health === 'healthy' ? undefined : (
              <span
                aria-hidden
                className={styles.dot}
                data-tone={healthLooks[health].tone}
              />
            )
          }
        >
          {t('page.counter', {
            health: t(`health.${health}`),
            count,
          })}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
