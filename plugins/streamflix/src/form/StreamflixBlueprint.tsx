import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Radio, RadioGroup } from '@backstage/ui';
import {
  blueprints,
  describeMissingParts,
  type Blueprint,
  type EnvironmentForm,
} from '@streamflix/backstage-plugin-streamflix-common';
import { regionLabel } from '../components/regionLabel';
import { streamflixTranslationRef } from '../translation';
import { BlueprintMap } from './BlueprintMap';
import { componentsOf } from './componentsOf';
import { asForm } from './FormDefaults';
import { FieldProblems, invalidWithout } from './FieldProblems';
import formStyles from './Form.module.css';
import { descriptionOf } from './settings';
import styles from './StreamflixBlueprint.module.css';
import { targetOf } from './targetOf';
import { useOffers } from './useOffers';

const description = descriptionOf('blueprint');

function Choice(props: {
  blueprint: Blueprint;
  region?: string;
  /** Parts that the region lacks. */
  missing: readonly string[];
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { blueprint, region = '', missing } = props;
  const { id, title, purpose, homeRegions, onlyRegions, defaults } = blueprint;
  return (
    <Radio value={id} className={styles.choice} isDisabled={missing.length > 0}>
      <span className={styles.text}>
        <span className={styles.title}>{title}</span>
        <span className={styles.purpose}>{purpose}</span>
        <BlueprintMap blueprint={blueprint} />
        <span className={styles.small}>
          {onlyRegions
            ? t('form.onlyIn', {
                regions: onlyRegions.regions.map(regionLabel).join(', '),
                reason: onlyRegions.reason,
              })
            : t('form.defaultRegions', {
                count: homeRegions.length,
                regions: homeRegions.map(regionLabel).join(', '),
              })}
        </span>
        <span className={styles.small}>
          {componentsOf(defaults)
            .map(component => t(`components.${component}`))
            .join(' · ')}
        </span>
        {missing.length > 0 && (
          <span className={styles.missing}>
            {t('form.notAvailable', {
              region: regionLabel(region),
              reasons: missing.join(' '),
            })}
          </span>
        )}
      </span>
    </Radio>
  );
}

/**
 * A card for each blueprint: its purpose, its map, default regions and components. One that lacks a part in the chosen region cannot be
 * selected, and shows why.
 */
export function StreamflixBlueprint(
  props: FieldExtensionComponentProps<string>,
) {
  const { schema, formData, required, disabled, readonly, onChange } = props;
  const { idSchema, rawErrors = [], formContext } = props;
  const { t } = useTranslationRef(streamflixTranslationRef);
  // Whether the blueprint is meant for the region is another question: selecting one moves the region.
  const { blueprint: _, ...form } = asForm(formContext?.formData);
  const { region } = form;
  const problemId = `${idSchema.$id}-problem`;
  const offers = useOffers(targetOf(form as EnvironmentForm));
  const offered = Object.values(blueprints).filter(
    ({ id }) => schema.enum?.includes(id) ?? true,
  );
  const choices = offered.map(blueprint => ({
    blueprint,
    missing: region ? describeMissingParts(blueprint, region, offers) : [],
  }));
  const unavailable = choices.filter(({ missing }) => missing.length > 0);
  return (
    <RadioGroup
      id={idSchema.$id}
      label={schema.title}
      description={schema.description ?? description}
      isRequired={required}
      isDisabled={disabled || readonly}
      validationBehavior="aria"
      {...invalidWithout(formData, rawErrors, problemId)}
      validate={() => rawErrors.join(' ') || undefined}
      value={formData ?? null}
      onChange={onChange}
    >
      <div className={styles.choices}>
        {choices.map(choice => (
          <Choice key={choice.blueprint.id} region={region} {...choice} />
        ))}
      </div>
      <FieldProblems
        id={problemId}
        messages={formData === undefined ? rawErrors : []}
      />
      {/* A disabled card has no focus, so this announces when the region excludes it. */}
      <p role="status" className={formStyles.hint}>
        {unavailable.length > 0 &&
          t('form.notAvailableIn', {
            region: regionLabel(region ?? ''),
            blueprints: unavailable
              .map(({ blueprint }) => blueprint.title)
              .join(', '),
          })}
      </p>
    </RadioGroup>
  );
}
