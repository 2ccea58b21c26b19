import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Alert, ButtonLink, TextField } from '@backstage/ui';
import {
  areas,
  holdingTypes,
  isValues,
  type EnvironmentStack,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useInstallation } from '../api/useInstallation';
import { CollapsibleSection } from '../components/CollapsibleSection';
import { LocalAwsBanner } from '../components/LocalAws';
import { templateHref } from '../components/templateHref';
import { templateRouteRef } from '../routes';
import { streamflixTranslationRef } from '../translation';
import { DestructionSteps } from './DestructionSteps';
import { FieldProblems } from './FieldProblems';
import styles from './Form.module.css';
import { listIn } from './ReviewFormData';
import { StackState } from './StackState';
import { environmentOf } from './useFormDefaults';
import { useEnvironmentStack } from './useEnvironmentStack';
import { useDenialReason } from './useDenialReason';
import { useTypedText } from './useTypedText';

/** All resources that are deleted, by area. */
function Resources({ stack }: { stack: EnvironmentStack }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { resources } = stack;
  const groups = [...areas, undefined].flatMap(area => {
    const own = resources.filter(each => each.area === area && !each.retained);
    return own.length > 0
      ? [{ area: area ?? t('destruction.other'), own }]
      : [];
  });
  return (
    <CollapsibleSection
      className={styles.fold}
      title={t('destruction.all', { number: String(resources.length) })}
      subtitle={groups
        .map(({ area, own }) => `${area} ${own.length}`)
        .join(' · ')}
    >
      <div className={styles.areas}>
        {groups.map(({ area, own }) => (
          <section key={area} className={styles.area} aria-label={area}>
            <h4 className={styles.title}>{area}</h4>
            <ul className={styles.list}>
              {own.map(({ logicalId, type, deletionNote }) => (
                <li key={logicalId}>
                  {logicalId}{' '}
                  <span className={styles.hint}>
                    {type.replace('AWS::', '')}
                    {deletionNote && ` · ${t('destruction.holdsData')}`}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </CollapsibleSection>
  );
}

/** What is deleted, and what is kept. */
function Consequences({ stack }: { stack: EnvironmentStack }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { resources, retainedResources } = stack;
  const holding = resources
    .filter(({ deletionNote, retained }) => deletionNote && !retained)
    // The databases first: they matter most.
    .sort(
      (a, b) => holdingTypes.indexOf(a.type) - holdingTypes.indexOf(b.type),
    );
  const retained = resources.filter(each => each.retained);
  return (
    <>
      <section className={styles.rows} aria-label={t('destruction.lost')}>
        <h3 className={styles.title}>{t('destruction.lost')}</h3>
        <ul className={styles.list}>
          {holding.map(({ logicalId, deletionNote }) => (
            <li key={logicalId}>{deletionNote}</li>
          ))}
          {holding.length === 0 && <li>{t('destruction.noData')}</li>}
          <li>{t('destruction.logs')}</li>
        </ul>
      </section>
      <Resources stack={stack} />
      <section className={styles.rows} aria-label={t('destruction.kept')}>
        <h3 className={styles.title}>{t('destruction.kept')}</h3>
        <ul className={styles.list}>
          {retained.map(({ logicalId, type }) => (
            <li key={logicalId}>
              {t('destruction.retained', { logicalId, type })}
            </li>
          ))}
          {retainedResources.map(message => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      </section>
    </>
  );
}

/** Why it cannot be destroyed now, or that its deletion is already in progress. */
function Obstacles(props: {
  stack: EnvironmentStack;
  environment: string;
  denial: string | undefined;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const template = useRouteRef(templateRouteRef);
  const { stack, environment, denial } = props;
  const { suffix } = stack.ref;
  if (denial) {
    return (
      <Alert
        role="alert"
        status="danger"
        icon
        title={t('actions.mayNotDestroy')}
        description={denial}
      />
    );
  }
  if (stack.protected) {
    return (
      <Alert
        role="alert"
        status="danger"
        icon
        title={t('destruction.protected', { suffix })}
        description={t('destruction.unprotect')}
        customActions={
          template && (
            <ButtonLink
              size="small"
              variant="secondary"
              href={templateHref(template, 'change', environment)}
            >
              {t('actions.change')}
            </ButtonLink>
          )
        }
      />
    );
  }
  if (stack.stackStatus === 'DELETE_IN_PROGRESS') {
    return (
      <Alert
        status="info"
        icon
        title={t('destruction.inProgress', { suffix })}
      />
    );
  }
  return stack.stackStatus.endsWith('_IN_PROGRESS') ? (
    <Alert status="warning" icon title={t('running.inProgress', { suffix })} />
  ) : null;
}

/** The resources that the user chose to leave behind. */
const retainedIn = (whole: unknown): string[] =>
  isValues(whole) ? listIn(whole.retain) : [];

/** What is deleted and what is kept when the environment is destroyed, and the suffix, which the user types to confirm. */
export function StreamflixDestruction(
  props: FieldExtensionComponentProps<string>,
) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { schema, idSchema, formData, formContext, required } = props;
  const { rawErrors = [], disabled, readonly, onChange } = props;
  const environment = environmentOf(formContext?.formData);
  const reading = useEnvironmentStack(environment);
  const { stack } = reading;
  const denial = useDenialReason(stack?.ref, 'delete');
  const { installation } = useInstallation();
  const typed = useTypedText({
    value: formData,
    fallback: '',
    textOf: String,
    valueIn: String,
    onChange: entered => onChange(entered as string),
  });
  if (!environment) return <FieldProblems messages={rawErrors} />;
  const isRefused = stack?.protected || Boolean(denial);
  const isInProgress = stack?.stackStatus.endsWith('_IN_PROGRESS');
  return (
    <div className={styles.field}>
      <StackState reading={reading} />
      {installation?.localAws && <LocalAwsBanner />}
      {stack && (
        <>
          <Obstacles stack={stack} environment={environment} denial={denial} />
          <Consequences stack={stack} />
          {!isRefused && !isInProgress && (
            <DestructionSteps
              stack={stack}
              retain={retainedIn(formContext?.formData)}
            />
          )}
          <TextField
            id={idSchema.$id}
            label={schema.title}
            description={t('destruction.type', { suffix: stack.ref.suffix })}
            isRequired={required}
            isDisabled={disabled || readonly || isRefused}
            autoComplete="off"
            spellCheck="false"
            validationBehavior="aria"
            validate={text =>
              text && !stack.ref.suffix.startsWith(text.trim())
                ? t('destruction.mismatch', { suffix: stack.ref.suffix })
                : // What refuses the destruction is shown above.
                  (!isRefused && rawErrors[0]) || undefined
            }
            value={typed.shown}
            onChange={typed.enter}
            onBlur={typed.leave}
          />
        </>
      )}
    </div>
  );
}
