import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import { useState } from 'react';
import { streamflixApiRef } from '../api';
import { messageOf } from '../api/messageOf';
import { streamflixTranslationRef } from '../translation';
import styles from './ConfigurationTab.module.css';

/** Hands a text to the browser as a file. */
function download(name: string, text: string) {
  const url = URL.createObjectURL(
    new Blob([text], { type: 'application/json' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** The template of the stack as a file; requested only when the user wants it. */
export function TemplateDownload(props: { environment: EnvironmentRef }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const api = useApi(streamflixApiRef);
  const { environment } = props;
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const start = async () => {
    setPending(true);
    setError(undefined);
    try {
      const { body } = await api.getTemplate(environment);
      download(
        `streamflix-${environment.suffix}-${environment.region}.template.json`,
        body,
      );
    } catch (caught) {
      setError(caught);
    } finally {
      setPending(false);
    }
  };
  return (
    <div className={styles.download}>
      <Button
        variant="secondary"
        iconStart={<RiDownloadLine aria-hidden />}
        isPending={isPending}
        onPress={start}
      >
        {t('configuration.template')}
      </Button>
      {error !== undefined && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('reading.failed', { what: t('configuration.theTemplate') })}
          description={messageOf(error, t)}
        />
      )}
    </div>
  );
}
