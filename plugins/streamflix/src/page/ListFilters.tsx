import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SearchField, Select } from '@backstage/ui';
import { blueprintTitle } from '../components/blueprintTitle';
import { regionLabel } from '../components/regionLabel';
import { streamflixTranslationRef } from '../translation';
import styles from './EnvironmentsPage.module.css';
import { mine, type EnvironmentRow, type RowFilter } from './environmentRows';
import { ownerTitle } from '../components/ownerTitle';

/** Value of the choice that selects all; a select has no empty value. */
const all = 'all';

interface Choice {
  value: string;
  label: string;
}

/** The values that occur, with the selected one even if no row has it. */
function choicesOf(
  rows: readonly EnvironmentRow[],
  valueOf: (row: EnvironmentRow) => string | undefined,
  selected: string,
  label: (value: string) => string,
): Choice[] {
  const values = new Set([...rows.map(valueOf), selected]);
  return [...values]
    .flatMap(value =>
      value && value !== mine ? { value, label: label(value) } : [],
    )
    .sort((a, b) => a.label.localeCompare(b.label));
}

function Filter(props: {
  label: string;
  every: string;
  choices: Choice[];
  value: string;
  onChange(value: string): void;
}) {
  const { label, every, choices, value, onChange } = props;
  return (
    <Select
      className={styles.filter}
      aria-label={label}
      size="small"
      options={[{ value: all, label: every }, ...choices]}
      value={value || all}
      onChange={key => onChange(key === all ? '' : String(key))}
    />
  );
}

/** Search and filters of the list. */
export function ListFilters(props: {
  rows: readonly EnvironmentRow[];
  filter: RowFilter;
  onChange(changes: Partial<RowFilter>): void;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { rows, filter, onChange } = props;
  return (
    <div className={styles.filters}>
      <SearchField
        className={styles.search}
        size="small"
        aria-label={t('page.search')}
        placeholder={t('page.search')}
        value={filter.text}
        onChange={text => onChange({ text })}
      />
      <Filter
        label={t('page.blueprint')}
        every={t('page.allBlueprints')}
        choices={choicesOf(
          rows,
          row => row.blueprint,
          filter.blueprint,
          blueprintTitle,
        )}
        value={filter.blueprint}
        onChange={blueprint => onChange({ blueprint })}
      />
      <Filter
        label={t('page.region')}
        every={t('page.allRegions')}
        choices={choicesOf(rows, row => row.region, filter.region, regionLabel)}
        value={filter.region}
        onChange={region => onChange({ region })}
      />
      <Filter
        label={t('page.owner')}
        every={t('page.allOwners')}
        choices={[
          { value: mine, label: t('page.mine') },
          ...choicesOf(rows, row => row.owner, filter.owner, ownerTitle),
        ]}
        value={filter.owner}
        onChange={owner => onChange({ owner })}
      />
    </div>
  );
}
