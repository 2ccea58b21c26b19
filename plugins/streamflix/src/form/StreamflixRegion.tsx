import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Select } from '@backstage/ui';
import { useRef } from 'react';
import { messageOf } from '../api/messageOf';
import { LocalAwsBanner } from '../components/LocalAws';
import { regionLabel } from '../components/regionLabel';
import { streamflixTranslationRef } from '../translation';
import { asForm, blueprintOf } from './FormDefaults';
import { FieldProblems, invalidWithout } from './FieldProblems';
import styles from './Form.module.css';
import { descriptionOf } from './settings';
import { regionsFor } from './regionsFor';
import { useDerivedFormData } from './useDerivedFormData';
import { useInstallation } from '../api/useInstallation';
import { ReadingError } from '../components/ReadingError';

const description = descriptionOf('region');

/**
 * The regions both the installation and the blueprint allow; the blueprint's default region is suggested until another is chosen.
 */
export function StreamflixRegion(props: FieldExtensionComponentProps<string>) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { schema, formData, formContext, required, disabled, readonly } = props;
  const { idSchema, rawErrors = [], onChange } = props;
  const { installation, error, isReading, retry } = useInstallation();
  const blueprint = blueprintOf(asForm(formContext?.formData));
  const regions = installation && regionsFor(installation, blueprint);

  const proposed = useRef<string>();
  const home = blueprint && regions?.[0];
  const isOpen =
    formData === undefined ||
    formData === proposed.current ||
    (regions !== undefined && !regions.includes(formData));
  useDerivedFormData(home, !home || !isOpen || formData === home, region => {
    proposed.current = region;
    onChange(region);
  });

  if (error) {
    return (
      <ReadingError
        title={t('form.regionsFailed')}
        description={messageOf(error, t)}
        isReading={isReading}
        retry={retry}
      />
    );
  }
  const problemId = `${idSchema.$id}-problem`;
  const only = blueprint?.onlyRegions;
  return (
    <div className={styles.field}>
      <Select
        id={idSchema.$id}
        label={schema.title}
        description={[
          schema.description ?? description,
          only &&
            t('form.onlyIn', {
              regions: only.regions.map(regionLabel).join(', '),
              reason: only.reason,
            }),
        ]
          .filter(Boolean)
          .join(' ')}
        isRequired={required}
        isDisabled={disabled || readonly || !regions}
        validationBehavior="aria"
        {...invalidWithout(formData, rawErrors, problemId)}
        validate={() =>
          regions?.length === 0 ? t('form.noRegion') : rawErrors[0]
        }
        options={(regions ?? []).map(region => ({
          id: region,
          label: blueprint?.homeRegions.includes(region)
            ? t('form.defaultRegion', { region: regionLabel(region) })
            : regionLabel(region),
        }))}
        value={regions && formData ? formData : null}
        onChange={key => key !== null && onChange(String(key))}
      />
      <FieldProblems
        id={problemId}
        messages={formData === undefined ? rawErrors : []}
      />
      {installation?.localAws && <LocalAwsBanner />}
    </div>
  );
}
