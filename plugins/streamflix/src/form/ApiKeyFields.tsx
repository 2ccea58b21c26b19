import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon } from '@backstage/ui';
import { RiAddLine, RiDeleteBinLine } from '@remixicon/react';
import { streamflixTranslationRef } from '../translation';
import styles from './Form.module.css';
import { SecretNameField } from './SecretNameField';
import type { SecretEntry } from './SecretsFormData';

const isBlank = (entry: SecretEntry) => !entry.text && !entry.isDiscarded;

interface ApiKeyFieldsProps {
  legend?: string;
  hint?: string;
  /** Names to select from. */
  names: readonly string[];
  isDisabled?: boolean;
  entries: readonly SecretEntry[];
  problemOf(entry: SecretEntry): string | undefined;
  onChange(entries: SecretEntry[]): void;
}

/** The names of the secrets with API keys, one field for each; there is always one. */
export function ApiKeyFields(props: ApiKeyFieldsProps) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { names, isDisabled, entries, problemOf, onChange } = props;
  const replace = (index: number, ...by: SecretEntry[]) =>
    onChange(entries.flatMap((entry, i) => (i === index ? by : entry)));
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{props.legend}</legend>
      <div className={styles.rows}>
        <p className={styles.hint}>{props.hint}</p>
        {entries.map((entry, index) => (
          // Rows are identified only by their position.
          <div key={`row ${index}`} className={styles.row}>
            <SecretNameField
              label={t('form.apiKey', { number: String(index + 1) })}
              names={names}
              isDisabled={isDisabled}
              problem={problemOf(entry)}
              entry={entry}
              onChange={changed => replace(index, changed)}
            />
            <ButtonIcon
              variant="secondary"
              icon={<RiDeleteBinLine aria-hidden />}
              aria-label={t('form.removeApiKey', {
                number: String(index + 1),
              })}
              isDisabled={
                isDisabled || (entries.length === 1 && isBlank(entry))
              }
              onPress={() =>
                replace(index, ...(entries.length === 1 ? [{ text: '' }] : []))
              }
            />
          </div>
        ))}
        <div>
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiAddLine aria-hidden />}
            isDisabled={isDisabled || entries.some(isBlank)}
            onPress={() => onChange([...entries, { text: '' }])}
          >
            {t('form.addApiKey')}
          </Button>
        </div>
      </div>
    </fieldset>
  );
}
