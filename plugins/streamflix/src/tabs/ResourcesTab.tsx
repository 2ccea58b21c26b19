import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SearchField, Select, Text } from '@backstage/ui';
import {
  areas,
  type EnvironmentRef,
  type EnvironmentStack,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useState } from 'react';
import { useEnvironmentStack } from '../api/useEnvironmentStack';
import { ExternalLink } from '../cards/ExternalLink';
import { ReadingState } from '../components/ReadingState';
import { streamflixTranslationRef } from '../translation';
import { filterResources } from './resourceRows';
import styles from './ResourcesTab.module.css';
import { ResourcesTable } from './ResourcesTable';

/** Key of the choice that selects all parts; a select has no empty key. */
const all = 'all';

function Resources({ stack }: { stack: EnvironmentStack }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const [text, setText] = useState('');
  const [part, setPart] = useState(all);
  const { resources, consoleUrl } = stack;
  const found = filterResources(resources, {
    text,
    part: part === all ? '' : part,
  });
  const present = areas.filter(area =>
    resources.some(resource => resource.area === area),
  );
  return (
    <>
      <div className={styles.toolbar}>
        <SearchField
          className={styles.search}
          aria-label={t('resources.search')}
          placeholder={t('resources.search')}
          value={text}
          onChange={setText}
        />
        <Select
          className={styles.part}
          aria-label={t('resources.part')}
          options={[
            { value: all, label: t('resources.allParts') },
            ...present.map(area => ({ value: area, label: area })),
          ]}
          value={part}
          onChange={key => setPart(String(key))}
        />
        <Text as="p" color="secondary" role="status">
          {t('resources.shown', {
            shown: String(found.length),
            count: resources.length,
          })}
        </Text>
        {consoleUrl && (
          <ExternalLink
            address={consoleUrl}
            localAws={false}
            text={t('resources.stackConsole')}
          />
        )}
      </div>
      {found.length > 0 ? (
        <ResourcesTable resources={found} />
      ) : (
        <Text as="p">
          {t(resources.length > 0 ? 'resources.noMatch' : 'resources.none')}
        </Text>
      )}
    </>
  );
}

/** Every resource of an environment's stack. */
export function ResourcesTab(props: { environment: EnvironmentRef }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { stack, ...reading } = useEnvironmentStack(props.environment);
  return (
    <div className={styles.page}>
      <ReadingState
        what={t('resources.what')}
        hasData={stack !== undefined}
        {...reading}
      />
      {stack && <Resources stack={stack} />}
    </div>
  );
}
