import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Combobox } from '@backstage/ui';
import type { PlaceRef } from '../api';
import { messageOf } from '../api/messageOf';
import { streamflixTranslationRef } from '../translation';
import styles from './Form.module.css';
import { useSecretNames } from './useSecretNames';

/** The name of a secret: chosen among those there are, or typed where they cannot be listed. */
export function SecretNameField(props: {
  label: string;
  description?: string;
  place: PlaceRef | undefined;
  isRequired?: boolean;
  isDisabled?: boolean;
  problem?: string;
  value: string;
  onChange(name: string): void;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { place, problem, value, onChange, ...rest } = props;
  const { names, isComplete, error } = useSecretNames(place, value);
  const missing =
    value && place && isComplete && !names?.includes(value)
      ? t('form.noSecret', { name: value, region: place.region })
      : undefined;
  const wrong = problem ?? missing;
  return (
    <div>
      <Combobox
        {...rest}
        allowsCustomValue
        // A list that opens on mere focus hides the rest of the page from screen readers.
        menuTrigger="input"
        options={(names ?? []).map(name => ({ id: name, label: name }))}
        search={{ inputValue: value, onInputChange: onChange }}
        validationBehavior="aria"
        validate={() => wrong}
      />
      {error && (
        <p className={styles.problem}>
          {t('form.secretsFailed', { reason: messageOf(error) })}
        </p>
      )}
    </div>
  );
}
