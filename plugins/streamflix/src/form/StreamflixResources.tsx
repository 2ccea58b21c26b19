import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Alert, Checkbox, CheckboxGroup } from '@backstage/ui';
import type {
  EnvironmentResource,
  EnvironmentStack,
} from '@streamflix/backstage-plugin-streamflix-common';
import { CollapsibleSection } from '../components/CollapsibleSection';
import { streamflixTranslationRef } from '../translation';
import styles from './Form.module.css';
import { environmentOf } from './useFormDefaults';
import { useEnvironmentStack } from './useEnvironmentStack';

/** Which of an environment's resources can be selected: those that hold data, or those that block an operation. */
export type ResourceChoice = 'data' | 'rollback' | 'deletion';

const offers: Record<
  ResourceChoice,
  (stack: EnvironmentStack) => EnvironmentResource[]
> = {
  data: ({ resources }) => resources.filter(({ deletionNote }) => deletionNote),
  rollback: ({ stackStatus, resources }) =>
    stackStatus === 'UPDATE_ROLLBACK_FAILED'
      ? resources.filter(({ status }) => status === 'UPDATE_FAILED')
      : [],
  deletion: ({ stackStatus, resources }) =>
    stackStatus === 'DELETE_FAILED'
      ? resources.filter(({ status }) => status === 'DELETE_FAILED')
      : [],
};

/** Logical ids, selected from the existing resources. Renders nothing if there is nothing to select. */
export function StreamflixResources(
  props: FieldExtensionComponentProps<string[], { of?: ResourceChoice }>,
) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { schema, uiSchema, formData = [], formContext, onChange } = props;
  const { disabled, readonly } = props;
  const of = uiSchema['ui:options']?.of ?? 'data';
  const { stack } = useEnvironmentStack(environmentOf(formContext?.formData));
  const offered = stack ? offers[of](stack) : [];
  if (offered.length === 0) return null;

  const group = (
    <CheckboxGroup
      label={schema.title}
      description={schema.description}
      isDisabled={disabled || readonly}
      value={formData}
      onChange={ids => onChange(ids.length > 0 ? ids : undefined)}
    >
      {offered.map(({ logicalId, type, deletionNote, reason }) => (
        <Checkbox key={logicalId} value={logicalId}>
          <span className={styles.resource}>
            <span>
              {logicalId} <span className={styles.hint}>{type}</span>
            </span>
            <span className={styles.hint}>
              {of === 'data' ? deletionNote : reason}
            </span>
          </span>
        </Checkbox>
      ))}
    </CheckboxGroup>
  );
  return (
    <div className={styles.field}>
      {of === 'data' ? (
        <CollapsibleSection
          className={styles.fold}
          title={schema.title ?? t('running.data')}
          subtitle={
            formData.length > 0
              ? t('running.named', { number: String(formData.length) })
              : t('running.noneNamed')
          }
        >
          {group}
        </CollapsibleSection>
      ) : (
        <>
          <Alert
            status="warning"
            icon
            title={t(`running.${of}`, { suffix: stack?.ref.suffix ?? '' })}
          />
          {group}
        </>
      )}
    </div>
  );
}
