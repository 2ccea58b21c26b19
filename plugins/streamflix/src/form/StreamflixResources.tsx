import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Alert, Checkbox, CheckboxGroup } from '@backstage/ui';
import { streamflixTranslationRef } from '../translation';
import styles from './Form.module.css';
import { environmentOf } from './useFormDefaults';
import { useEnvironmentStack } from './useEnvironmentStack';

/** Logical ids of resources that block a failed destruction, to be retained. Renders nothing if there are none. */
export function StreamflixResources(
  props: FieldExtensionComponentProps<string[]>,
) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { schema, formData = [], formContext, onChange } = props;
  const { disabled, readonly } = props;
  const { stack } = useEnvironmentStack(environmentOf(formContext?.formData));
  const offered =
    stack?.stackStatus === 'DELETE_FAILED'
      ? stack.resources.filter(({ status }) => status === 'DELETE_FAILED')
      : [];
  if (!stack || offered.length === 0) return null;
  return (
    <div className={styles.field}>
      <Alert
        status="warning"
        icon
        title={t('running.deletion', { suffix: stack.ref.suffix })}
      />
      <CheckboxGroup
        label={schema.title}
        description={schema.description}
        isDisabled={disabled || readonly}
        value={formData}
        onChange={ids => onChange(ids.length > 0 ? ids : undefined)}
      >
        {offered.map(({ logicalId, type, reason }) => (
          <Checkbox key={logicalId} value={logicalId}>
            <span className={styles.resource}>
              <span>
                {logicalId} <span className={styles.hint}>{type}</span>
              </span>
              <span className={styles.hint}>{reason}</span>
            </span>
          </Checkbox>
        ))}
      </CheckboxGroup>
    </div>
  );
}
