import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Radio, RadioGroup } from '@backstage/ui';
import {
  blueprints,
  type Blueprint,
} from '@streamflix/backstage-plugin-streamflix-common';
import { streamflixTranslationRef } from '../translation';
import { componentsOf } from './componentsOf';
import { descriptionOf } from './settings';
import styles from './StreamflixBlueprint.module.css';

const description = descriptionOf('blueprint');

function Choice({ blueprint }: { blueprint: Blueprint }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { id, title, purpose, homeRegions, onlyRegions, defaults } = blueprint;
  return (
    <Radio value={id} className={styles.choice}>
      <span className={styles.text}>
        <span className={styles.title}>{title}</span>
        <span className={styles.purpose}>{purpose}</span>
        <span className={styles.small}>
          {onlyRegions
            ? t('form.onlyIn', {
                regions: onlyRegions.regions.join(', '),
                reason: onlyRegions.reason,
              })
            : t('form.defaultRegions', { regions: homeRegions.join(', ') })}
        </span>
        <span className={styles.small}>
          {componentsOf(defaults)
            .map(component => t(`components.${component}`))
            .join(' · ')}
        </span>
      </span>
    </Radio>
  );
}

/** A card for each blueprint: its purpose, default regions and components. */
export function StreamflixBlueprint(
  props: FieldExtensionComponentProps<string>,
) {
  const { schema, formData, required, disabled, readonly, onChange } = props;
  const { idSchema, rawErrors = [] } = props;
  const offered = Object.values(blueprints).filter(
    ({ id }) => schema.enum?.includes(id) ?? true,
  );
  return (
    <RadioGroup
      id={idSchema.$id}
      label={schema.title}
      description={schema.description ?? description}
      isRequired={required}
      isDisabled={disabled || readonly}
      validationBehavior="aria"
      {...(rawErrors.length > 0 && { isInvalid: true })}
      value={formData ?? null}
      onChange={onChange}
    >
      <div className={styles.choices}>
        {offered.map(blueprint => (
          <Choice key={blueprint.id} blueprint={blueprint} />
        ))}
      </div>
    </RadioGroup>
  );
}
