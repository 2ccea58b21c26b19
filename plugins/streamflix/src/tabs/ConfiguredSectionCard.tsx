import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Badge, Card, CardBody, CardHeader } from '@backstage/ui';
import { useId } from 'react';
import { useSectionTitle } from '../components/useSectionTitle';
import { streamflixTranslationRef } from '../translation';
import type { ConfiguredSection, ConfiguredValue } from './configurationOf';
import styles from './ConfigurationTab.module.css';
import { useSettingText } from '../components/useSettingText';

function ValueRow({ path, title, value, blueprint }: ConfiguredValue) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const textOf = useSettingText();
  return (
    <div className={`${styles.row} ${blueprint ? styles.different : ''}`}>
      <dt className={styles.label}>
        {path === 'databaseVersion' ? t('configuration.exactVersion') : title}
      </dt>
      <dd className={styles.value}>
        <span className={styles.text}>
          {path === 'owner' ? (
            <EntityRefLink entityRef={String(value)} defaultKind="group" />
          ) : (
            textOf(path, value)
          )}
        </span>
        {blueprint && (
          <Badge className={styles.badge}>
            {t('configuration.ofBlueprint', {
              value: textOf(path, blueprint.value),
            })}
          </Badge>
        )}
      </dd>
    </div>
  );
}

/** One section of the values. */
export function ConfiguredSectionCard({ section, values }: ConfiguredSection) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const titleOfSection = useSectionTitle();
  const titleId = useId();
  return (
    <Card aria-labelledby={titleId}>
      <CardHeader>
        <h2 id={titleId} className={styles.title}>
          {titleOfSection(section)}
        </h2>
      </CardHeader>
      <CardBody>
        <dl className={styles.values}>
          {values.map(value => (
            <ValueRow key={value.path} {...value} />
          ))}
        </dl>
        {section === 'secrets' && (
          <p className={styles.note}>{t('configuration.secretsNote')}</p>
        )}
      </CardBody>
    </Card>
  );
}
