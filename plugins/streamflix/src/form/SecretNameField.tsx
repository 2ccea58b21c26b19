import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Combobox } from '@backstage/ui';
import { streamflixTranslationRef } from '../translation';
import styles from './Form.module.css';
import type { SecretEntry } from './SecretsFormData';

/** The name of a secret, selected from a list or typed. */
export function SecretNameField(props: {
  label: string;
  description?: string;
  /** Names to select from. */
  names: readonly string[];
  isRequired?: boolean;
  isDisabled?: boolean;
  /** Message of the problem; it never contains the text itself. */
  problem?: string;
  entry: SecretEntry;
  onChange(entry: SecretEntry): void;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { names, problem, entry, onChange, ...rest } = props;
  return (
    <div className={styles.rows}>
      <Combobox
        {...rest}
        allowsCustomValue
        // A list that opens on focus hides the rest of the page from screen readers.
        menuTrigger="input"
        options={names.map(name => ({ id: name, label: name }))}
        search={{
          inputValue: entry.text,
          // The control may report an unchanged text: a discarded entry stays discarded until the user types.
          onInputChange: text => {
            if (text !== entry.text) onChange({ text });
          },
        }}
        validationBehavior="aria"
        validate={() => problem}
      />
      {entry.isDiscarded && (
        <div>
          <Button
            size="small"
            variant="secondary"
            onPress={() => onChange({ text: '' })}
          >
            {t('form.leaveEmpty')}
          </Button>
        </div>
      )}
    </div>
  );
}
