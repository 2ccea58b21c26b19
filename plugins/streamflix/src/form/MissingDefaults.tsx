import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { streamflixTranslationRef } from '../translation';
import styles from './Form.module.css';
import { StackState } from './StackState';
import { environmentOf } from './useFormDefaults';
import { useEnvironmentStack } from './useEnvironmentStack';

/** Why a page cannot be filled in yet: no blueprint is chosen, or the running environment is being read or could not be read. */
export function MissingDefaults({ formData }: { formData: unknown }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const environment = environmentOf(formData);
  const reading = useEnvironmentStack(environment);
  return environment ? (
    <StackState reading={reading} needsSpec />
  ) : (
    <p className={styles.hint}>{t('form.noBlueprint')}</p>
  );
}
